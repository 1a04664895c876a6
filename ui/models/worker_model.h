// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state_table_model.h"

namespace poolscope::ui {

/// The workers: the present life of each slot, or every life that there was.
class WorkerModel : public StateTableModel {
    Q_OBJECT

public:
    enum ColumnId {
        Slot,
        Name,
        Pid,
        Generation,
        State,
        CurrentTask,
        Elapsed,
        TasksDone,
        Cpu,
        Memory,
        End,
        ColumnTotal
    };
    enum class Lives { Present, All };

    explicit WorkerModel(const PoolState& state, QObject* parent = nullptr);

    void setLives(Lives lives);
    [[nodiscard]] Lives lives() const { return m_lives; }
    /// Index into PoolState::workers() of what a row shows; kNoIndex when there is nothing.
    [[nodiscard]] std::uint32_t workerAt(int row) const;
    /// The row that shows a worker, or -1.
    [[nodiscard]] int rowOf(std::uint32_t worker) const;

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;
    /// Moves the elapsed times of what runs, ten times a second at most.
    void setNow(poolscope::trace::Time now);

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    struct Usage {
        std::int64_t cpuNs = 0;  ///< at the sample before
        Time at = 0;
        double ratio = 0;  ///< of one CPU, between the last two samples
    };
    [[nodiscard]] std::size_t wantedRows() const;
    [[nodiscard]] QString text(const WorkerLife& worker, int column) const;
    [[nodiscard]] double fuse(const WorkerLife& worker) const;
    [[nodiscard]] std::optional<double> cpuRatio(const WorkerLife& worker) const;
    /// Between the last two samples before the past moment that is shown.
    [[nodiscard]] std::optional<double> pastRatio(const WorkerLife& worker) const;
    void measure(std::uint32_t worker);

    Lives m_lives = Lives::Present;
    Time m_now = 0;
    Time m_told = 0;
    std::vector<Usage> m_usage;  ///< by worker
};

}  // namespace poolscope::ui
