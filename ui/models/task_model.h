// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/indexed_table_model.h"
#include "models/output_sizes.h"

namespace poolscope::ui {

/// The tasks (chunks), one a row, in the order in which they were first given to a worker.
class TaskModel : public IndexedTableModel {
    Q_OBJECT

public:
    enum ColumnId { Task, Batch, Function, Items, Phase, Attempt, Waited, Duration, Started, Worker, Output };

    explicit TaskModel(const PoolState& state, QObject* parent = nullptr);

    [[nodiscard]] static quint32 bit(TaskPhase phase) { return quint32{1} << static_cast<unsigned>(phase); }
    [[nodiscard]] std::size_t sourceCount() const override;

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;
    /// Moves the durations of what runs.
    void setNow(poolscope::trace::Time now);

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
    [[nodiscard]] quint32 stateBit(std::size_t source) const override;
    [[nodiscard]] quint32 batchOf(std::size_t source) const override;
    [[nodiscard]] bool hasText(std::size_t source, const QString& text) const override;
    [[nodiscard]] bool isSortable(int) const override { return true; }
    [[nodiscard]] std::int64_t sortKey(std::size_t source, int column) const override;

private:
    [[nodiscard]] QString text(const TaskRow& task, int column) const;
    [[nodiscard]] QString functionOf(const TaskRow& task) const;

    Time m_now = 0;
    Time m_told = 0;
    OutputSizes m_outputs;
};

}  // namespace poolscope::ui
