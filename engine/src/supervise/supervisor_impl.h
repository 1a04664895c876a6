// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "lane/arena_trim.h"
#include "lane/bell.h"
#include "supervise/batch_run.h"
#include "supervise/batch_table.h"
#include "supervise/oom_watch.h"
#include "supervise/output_alarm.h"
#include "supervise/restart_policy.h"
#include "supervise/supervisor.h"
#include "supervise/worker_record.h"
#include "supervise/worker_starter.h"
#include "trace/writer.h"

namespace poolscope::supervise {

/// The supervisor's state. Its work is split by subject: supervisor.cpp (the API and the pool's phases),
/// supervisor_workers.cpp (birth and death), supervisor_deaths.cpp (what becomes of the tasks of the dead), supervisor_feed.cpp (tasks
/// out), supervisor_results.cpp (results in), supervisor_control.cpp (live control), supervisor_cancel.cpp (cancelling),
/// supervisor_limits.cpp (clocks and memory), supervisor_large.cpp (large values), supervisor_output.cpp (what workers write), supervisor_faults.cpp (faults on
/// order), supervisor_watch.cpp (samples, flushes).
struct Supervisor::Impl {
    Impl(base::EventLoop& event_loop, PoolConfiguration pool_configuration, trace::Writer* trace_writer);
    ~Impl();

    struct Slot {
        SlotIndex index;
        std::uint32_t generation = 0;
        std::unique_ptr<WorkerRecord> worker;  ///< the present life, or the last one after it ended
        std::optional<base::EventLoop::TimerId> restart;
    };

    // --- supervisor.cpp
    void record(const trace::Body& body) { record_at(base::now_ns(), body); }
    void record_at(trace::Time time, const trace::Body& body) {
        if (writer != nullptr) writer->append(time, body);
    }
    void tell(trace::Severity severity, const std::string& text) {
        record(trace::Message{severity, text});
        // What goes wrong while it is made its caller is told by an exception.
        const bool is_told = writer != nullptr || severity == trace::Severity::Note || is_constructing;
        if (!is_told && configuration.on_warning) configuration.on_warning(text);
    }
    void set_phase(trace::PoolPhase next, const std::string& message);
    BatchId submit(const std::shared_ptr<BatchRun>& batch, trace::Time now, std::string_view description);
    [[nodiscard]] FunctionUse& use_of(const std::string& function);
    void source_ready(BatchId batch);
    void close();
    void terminate();
    void break_pool(const std::string& type, const std::string& message);
    void cancel_batches(bool pool_broke, const std::string& type, const std::string& message);
    void finish_batch(const std::shared_ptr<BatchRun>& batch, trace::BatchOutcome outcome, bool pool_broke);
    void record_batch_end(const BatchRun& batch, const BatchEnd& end);
    void finish_if_complete(const std::shared_ptr<BatchRun>& batch);
    void after_batches();
    void note_input_end(BatchRun& batch);
    void end_if_empty();
    [[nodiscard]] bool is_ending() const noexcept;

    // --- supervisor_workers.cpp
    void start();
    void start_in(Slot& slot);
    void start_all_by_fork();
    WorkerRecord& announce(Slot& slot);
    void make_lane(WorkerRecord& worker, base::UniqueFd memory);
    [[nodiscard]] StartExtras extras_for(const WorkerRecord& worker);
    void worker_started(WorkerId id, process::OwnedChild child);
    void worker_refused(WorkerId id, const base::Failure& failure);
    [[nodiscard]] RestartPolicy::Verdict after_refusal(int error_number);
    void child_ended(WorkerId id);
    void kill(WorkerRecord& worker);
    void arm_give_up(WorkerRecord& worker);
    void give_up(WorkerId id);
    void take_last_words(WorkerRecord& worker);
    void bury(WorkerRecord& worker, const process::ChildEnd& end);
    void replace(Slot& slot, const RestartPolicy::Verdict& verdict, const WorkerRecord& ended);
    [[nodiscard]] bool wants_workers() const noexcept;
    [[nodiscard]] bool any_process() const noexcept;
    [[nodiscard]] bool any_begun() const;
    [[nodiscard]] bool wants_worker_in(const Slot& slot) const noexcept;
    [[nodiscard]] WorkerRecord* find(WorkerId id) noexcept;
    void move_to(WorkerRecord& worker, WorkerEvent event);
    void send_quit_to_all();
    void note_end_in_order(WorkerRecord& worker, const process::ChildEnd& end);
    void note_kill_for_memory(WorkerRecord& worker, const process::ChildEnd& end);

    // --- supervisor_deaths.cpp
    void settle_dead_flights(WorkerRecord& worker, EndCause cause, const process::ChildEnd& end);
    void settle_dead_front(WorkerRecord& worker, EndCause cause, const process::ChildEnd& end);
    void settle_as_lost(Flight& flight, const WorkerRecord& worker, EndCause cause, const process::ChildEnd& end, trace::Time now);

    // --- supervisor_control.cpp
    void require_not_ending() const;
    [[nodiscard]] WorkerRecord& living(WorkerId id);
    void tell_change(const std::string& what);
    void resize(std::uint32_t processes);
    void pause();
    void resume();
    void set_limits(const WorkerLimits& limits);
    void give_back_unbegun(WorkerRecord& worker);
    [[nodiscard]] Flight forget_flight(WorkerRecord& worker, std::size_t index);
    [[nodiscard]] Flight take_flight(WorkerRecord& worker, std::size_t index);
    void retire(WorkerRecord& worker, EndCause why);
    void drain_worker(WorkerId id);
    void restart_worker(WorkerId id);
    void kill_worker(WorkerId id, int signal);
    [[nodiscard]] std::vector<WorkerStatus> workers() const;

    // --- supervisor_cancel.cpp
    void cancel_batch(BatchId id);
    void cancel_task(TaskId id);
    void cancel_item(BatchId id, std::uint64_t item);
    void settle_as_cancelled(Flight& flight, const WorkerRecord* worker);
    void end_unbegun(Flight flight, const WorkerRecord* worker);
    void give_out_again(const Flight& flight, std::uint32_t position);
    [[nodiscard]] std::optional<Flight> take_out_unbegun(WorkerRecord& worker, std::size_t index);
    void end_if_cancelled(WorkerRecord& worker);

    // --- supervisor_limits.cpp
    [[nodiscard]] std::optional<trace::Time> next_look_at(const WorkerRecord& worker, trace::Time now) const;
    void arm_limits(const WorkerRecord& worker);
    void arm_limits_at(trace::Time time);
    void check_limits();
    void watch_leaving();
    void look_at_leaving();
    void check_clocks(WorkerRecord& worker, trace::Time now);
    void check_initializer(WorkerRecord& worker, trace::Time now);
    void check_stopped(WorkerRecord& worker, trace::Time now);
    void check_memory(WorkerRecord& worker, trace::Time now);
    [[nodiscard]] std::string memory_excess(const WorkerRecord& worker) const;
    void kill_now(WorkerRecord& worker, EndCause cause, std::string why);
    [[nodiscard]] bool hold_in_item(WorkerRecord& worker, TaskId task, std::uint64_t item);
    [[nodiscard]] bool kill_for_task(WorkerRecord& worker, TaskId task, EndCause cause, std::string why,
                                     std::optional<std::uint64_t> item = {});

    // --- supervisor_feed.cpp
    void feed();
    void let_wanted_batches_pass();
    [[nodiscard]] bool take_task(std::shared_ptr<BatchRun>& batch, Task& task);
    [[nodiscard]] std::shared_ptr<BatchRun> take_first_supplying();
    void hand(WorkerRecord& worker, std::shared_ptr<BatchRun> batch, Task& task, trace::Time now);
    trace::Time record_numbers(const WorkerRecord& worker, const BatchRun& batch, const Task& task, trace::Time now);
    void list_as_supplying(const std::shared_ptr<BatchRun>& batch);
    void refresh_loads();
    void learn_fronts();
    void steal();

    // --- supervisor_results.cpp
    [[nodiscard]] bool look_at_lanes();
    void drain(WorkerRecord& worker);
    void take(WorkerRecord& worker, const lane::ResultMessage& message);
    void take_ready(WorkerRecord& worker);
    void take_results(WorkerRecord& worker, const lane::ResultMessage& message);
    void take_values(WorkerRecord& worker, const detail::ValueRow& row);
    void take_value(WorkerRecord& worker, trace::ItemOutcome outcome, std::span<const std::byte> value,
                    const std::shared_ptr<const detail::LargeSource>& large = {});
    void take_end(WorkerRecord& worker, trace::Time ended);
    [[nodiscard]] trace::Time told_time(std::int64_t time, trace::Time earliest);
    void settle_item(Flight& flight, SettledItem item);
    void note_result(Flight& flight, trace::ItemOutcome outcome, std::span<const std::byte> value, const detail::LargeSource* large = nullptr);
    void record_task_end(Flight& flight, const WorkerRecord* worker, trace::Time ended);
    void distrust(WorkerRecord& worker);

    // --- supervisor_large.cpp
    void take_large_value(WorkerRecord& worker, std::span<const std::byte> value);
    trace::Time record_large(const WorkerRecord& worker, const BatchRun& batch, const Task& task);
    void arm_trim(std::chrono::nanoseconds after);

    // --- supervisor_output.cpp
    void expect_output();
    void watch_output();
    [[nodiscard]] bool leave_output_to_alarm();
    void output_alarm_went();
    void take_output(WorkerRecord& worker, const lane::ResultMessage& message);
    void finish_output(WorkerRecord& worker);
    void record_output(const WorkerRecord& worker, std::uint32_t position, std::vector<OutputPiece> pieces);

    // --- supervisor_faults.cpp
    [[nodiscard]] FaultPlan faults_for(const WorkerRecord& worker) const;
    void fill_disk_if_planned();
    [[nodiscard]] int refusal_for(const WorkerRecord& worker);
    void deafen_if_due(WorkerRecord& worker);
    void hear_of_faults(WorkerRecord& worker);
    void watch_faults();
    void arm_fault_watch();

    // --- supervisor_watch.cpp
    [[nodiscard]] bool round();
    [[nodiscard]] bool has_news() const;
    [[nodiscard]] bool before_sleep();
    void arm_watch();
    void watch();
    void sample(WorkerRecord& worker);
    void tell_begin(WorkerRecord& worker);
    void note_stop(WorkerRecord& worker, bool stopped);
    void note_life(WorkerRecord& worker, trace::Time moment);
    void arm_flush();
    [[nodiscard]] bool busy() const noexcept;

    base::EventLoop& loop;
    PoolConfiguration configuration;
    trace::Writer* writer;
    lane::HostBell bell;
    std::unique_ptr<WorkerStarter> starter;
    OomWatch oom_watch;
    RestartPolicy restart_policy;
    std::deque<Slot> slots;  ///< grows and never shrinks; those from configuration.processes on get no new workers
    std::uint32_t next_worker = 1;
    std::uint32_t next_batch = 1;
    std::uint64_t next_task = 1;

    trace::PoolPhase phase = trace::PoolPhase::Running;
    std::string phase_message;
    std::string broken_type;
    std::string last_refusal;  ///< why the system gave no worker
    int last_refusal_error = 0;  ///< its errno
    EndedCallback on_ended;
    bool ended_told = false;

    BatchTable batches;                                     ///< all that are not finished
    std::deque<std::shared_ptr<BatchRun>> supplying;        ///< those that may have a task to give, oldest first but for abandoned ones
    std::unordered_map<std::string, std::unique_ptr<FunctionUse>> functions;
    FunctionUse* last_function = nullptr;                   ///< the one asked for last
    std::vector<LaneLoad> loads;                            ///< scratch of feed(), one for each slot
    std::vector<std::size_t> fed;                           ///< scratch of feed(): slots that were given tasks
    trace::Time latest_now = 0;                             ///< some moment not long ago
    lane::ResultMessage message;                            ///< scratch of drain()
    std::vector<std::byte> lists;                           ///< scratch of record_numbers()
    bool feed_wanted = false;
    bool is_paused = false;
    bool is_constructing = false;  ///< start() runs: what is refused now it tells its caller
    bool is_burying = false;  ///< a worker's tasks are being settled: its own end is told next, and not before it the pool's

    std::optional<base::EventLoop::TimerId> watch_timer, flush_timer, steal_timer, kill_timer, limit_timer;
    trace::Time limit_timer_at = 0;
    base::SteadyTime steal_timer_at{};
    unsigned watch_round = 0;
    std::optional<base::EventLoop::TimerId> output_timer, fault_timer, trim_timer, leave_timer;
    lane::ArenaTrim trim;
    bool output_watch_is_slow = false;
    std::unique_ptr<OutputAlarm> output_alarm;              ///< null until it is needed
    std::uint64_t tasks_ended = 0;                          ///< of all batches
    std::uint64_t starts = 0;                               ///< of workers, as far as asked for
    base::SteadyTime watch_until{};                         ///< keeps watching for this long though nothing is running
};

}  // namespace poolscope::supervise
