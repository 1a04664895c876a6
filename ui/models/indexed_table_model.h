// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <QTimer>

#include "models/state_table_model.h"

namespace poolscope::ui {

/// Which rows to show.
struct RowFilter {
    quint32 states = ~quint32{0};  ///< a bit for each value of the rows' state
    std::optional<quint32> batch;  ///< BatchId
    QString text;                  ///< in any column, without regard to case
    [[nodiscard]] bool isActive() const { return states != ~quint32{0} || batch || !text.isEmpty(); }
    friend bool operator==(const RowFilter&, const RowFilter&) = default;
};

/// A table of up to some millions of rows with its own index for filter and order: a QSortFilterProxyModel did not
/// finish a change of filter over a million rows in 250 s, this does in milliseconds.
///
/// Rows are looked at in pieces, so that a search in values, which reads the file, never holds up the window. A row
/// that has been shown stays until the filter changes.
class IndexedTableModel : public StateTableModel {
    Q_OBJECT

public:
    using StateTableModel::rowCount;

    void setFilter(const RowFilter& filter);
    [[nodiscard]] const RowFilter& filter() const { return m_filter; }
    /// Column -1, or one that has no order: as the rows arrived.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Number of the row's subject, in order of arrival.
    [[nodiscard]] std::uint32_t sourceAt(int row) const;
    /// The row that shows a subject, or -1.
    [[nodiscard]] int rowOf(std::uint32_t source) const;
    /// True while rows are still being looked at.
    [[nodiscard]] bool isSearching() const { return m_scanned < sourceCount(); }
    [[nodiscard]] virtual std::size_t sourceCount() const = 0;

signals:
    /// The number of rows shown has changed, or the search has come to its end.
    void searched();

protected:
    IndexedTableModel(const PoolState& state, std::vector<Column> columns, QObject* parent);

    /// What subclasses say of one subject.
    [[nodiscard]] virtual quint32 stateBit(std::size_t source) const = 0;
    [[nodiscard]] virtual quint32 batchOf(std::size_t source) const = 0;
    [[nodiscard]] virtual bool hasText(std::size_t source, const QString& text) const = 0;
    [[nodiscard]] virtual bool isSortable(int column) const = 0;
    [[nodiscard]] virtual std::int64_t sortKey(std::size_t source, int column) const = 0;

    void forget();
    void grow();
    void changed(const std::vector<std::uint32_t>& sources);
    /// There are other sources than before, or others match.
    void lookAgain();

private:
    [[nodiscard]] bool isIdentity() const { return !m_filter.isActive() && m_sortColumn < 0; }
    [[nodiscard]] bool matches(std::size_t source) const;
    void scan(std::chrono::microseconds budget);
    void rebuild();
    void order();
    void orderSoon();

    RowFilter m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<std::uint32_t> m_index;  ///< row to source; unused while the rows are as they arrived
    std::vector<bool> m_shown;           ///< by source, while a filter or an order is set
    std::size_t m_scanned = 0;
    QTimer m_more;
    QTimer m_orderTimer;
};

}  // namespace poolscope::ui
