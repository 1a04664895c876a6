// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/standstill.h"

#include <algorithm>

#include "session/run_moment.h"

namespace poolscope::ui {

namespace {

constexpr Time kLately = 1'000'000'000;  // results of the last second are movement

/// The one of several that has lasted longest, and how many they are.
struct Longest {
    std::uint64_t count = 0;
    std::uint32_t worker = kNoIndex;
    std::uint32_t task = kNoIndex;
    Time since = kOpen;
    void add(std::uint32_t oneWorker, std::uint32_t oneTask, Time oneSince) {
        ++count;
        if (oneSince >= since) return;
        worker = oneWorker;
        task = oneTask;
        since = oneSince;
    }
    [[nodiscard]] StandstillReason reason(StandstillCause cause) const {
        return {cause, since == kOpen ? std::nullopt : std::optional(since), worker, task, kNoIndex, count};
    }
};

class Explainer {
public:
    Explainer(const RunMoment& moment, Time now) : m_moment(moment), m_summary(moment.summary()), m_now(now) {}

    Standstill explain() {
        lookAtItems();
        lookAtLastMove();
        if (!explainEnd()) explainLife();
        if (m_result.reasons.empty()) add({StandstillCause::Moving, m_result.lastMove});
        return std::move(m_result);
    }

private:
    void add(const StandstillReason& reason) { m_result.reasons.push_back(reason); }

    void lookAtItems() {
        const std::uint64_t settled = m_summary.items_done + m_summary.items_failed + m_summary.items_lost + m_summary.items_timed_out +
                                      m_summary.items_cancelled;
        m_result.pendingItems = m_summary.items_submitted > settled ? m_summary.items_submitted - settled : 0;
        const auto& batches = m_moment.state().batches();
        for (std::uint32_t index = 0; index < m_moment.batchCount(); ++index) {
            const BatchInfo& batch = batches[index];
            if (batch.ended && *batch.ended <= m_now) continue;
            ++m_openBatches;
            if (!batch.tasks && m_openInput == kNoIndex) m_openInput = index;
        }
    }

    void lookAtLastMove() {
        const PoolState& state = m_moment.state();
        Time& last = m_result.lastMove;
        last = m_summary.origin;
        if (const std::size_t results = m_moment.resultCount(); results > 0) last = std::max(last, state.task(state.result(results - 1).task).ended);
        if (m_moment.batchCount() > 0) last = std::max(last, state.batches()[m_moment.batchCount() - 1].submitted);
        for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
            const std::uint32_t worker = m_moment.currentWorker(slot);
            if (worker == kNoIndex) continue;
            const auto ready = m_moment.worker(worker).ready;
            if (ready) last = std::max(last, *ready);
        }
    }

    /// What makes every other reason needless.
    bool explainEnd() {
        using trace::PoolPhase;
        if (!m_summary.configuration) add({StandstillCause::NoPool});
        else if (m_summary.host_gone) add({StandstillCause::HostGone, m_summary.ended});
        else if (m_summary.broken) add({StandstillCause::Broken, m_summary.ended});
        else if (m_summary.ended) add({StandstillCause::Ended, m_summary.ended});
        else if (m_summary.recording_stopped) add({StandstillCause::RecordingStopped, m_summary.last});
        else if (m_summary.phase == PoolPhase::Terminating) add(withCount(StandstillCause::Terminating, m_summary.workers_alive));
        return !m_result.reasons.empty();
    }

    static StandstillReason withCount(StandstillCause cause, std::uint64_t count) {
        StandstillReason reason;
        reason.cause = cause;
        reason.count = count;
        return reason;
    }

    void explainLife() {
        if (m_openBatches == 0) {
            if (m_summary.phase == trace::PoolPhase::Closing) return add(withCount(StandstillCause::Closing, m_summary.workers_alive));
            if (m_moment.batchCount() == 0) return add({StandstillCause::NoBatch});
            return add(withCount(StandstillCause::AllDone, m_moment.batchCount()));
        }
        lookAtSlots();
        if (m_summary.paused) {
            StandstillReason reason = withCount(StandstillCause::Paused, m_running.count);
            for (const PoolChange& change : m_moment.state().changes_by_control()) {
                if (change.time > m_now) break;
                if (!change.now.paused) reason.since.reset();
                else if (!reason.since) reason.since = change.time;
            }
            add(reason);
        }
        for (const StandstillReason& stopped : m_stopped) add(stopped);
        for (const StandstillReason& dead : m_dead) add(dead);
        const std::uint64_t living = m_starting.count + m_initializing.count + m_running.count + m_free.count + m_retiring.count + m_stopped.size();
        if (living == 0 && m_dead.empty()) add({StandstillCause::NoWorker});
        if (m_initializing.count > 0 && m_initializing.count + m_starting.count == living) add(m_initializing.reason(StandstillCause::AllInitializing));
        else if (m_starting.count > 0 && m_starting.count == living) add(m_starting.reason(StandstillCause::AllStarting));
        if (m_retiring.count > 0 && m_running.count == 0) add(m_retiring.reason(StandstillCause::Recycling));
        const bool isMoving = m_now - m_result.lastMove < kLately && m_moment.resultCount() > 0;
        if (isMoving) return add({StandstillCause::Moving, m_result.lastMove});
        explainWork();
    }

    void explainWork() {
        const bool isAllGiven = m_openInput == kNoIndex && !tasksWait();
        if (m_running.count > 0) {
            const bool isTail = m_free.count > 0 && isAllGiven;
            if (isTail) return add(m_running.reason(StandstillCause::LastTasks));
            if (m_free.count == 0 || m_summary.paused) add(m_running.reason(StandstillCause::LongTasks));
        }
        if (m_summary.paused || m_free.count == 0) return;
        if (m_openInput != kNoIndex) {
            StandstillReason reason = m_free.reason(StandstillCause::InputWaits);
            reason.batch = m_openInput;
            add(reason);
        } else if (tasksWait()) {
            add(m_free.reason(StandstillCause::NotHandedOut));
        }
    }

    /// Tasks of open batches that no worker got yet.
    bool tasksWait() const {
        const auto& batches = m_moment.state().batches();
        for (std::uint32_t index = 0; index < m_moment.batchCount(); ++index) {
            const BatchInfo& batch = batches[index];
            if (batch.ended && *batch.ended <= m_now) continue;
            if (!m_moment.isPast() && batch.tasks_assigned < batch.tasks.value_or(0)) return true;
            if (m_moment.isPast() && tasksGiven(batch) < batch.tasks.value_or(0)) return true;
        }
        return false;
    }

    /// Looks at the tasks from the latest back; only for a past moment, and only as far as the batch goes.
    std::uint64_t tasksGiven(const BatchInfo& batch) const {
        std::uint64_t given = 0;
        for (std::size_t index = m_moment.taskCount(); index-- > 0;) {
            const TaskRow task = m_moment.state().task(index);
            if (task.assigned < batch.submitted) break;
            if (task.batch == batch.id) ++given;
        }
        return given;
    }

    void lookAtSlots() {
        const PoolState& state = m_moment.state();
        for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
            const std::uint32_t worker = m_moment.currentWorker(slot);
            if (worker == kNoIndex) continue;
            const WorkerLife life = m_moment.worker(worker);
            const Time since = m_moment.span(slot).value_or(Span{.begin = life.starting}).begin;
            switch (life.activity) {
            case WorkerActivity::Starting: m_starting.add(worker, kNoIndex, since); break;
            case WorkerActivity::Initializing: m_initializing.add(worker, kNoIndex, since); break;
            case WorkerActivity::Idle:
            case WorkerActivity::Transport: m_free.add(worker, kNoIndex, since); break;
            case WorkerActivity::Running: m_running.add(worker, life.current_task, since); break;
            case WorkerActivity::Retiring: m_retiring.add(worker, kNoIndex, since); break;
            case WorkerActivity::Stopped: m_stopped.push_back({StandstillCause::StoppedWorker, since, worker, life.current_task}); break;
            case WorkerActivity::Ended: break;
            case WorkerActivity::Crashed:
                if (slot >= m_summary.processes) break;
                m_dead.push_back({StandstillCause::Restarting, life.ended, worker, kNoIndex, kNoIndex, deathsInARow(worker)});
                break;
            }
        }
    }

    /// Lives of the slot that died without a completed task between them.
    std::uint64_t deathsInARow(std::uint32_t worker) const {
        constexpr std::uint64_t kMost = 1000;
        const auto& workers = m_moment.state().workers();
        const SlotIndex slot = workers[worker].slot;
        std::uint64_t deaths = 1;
        bool worked = m_moment.worker(worker).tasks_done > 0;
        for (std::uint32_t before = worker; before-- > 0 && !worked && deaths < kMost;) {
            if (workers[before].slot != slot) continue;
            if (workers[before].activity != WorkerActivity::Crashed) break;
            ++deaths;
            worked = m_moment.worker(before).tasks_done > 0;
        }
        return deaths;
    }

    const RunMoment& m_moment;
    const PoolSummary& m_summary;
    const Time m_now;
    Standstill m_result;
    std::uint64_t m_openBatches = 0;
    std::uint32_t m_openInput = kNoIndex;
    Longest m_starting, m_initializing, m_running, m_retiring, m_free;
    std::vector<StandstillReason> m_stopped, m_dead;
};

}  // namespace

Standstill explainStandstill(const RunMoment& moment, Time now) { return Explainer(moment, now).explain(); }

}  // namespace poolscope::ui
