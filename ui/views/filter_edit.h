// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include "filter/filter.h"
#include "filter/filter_completion.h"

class QCompleter;
class QStandardItemModel;
class QTimer;

namespace poolscope::ui {

/// A line in which a filter is typed: offers names of fields and their values, and says what is wrong with it and where,
/// while the last good filter stays in force.
class FilterEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit FilterEdit(QWidget* parent = nullptr);

    /// Borrows the vocabulary; null: no filter can be typed.
    void setVocabulary(const FilterVocabulary* vocabulary, FilterValues values);
    /// The last text that was understood, as a filter.
    [[nodiscard]] const Filter& filter() const { return m_filter; }
    [[nodiscard]] const std::optional<FilterProblem>& problem() const { return m_problem; }
    /// Sets the text and tells of the filter at once, as if Enter had been pressed.
    void setFilterText(const QString& text);
    /// Offers what could be typed here.
    void offer();
    [[nodiscard]] QStringList offered() const;

signals:
    /// A moment after the last key, or at once with Enter.
    void filterChanged(const poolscope::ui::Filter& filter);
    void problemChanged();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void read();
    void tell();
    void replacePiece(const QString& text);

    const FilterVocabulary* m_vocabulary = nullptr;
    FilterValues m_values;
    Filter m_filter;
    std::optional<FilterProblem> m_problem;
    QCompleter* m_completer;
    QStandardItemModel* m_offers;
    qsizetype m_pieceBegin = 0;
    QTimer* m_pause;
};

}  // namespace poolscope::ui
