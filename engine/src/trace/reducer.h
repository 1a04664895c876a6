// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <poolscope/pool_state.h>

#include "trace/output_table.h"
#include "trace/result_index.h"
#include "trace/sample_history.h"
#include "trace/slot_lane.h"
#include "trace/task_table.h"

namespace poolscope {

/// What is inside PoolState: the state and one take() for each kind of record. reduce_pool.cpp,
/// reduce_workers.cpp, reduce_tasks.cpp, reduce_batches.cpp, reduce_output.cpp and host_gone.cpp have the bodies.
struct PoolState::Impl {
    /// What only the reducer knows of a process life.
    struct Track {
        std::vector<std::uint32_t> lane;     ///< tasks in the worker's lane, in order
        std::vector<std::uint32_t> outputs;  ///< rows of its output, in order
        trace::SampleHistory samples;
        bool retiring = false;
        bool asked_to_leave = false;  ///< by request
        bool stopped = false;
        bool goes_on_unnoticed = false;  ///< its work shows that it is not stopped any more; that is yet to be told
        bool in_changes = false;
        std::uint32_t lost_task = kNoIndex;  ///< the task that it died in, told before its death
        std::uint64_t lost_item = 0;
    };
    struct BatchTrack {
        bool in_changes = false;
        std::uint64_t failures_told = 0;
        std::uint64_t lost_with_host = 0;  ///< items of tasks that ran when the host went
    };

    PoolSummary summary;
    std::vector<WorkerLife> workers;
    std::vector<Track> tracks;  ///< beside workers
    std::vector<BatchInfo> batches;
    std::vector<BatchTrack> batch_tracks;
    std::unordered_map<std::uint32_t, std::uint32_t> batch_places;  ///< batches whose index is not their id minus one
    trace::TaskTable tasks;
    std::unordered_set<std::uint32_t> waiting_tasks;  ///< withdrawn and not assigned again
    trace::ResultIndex results;
    trace::OutputTable outputs;
    std::vector<Event> events;
    std::vector<PoolChange> changes_by_control;
    std::vector<PhaseChange> phase_changes;
    std::vector<trace::SlotLane> lanes;
    std::vector<bool> lane_in_changes;
    std::uint64_t contradictions = 0;
    ChangeSet changes;

    // The record that is being taken in.
    Time now = 0;
    std::uint64_t offset = 0;

    void apply(const trace::Record& record);
    /// Within the run's possible times: what a record claims may be anything.
    [[nodiscard]] Time sane(Time time) const noexcept;

    void take(const trace::RunStarted& record);
    void take(const trace::PoolCreated& record);
    void take(const trace::PoolPhaseChanged& record);
    void take(const trace::BatchSubmitted& record);
    void take(const trace::BatchInputEnded& record);
    void take(const trace::BatchEnded& record);
    void take(const trace::WorkerStarting& record);
    void take(const trace::WorkerStarted& record);
    void take(const trace::WorkerInitializing& record);
    void take(const trace::WorkerReady& record);
    void take(const trace::WorkerRetiring& record);
    void take(const trace::WorkerStopped& record);
    void take(const trace::WorkerContinued& record);
    void take(const trace::WorkerEnded& record);
    void take(const trace::WorkerSampled& record);
    void take(const trace::TaskAssigned& record);
    void take(const trace::TaskWithdrawn& record);
    void take(const trace::TaskStarted& record);
    void take(const trace::TaskEnded& record);
    void take(const trace::Message& record);
    void take(const trace::PoolChanged& record);
    void take(const trace::TaskOutput& record);
    void host_gone();
    void recording_stopped(int error);

    // Finding and marking what changes. kNoIndex or null: the record names something that is not there, and is counted.
    void contradict() noexcept { ++contradictions; }
    [[nodiscard]] std::uint32_t worker_index(WorkerId id) const noexcept;
    [[nodiscard]] std::uint32_t living_worker(WorkerId id);
    [[nodiscard]] std::uint32_t batch_index(BatchId id) const;
    WorkerLife& change_worker(std::uint32_t worker);
    BatchInfo& change_batch(std::uint32_t batch);
    void change_task(std::uint32_t task, const TaskRow& row);
    void change_slot(SlotIndex slot);
    void add_event(trace::Severity severity, std::uint32_t worker, std::uint32_t task, std::string text);

    // Workers and their lanes.
    [[nodiscard]] static bool is_mark(WorkerActivity activity) noexcept {
        return activity == WorkerActivity::Ended || activity == WorkerActivity::Crashed;
    }
    [[nodiscard]] trace::SlotLane& lane_of(const WorkerLife& life) { return lanes[life.slot.value]; }
    [[nodiscard]] bool owns_lane(std::uint32_t worker);
    [[nodiscard]] WorkerActivity activity_without_task(std::uint32_t worker) const;
    void set_activity(std::uint32_t worker, WorkerActivity activity, Time time);
    void settle_activity(std::uint32_t worker, Time time);
    void go_on_unnoticed(std::uint32_t worker);
    [[nodiscard]] bool ends_badly(std::uint32_t worker, EndCause cause) const noexcept;
    void end_life(std::uint32_t worker, EndCause cause, Time time);
    void tell_end(std::uint32_t worker, std::uint32_t task, const std::string& work);
    [[nodiscard]] std::string words_for_work_at_death(std::uint32_t worker, std::uint32_t& task);
    bool add_missing_workers(std::uint32_t count);

    // Tasks.
    void drop_from_lane(std::uint32_t worker, std::uint32_t task);
    void draw_run(std::uint32_t worker, std::uint32_t task, Time started, Time ended, TaskPhase phase);
    void cancel_what_is_open(std::uint32_t batch);
    void end_open_tasks();
    void end_open_batches();
    void count_items(const trace::TaskEnded& record, std::uint32_t batch, std::uint32_t worker);
    void tell_failures(const trace::TaskEnded& record, std::uint32_t task, std::uint32_t batch, std::uint32_t worker);
};

}  // namespace poolscope
