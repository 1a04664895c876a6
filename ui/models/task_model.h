// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/indexed_table_model.h"
#include "models/output_sizes.h"
#include "models/task_subject.h"

namespace poolscope::ui {

/// The tasks (chunks), one a row, in the order in which they were first given to a worker.
class TaskModel : public IndexedTableModel {
    Q_OBJECT

public:
    enum ColumnId { Task, Batch, Function, Items, Phase, Attempt, Queued, Waited, Duration, Started, Worker, Output };

    /// Borrows both.
    TaskModel(const PoolState& state, const ValueSource& values, QObject* parent = nullptr);

    [[nodiscard]] const FilterVocabulary& vocabulary() const override;
    [[nodiscard]] std::vector<FilterField> facetFields() const override;
    void facetKeys(std::size_t source, qint64* keys) const override;
    [[nodiscard]] FacetValue facetValue(FilterField field, qint64 key) const override;
    [[nodiscard]] bool rowsChange() const override { return true; }
    [[nodiscard]] std::size_t sourceCount() const override;

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;
    /// Moves the durations of what runs.
    void setNow(poolscope::trace::Time now);

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
    [[nodiscard]] bool fits(std::size_t source) const override;
    [[nodiscard]] bool isSortable(int) const override { return true; }
    [[nodiscard]] std::int64_t sortKey(std::size_t source, int column) const override;

private:
    [[nodiscard]] QString text(const TaskRow& task, int column) const;

    Time m_now = 0;
    Time m_told = 0;
    OutputSizes m_outputs;
    mutable TaskSubject m_subject;
};

}  // namespace poolscope::ui
