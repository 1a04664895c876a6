// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QTimer>

#include "filter/filter.h"
#include "models/facet.h"
#include "models/state_table_model.h"

namespace poolscope::ui {

/// A table of up to some millions of rows with its own index for filter and order: a QSortFilterProxyModel did not
/// finish a change of filter over a million rows in 250 s, this does in milliseconds.
///
/// Rows are looked at in pieces, so that a search in values, which reads the file, never holds up the window. A row
/// that has been shown stays until the filter changes.
class IndexedTableModel : public StateTableModel {
    Q_OBJECT

public:
    using StateTableModel::rowCount;

    void setFilter(const Filter& filter);
    [[nodiscard]] const Filter& filter() const { return m_filter; }
    /// What a filter can ask of these rows.
    [[nodiscard]] virtual const FilterVocabulary& vocabulary() const = 0;
    /// Column -1: as the rows arrived. By one that has no order nothing is done.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] virtual bool isSortable(int column) const = 0;
    /// What the rows are sorted by; -1: they are as they arrived.
    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_sortOrder; }

    /// Number of the row's subject, in order of arrival.
    [[nodiscard]] std::uint32_t sourceAt(int row) const;
    /// The row that shows a subject, or -1.
    [[nodiscard]] int rowOf(std::uint32_t source) const;
    /// For counting rows by their values: the fields, and for one subject its key of each, or kNoFacet.
    [[nodiscard]] virtual std::vector<FilterField> facetFields() const { return {}; }
    virtual void facetKeys(std::size_t source, qint64* keys) const;
    [[nodiscard]] virtual FacetValue facetValue(FilterField field, qint64 key) const;
    /// Whether the values of a subject may change once it is there.
    [[nodiscard]] virtual bool rowsChange() const { return false; }

    /// No filter and no order: every subject is shown as it arrived.
    [[nodiscard]] bool isEverythingShown() const { return isIdentity(); }
    /// The subjects that are shown, in the order of the rows.
    [[nodiscard]] std::vector<std::uint32_t> shownSources() const;
    /// While it is held, rows do not change places, however their values change.
    void hold(bool isHeld);
    /// True while rows are still being looked at.
    [[nodiscard]] bool isSearching() const { return m_scanned < sourceCount(); }
    [[nodiscard]] virtual std::size_t sourceCount() const = 0;

signals:
    /// The number of rows shown has changed, or the search has come to its end.
    void searched();
    /// There are more subjects, whether they are shown or not.
    void sourcesGrown();
    /// Subjects that were there have changed.
    void sourcesChanged();

protected:
    IndexedTableModel(const PoolState& state, std::vector<Column> columns, QObject* parent);

    /// What subclasses say of one subject. `fits` asks filter().
    [[nodiscard]] virtual bool fits(std::size_t source) const = 0;
    [[nodiscard]] virtual std::int64_t sortKey(std::size_t source, int column) const = 0;

    void forget();
    void grow();
    void changed(const std::vector<std::uint32_t>& sources);
    /// There are other sources than before, or others match.
    void lookAgain();
    /// Values of this column change by themselves, as time passes, for these sources, in ascending order.
    void valuesMoved(const std::vector<std::uint32_t>& sources, int column);

private:
    [[nodiscard]] bool isIdentity() const { return !m_filter.isActive() && m_sortColumn < 0; }
    void scan(std::chrono::microseconds budget);
    void rebuild();
    void order();
    void orderSoon();
    [[nodiscard]] QModelIndexList placesOf(const QModelIndexList& before, const std::vector<std::uint32_t>& subjects) const;

    Filter m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<std::uint32_t> m_index;  ///< row to source; unused while the rows are as they arrived
    std::vector<bool> m_shown;           ///< by source, while a filter or an order is set
    std::size_t m_scanned = 0;
    std::size_t m_told = 0;  ///< how many subjects sourcesGrown() told of
    bool m_isHeld = false;
    bool m_isOrderDue = false;  ///< as soon as nobody holds it
    QTimer m_more;
    QTimer m_orderTimer;
};

}  // namespace poolscope::ui
