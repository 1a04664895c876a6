// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QString>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

struct Column {
    QString title;
    QString meaning;  ///< shown as the header's tool tip and spoken by screen readers
    enum class Kind { Words, Number, Value } kind = Kind::Words;
    int width = 100;  ///< at first, in device-independent pixels
};

/// A table over a PoolState that only ever grows, until another trace is shown. Knows how many rows the views were told
/// of, which is never more than the state has.
class StateTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Borrows the state.
    StateTableModel(const PoolState& state, std::vector<Column> columns, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// Never fails, whatever index it is given: assistive programs ask for rows that are gone.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] const Column& column(int index) const { return m_columns.at(static_cast<std::size_t>(index)); }
    [[nodiscard]] const PoolState& state() const { return m_state; }

protected:
    /// Of a row that exists in the model; null for roles that the cell has nothing to say to.
    [[nodiscard]] virtual QVariant cell(int row, int column, int role) const = 0;

    void reset(std::size_t rows);
    /// As removed rows, since the trace is the same: views keep their columns and scroll modes.
    void removeAll();
    void growTo(std::size_t rows);
    /// Tells of sorted row numbers with as few signals as there are runs of neighbours.
    void tellChanged(const std::vector<std::uint32_t>& rows, int firstColumn = 0, int lastColumn = -1);

private:
    const PoolState& m_state;
    std::vector<Column> m_columns;
    int m_rows = 0;
};

}  // namespace poolscope::ui
