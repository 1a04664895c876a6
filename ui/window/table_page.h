// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "session/selection.h"
#include "views/filter_bar.h"

class QSettings;
class QSplitter;

namespace poolscope::ui {

class DataTable;
class Inspector;
class InspectorPane;
class OutputView;
class Session;
class StateTableModel;

/// A table with what is selected in it beside, and a filter above where the table has an index.
class TablePage : public QWidget {
    Q_OBJECT

public:
    struct Parts {
        QString name;   ///< for settings and tests
        QString title;  ///< for screen readers
        QString emptyText;
        Subject::Kind kind = Subject::Kind::None;
    };
    /// Borrows session, selection and model.
    TablePage(const Parts& parts, const Session& session, Selection& selection, StateTableModel& model,
              QWidget* parent = nullptr);

    /// Puts the filter above the table and lets its headers sort it.
    void addFilter(IndexedTableModel& model, const QString& hint);
    /// Lets the headers alone sort it.
    void addSorting(IndexedTableModel& model);
    [[nodiscard]] bool hasFilter() const { return m_filter != nullptr; }
    /// Opens the line that finds words in the details.
    void findInDetails();
    void refresh();
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    /// What its selected rows are about, the first thousand at most.
    [[nodiscard]] std::vector<Subject> selectedSubjects() const;
    /// The numbers of what its selected rows are about, in the order of the rows.
    [[nodiscard]] std::vector<std::uint32_t> selectedSources() const;
    [[nodiscard]] DataTable& table() { return *m_table; }
    [[nodiscard]] Inspector& inspector();
    [[nodiscard]] OutputView& output();
    [[nodiscard]] FilterBar* filterBar() { return m_filter; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// What is selected elsewhere, or what of this table's kind it belongs to, becomes the current row.
    void showSelection();
    [[nodiscard]] std::uint32_t subjectHere() const;
    void leaveWhatIsHidden();

    Parts m_parts;
    const Session& m_session;
    Selection& m_selection;
    DataTable* m_table;
    InspectorPane* m_inspector;
    QSplitter* m_splitter;
    FilterBar* m_filter = nullptr;
    IndexedTableModel* m_indexed = nullptr;
    bool m_isFilterNew = false;
};

}  // namespace poolscope::ui
