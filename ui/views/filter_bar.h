// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/facet_counts.h"
#include "models/indexed_table_model.h"
#include "session/selection.h"

class QHBoxLayout;
class QToolButton;

namespace poolscope::ui {

class FacetBar;
class FilterEdit;
class InkLabel;

/// Above a table: the filter, the part of the time that was picked elsewhere, how many rows are left, and what one could ask
/// for, with counts.
class FilterBar : public QWidget {
    Q_OBJECT

public:
    /// Borrows the model.
    FilterBar(IndexedTableModel& model, const QString& hint, QWidget* parent = nullptr);

    void focusSearch();
    /// What is typed.
    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    /// Shows only what was going on then, by a chip that can be taken away.
    void setRange(const std::optional<TimeRange>& range);
    /// What is said about a filter that cannot be understood.
    [[nodiscard]] QString problem() const;
    void addPart(QWidget* widget);
    [[nodiscard]] FilterEdit& edit() { return *m_edit; }
    [[nodiscard]] const FilterVocabulary& vocabulary() const { return m_model.vocabulary(); }
    /// Values that could stand behind a field, from what the rows have.
    [[nodiscard]] QStringList valuesOf(FilterField field) const;

signals:
    void textChanged(const QString& text);
    /// The chip was taken away.
    void rangeDismissed();

private:
    void filter();
    void count();
    void showProblem();
    void showHelp();

    IndexedTableModel& m_model;
    FacetCounts m_counts;
    FilterEdit* m_edit;
    QToolButton* m_help;
    QToolButton* m_chip;
    FacetBar* m_facets;
    InkLabel* m_problem;
    InkLabel* m_count;
    QHBoxLayout* m_top;
    Filter m_range;  ///< what the chip says
};

}  // namespace poolscope::ui
