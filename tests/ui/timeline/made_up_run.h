// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "timeline/span_source.h"

/// A run that never was, for tests of the timeline: spans that a test writes by hand, or a pool that is played through
/// with random durations from a seed.
class MadeUpRun final : public poolscope::ui::SpanSource {
public:
    using Time = poolscope::Time;
    using Activity = poolscope::WorkerActivity;
    static constexpr Time kOrigin = 5'000'000'000'000;  // far from zero, as a real monotonic clock is

    struct Plan {
        std::size_t lanes = 4;
        std::size_t tasksPerLane = 100;
        Time meanTask = 4'000'000;
        std::uint64_t maxTasksPerChild = 0;  ///< 0: none
        double crashes = 0;                  ///< share of tasks that kill their worker
        double failures = 0;                 ///< share of tasks that fail
        Time starting = 2'000'000, initializing = 5'000'000;
        bool endsInOrder = true;             ///< workers are closed at the end
        std::uint32_t seed = 1;
    };

    MadeUpRun() = default;
    explicit MadeUpRun(const Plan& plan);

    /// Adds a span to a lane; an open one when `end` is kOpen. Gives its index.
    std::size_t add(std::size_t slot, Activity activity, Time begin, Time end, std::uint32_t worker = 0,
                    std::uint32_t task = poolscope::kNoIndex, bool failed = false);
    void close(std::size_t slot, Time end);
    /// To change a span as late news do.
    poolscope::Span& edit(std::size_t slot, std::size_t index) { return m_lanes[slot][index]; }
    std::uint32_t addWorker(std::size_t slot, std::uint32_t generation, Time starting);
    std::uint32_t addTask(std::uint32_t worker, Time started, Time ended);
    void setComplete() { m_isComplete = true; }
    void setLast(Time last) { m_last = last; }
    void setMaxTasksPerChild(std::uint64_t limit) { m_limit = limit; }
    std::vector<poolscope::WorkerLife>& workers() { return m_workers; }

    [[nodiscard]] Time origin() const override { return kOrigin; }
    [[nodiscard]] Time last() const override { return m_last; }
    [[nodiscard]] bool isComplete() const override { return m_isComplete; }
    [[nodiscard]] std::optional<std::uint64_t> maxTasksOf(const poolscope::WorkerLife&) const override { return m_limit; }
    [[nodiscard]] std::size_t slotCount() const override { return m_lanes.size(); }
    [[nodiscard]] std::size_t spanCount(std::size_t slot) const override { return m_lanes[slot].size(); }
    [[nodiscard]] poolscope::Span span(std::size_t slot, std::size_t index) const override { return m_lanes[slot][index]; }
    [[nodiscard]] std::uint32_t currentWorker(std::size_t slot) const override {
        return slot < m_current.size() ? m_current[slot] : poolscope::kNoIndex;
    }
    [[nodiscard]] const poolscope::WorkerLife* worker(std::uint32_t index) const override {
        return index < m_workers.size() ? &m_workers[index] : nullptr;
    }
    [[nodiscard]] std::optional<poolscope::TaskRow> task(std::uint32_t index) const override {
        if (index >= m_tasks.size()) return std::nullopt;
        return m_tasks[index];
    }
    [[nodiscard]] const poolscope::BatchInfo* batch(poolscope::BatchId id) const override {
        return id == m_batch.id ? &m_batch : nullptr;
    }

private:
    void play(std::size_t slot, const Plan& plan, std::mt19937_64& random);

    std::vector<std::vector<poolscope::Span>> m_lanes;
    std::vector<std::uint32_t> m_current;
    std::vector<poolscope::WorkerLife> m_workers;
    std::vector<poolscope::TaskRow> m_tasks;
    poolscope::BatchInfo m_batch = [] {
        poolscope::BatchInfo batch;
        batch.id = {1};
        batch.method = "map";
        batch.function = "is_prime";
        return batch;
    }();
    std::optional<std::uint64_t> m_limit;
    Time m_last = kOrigin;
    bool m_isComplete = false;
};
