// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QTableView>

namespace poolscope::ui {

class StateTableModel;

/// How all tables of the window look and behave: rows of one fixed height (anything else measures a million rows), one
/// line a cell, whole rows selected, columns to hide by the header's menu, rows to copy.
class DataTable : public QTableView {
    Q_OBJECT
    Q_PROPERTY(QString emptyText READ emptyText WRITE setEmptyText)

public:
    /// `name` is for saving the columns and `title` for screen readers.
    DataTable(const QString& name, const QString& title, QWidget* parent = nullptr);

    /// Borrows the model and gives its columns their first widths.
    void show(StateTableModel& model);
    /// The columns' widths in a face of 13 px, of the model that is shown. None is narrower than its title, in whatever language.
    void setFirstWidths(const std::vector<int>& widths);
    /// Its titles sort it by a click, until then they do nothing.
    void letSort();
    /// What stands in the middle while there is no row.
    void setEmptyText(const QString& text);
    [[nodiscard]] QString emptyText() const { return m_emptyText; }
    /// New rows at the end are followed while the end is in sight, as in a terminal.
    void followEnd();
    /// Subject (SubjectRole) of the current row, or -1.
    [[nodiscard]] qint64 currentSubject() const;
    /// The selected rows as text, the columns separated by tabs, with a line of titles.
    [[nodiscard]] QString selectedText() const;

    /// In order; of each selected row once.
    [[nodiscard]] std::vector<int> selectedRowNumbers() const;
    /// The selected rows as a JSON array of objects, a title a key.
    [[nodiscard]] QString selectedJson() const;

public slots:
    void copy();
    void copyJson();
    /// The current cell alone.
    void copyCell();

signals:
    /// The current row has changed by mouse or key.
    void subjectChosen(quint32 subject);
    void contextMenuWanted(const QPoint& globalPosition);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void fixRowHeight();
    void widenToTitles();
    [[nodiscard]] QRect rowRect(int row) const;
    void paintCurrentRow();
    [[nodiscard]] std::vector<int> shownColumns() const;
    void showHeaderMenu(const QPoint& position);

    QString m_emptyText;
    bool m_wasAtEnd = false;
    int m_textHeight = 0;  ///< for which the columns are as wide as they are
};

}  // namespace poolscope::ui
