// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/indexed_table_model.h"
#include "models/output_sizes.h"

namespace poolscope::ui {

class ValueSource;

/// The settled items, one a row, in the order in which their results arrived. Values are read from the trace when they
/// are looked at.
class ResultModel : public IndexedTableModel {
    Q_OBJECT

public:
    enum ColumnId { Batch, Item, State, Value, Error, Duration, Started, Worker, Output };

    /// Borrows both.
    ResultModel(const PoolState& state, const ValueSource& values, QObject* parent = nullptr);

    /// The bit of RowFilter::states for an outcome.
    [[nodiscard]] static quint32 bit(trace::ItemOutcome outcome) {
        return quint32{1} << static_cast<unsigned>(outcome);
    }
    [[nodiscard]] std::size_t sourceCount() const override;

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
    [[nodiscard]] quint32 stateBit(std::size_t source) const override;
    [[nodiscard]] quint32 batchOf(std::size_t source) const override;
    [[nodiscard]] bool hasText(std::size_t source, const QString& text) const override;
    [[nodiscard]] bool isSortable(int column) const override;
    [[nodiscard]] std::int64_t sortKey(std::size_t source, int column) const override;

private:
    [[nodiscard]] QString text(const ResultRow& result, int column) const;
    [[nodiscard]] QString workerText(const TaskRow& task) const;

    const ValueSource& m_values;
    OutputSizes m_outputs;
};

}  // namespace poolscope::ui
