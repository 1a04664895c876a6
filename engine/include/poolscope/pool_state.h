// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/ids.h>
#include <poolscope/trace.h>

/// The state of a run, reduced from its trace: the only source of what the window, the command line's tables and the
/// exporters show. No system calls, no clock. Not for use by several threads at once.
namespace poolscope {

using trace::Time;
/// A time that has not come yet.
inline constexpr Time kOpen = std::numeric_limits<Time>::max();
inline constexpr std::uint32_t kNoIndex = std::numeric_limits<std::uint32_t>::max();

/// What a worker is doing. The order is that of the colour table in the window.
enum class WorkerActivity : std::uint8_t {
    Starting,      ///< from WorkerStarting until the worker's program runs
    Initializing,
    Idle,
    Transport,     ///< a task is on its way to an idle worker, or its result back
    Running,
    Stopped,       ///< SIGSTOP
    Retiring,
    Ended,         ///< left in order (maxtasksperchild, age, resized away, closed, terminated, ...); draws nothing
    Crashed,       ///< any other end (crashed, killed, exited, timed out, host gone, ...): drawn as a mark that never vanishes
};
[[nodiscard]] const char* to_string(WorkerActivity activity) noexcept;

/// An interval in a slot's lane. Spans of one lane are in order of time and do not overlap; each ends where the next begins, and
/// the first ones may be empty (begin == end) when records disagree by some nanoseconds.
struct Span {
    Time begin = 0;
    Time end = kOpen;               ///< kOpen: goes on
    std::uint32_t worker = 0;       ///< index into workers()
    std::uint32_t task = kNoIndex;  ///< index into tasks() when Running
    WorkerActivity activity = WorkerActivity::Idle;
    bool failed = false;            ///< Running: an item of the task failed or was lost
};

/// How many spans at the end of a lane may still change (PoolState::span).
inline constexpr std::size_t kChangingSpans = 3;

/// One process life.
struct WorkerLife {
    WorkerId id;
    SlotIndex slot;
    std::uint32_t generation = 1;
    std::string name;               ///< "PoolWorker-3"
    std::string start_method;
    std::int32_t pid = 0;
    WorkerActivity activity = WorkerActivity::Starting;
    Time starting = 0;
    std::optional<Time> started;    ///< pid known
    std::optional<Time> initializing;
    std::optional<Time> ready;
    std::optional<Time> ended;
    std::uint64_t tasks_done = 0;   ///< tasks (chunks) completed
    std::uint64_t items_done = 0;
    std::uint32_t current_task = kNoIndex;  ///< index into tasks(), of the task that is known to run now
    std::uint32_t assigned_tasks = 0;       ///< tasks in its lane, the running one included
    std::int64_t cpu_ns = 0;
    std::uint64_t rss_bytes = 0;
    std::uint64_t max_rss_bytes = 0;
    std::optional<EndCause> cause;
    std::optional<std::int32_t> exit_code;
    std::optional<std::int32_t> signal;
    std::string message;
};

/// A worker seen from outside, at a moment.
struct WorkerSample {
    Time time = 0;
    std::int64_t cpu_ns = 0;      ///< user and system time since its start
    std::uint64_t rss_bytes = 0;
};

struct BatchInfo {
    BatchId id;
    std::string method;
    std::string function;
    std::string description;
    std::uint64_t chunksize = 1;
    std::optional<std::uint64_t> items;
    std::optional<std::uint64_t> tasks;
    std::uint64_t tasks_assigned = 0;
    std::uint64_t tasks_ended = 0;
    std::uint64_t items_done = 0, items_failed = 0, items_lost = 0, items_timed_out = 0, items_cancelled = 0;
    Time submitted = 0;
    std::optional<Time> first_started;
    std::optional<Time> ended;
    std::optional<trace::BatchOutcome> outcome;
    std::string error_type, error_message;
    std::optional<std::uint64_t> error_item;
    std::optional<WorkerId> error_worker;
    [[nodiscard]] std::uint64_t items_settled() const noexcept {
        return items_done + items_failed + items_lost + items_timed_out + items_cancelled;
    }
};

enum class TaskPhase : std::uint8_t { Assigned = 1, Running, Waiting /* withdrawn */, Done, Failed, Lost, TimedOut, Cancelled };
[[nodiscard]] const char* to_string(TaskPhase phase) noexcept;

/// One task. Values stay in the trace file: `assigned_offset` and `ended_offset` say where (trace::Reader::read_at).
struct TaskRow {
    TaskId id;
    BatchId batch;
    std::uint32_t worker = kNoIndex;  ///< index into workers(); the last it was given to
    std::uint32_t items = 0;
    std::uint64_t first_item = 0;
    Time assigned = 0;
    Time started = 0;                 ///< 0: not begun, or not known yet
    Time ended = kOpen;
    std::uint64_t assigned_offset = 0;
    std::uint64_t ended_offset = 0;   ///< 0: not ended
    TaskPhase phase = TaskPhase::Assigned;
    std::uint8_t attempt = 1;
};

/// One settled item; rows are in the order in which results arrived.
struct ResultRow {
    BatchId batch;
    std::uint64_t item = 0;
    std::uint32_t task = 0;            ///< index into tasks()
    std::uint32_t position = 0;        ///< index of the item within the task's results
    trace::ItemOutcome outcome = trace::ItemOutcome::Done;
};

/// A piece of what a worker wrote to its standard output or error; rows are in the order in which pieces arrived. The text stays
/// in the trace file: `offset` says where (trace::Reader::read_at gives a TaskOutput).
struct OutputRow {
    std::uint32_t worker = kNoIndex;    ///< index into workers()
    std::uint32_t task = kNoIndex;      ///< index into tasks(); kNoIndex: outside of any task
    std::optional<std::uint64_t> item;  ///< index in the batch, where it is known
    trace::OutputStream stream = trace::OutputStream::Out;
    std::uint64_t size = 0;             ///< bytes of text
    std::uint64_t omitted = 0;          ///< bytes that followed and were dropped
    std::uint64_t offset = 0;
};

/// Live control changed something.
struct PoolChange {
    Time time = 0;
    trace::PoolChanged now;  ///< everything that can change, as it is from `time` on
};

/// The pool went into another phase of its life.
struct PhaseChange {
    Time time = 0;
    trace::PoolPhase phase = trace::PoolPhase::Running;
    std::string message;
};

/// A line of the list of events.
struct Event {
    Time time = 0;
    trace::Severity severity = trace::Severity::Note;
    std::uint32_t worker = kNoIndex;  ///< index into workers()
    std::uint32_t task = kNoIndex;    ///< index into tasks()
    std::string text;                 ///< in words, English: "worker 3 (pid 4711) was killed by SIGKILL while it ran task 12"
};

struct PoolSummary {
    std::optional<trace::PoolCreated> configuration;  ///< as the pool was created
    // As live control has it now (trace::PoolChanged):
    std::uint32_t processes = 0;
    bool paused = false;              ///< no task is handed to a worker
    std::optional<std::uint64_t> maxtasksperchild;  ///< of workers that start now, like `limits`
    trace::Limits limits;
    trace::PoolPhase phase = trace::PoolPhase::Running;
    std::string phase_message;        ///< of the latest phase that had one
    bool broken = false;              ///< the pool broke, also after it ended
    std::optional<int> recording_stopped;  ///< PoolState::recording_stopped() was called, with this error
    bool host_gone = false;           ///< the trace broke off: PoolState::host_gone() was called
    std::string title, scenario, program, version;
    std::int32_t host_pid = 0;
    std::int64_t wall_clock_ns = 0;   ///< CLOCK_REALTIME at `origin`
    Time origin = 0;                  ///< time of the first record: zero of every axis
    Time last = 0;                    ///< time of the latest record, and of the latest end of a task
    std::optional<Time> ended;
    std::uint64_t records = 0;
    std::uint64_t tasks_ended = 0;
    std::uint64_t items_submitted = 0;  ///< as far as known
    std::uint64_t items_done = 0, items_failed = 0, items_lost = 0, items_timed_out = 0, items_cancelled = 0;
    std::uint32_t workers_started = 0, workers_alive = 0, workers_crashed = 0;
};

/// What one or several apply() calls changed: exact ranges for models. `first_*` is the size before, so that rows
/// [first, size) are new; `changed_*` are indexes below first that changed, sorted and unique.
struct ChangeSet {
    bool summary = false;
    bool replaced = false;  ///< the reducer was cleared: everything is new
    std::size_t first_worker = 0, first_batch = 0, first_task = 0, first_result = 0, first_event = 0,
                first_output = 0;
    std::vector<std::uint32_t> changed_workers, changed_batches, changed_tasks;
    std::vector<std::uint32_t> changed_slots;  ///< lanes with new or changed spans
};

class PoolState;

/// Takes everything in that is left of a trace, and calls conclude(). For a trace that is complete or not followed any further;
/// one that is still being written is taken in as far as it goes. Throws what Reader::next() throws.
void reduce_rest(trace::Reader& reader, PoolState& state);
/// Says what the end of a trace means that was read to its present end and that nobody writes any more, unless its pool has
/// ended in it: PoolState::recording_stopped() or host_gone(). While it is being written it does nothing. What was written since
/// the last next() is taken in first. Throws what Reader::next() throws.
void conclude(trace::Reader& reader, PoolState& state);

/// Turns records into state. Records that contradict what went before (an unknown worker, a second end) are not
/// trusted: they are counted in contradictions() and otherwise ignored.
class PoolState {
public:
    PoolState();
    PoolState(PoolState&&) noexcept;
    PoolState& operator=(PoolState&&) noexcept;
    ~PoolState();

    /// Takes one record in. Amortised constant time.
    void apply(const trace::Record& record);
    /// The trace broke off: it was read to its end, nobody writes it any more and PoolPhase::Ended is not in it. Living workers
    /// have ended with EndCause::HostGone at the time of the last record, and the pool with them; their running tasks are lost, every other item that was
    /// not settled is cancelled, and so end the batches; these items get no rows of their own. Does nothing when the pool has ended, or when there never was one.
    void host_gone();
    /// The recording was given up because of this error (errno), while the pool went on: the list of events says so, and
    /// everything stays as it was then. Once; does nothing when the pool has ended.
    void recording_stopped(int error);
    /// What changed since the last call.
    [[nodiscard]] ChangeSet take_changes();
    /// Forgets everything, for another trace.
    void clear();

    [[nodiscard]] const PoolSummary& summary() const noexcept;
    /// Every process life, in order of start: workers()[id.value - 1].
    [[nodiscard]] const std::vector<WorkerLife>& workers() const noexcept;
    /// The samples of a worker (index into workers()) in order of time, the first and the latest among them. A life keeps 512 at
    /// most: when it has more, every second one is dropped, and from then on twice the time lies between them. Valid until the
    /// next apply().
    [[nodiscard]] std::span<const WorkerSample> samples(std::uint32_t worker) const;
    [[nodiscard]] const std::vector<BatchInfo>& batches() const noexcept;
    [[nodiscard]] std::optional<std::uint32_t> find_batch(BatchId id) const;
    [[nodiscard]] std::size_t task_count() const noexcept;
    /// By value: the rows are packed (a task costs less than 100 bytes with its spans and result rows).
    [[nodiscard]] TaskRow task(std::size_t index) const;
    [[nodiscard]] std::optional<std::uint32_t> find_task(TaskId id) const;
    [[nodiscard]] std::size_t result_count() const noexcept;
    [[nodiscard]] ResultRow result(std::size_t row) const;
    [[nodiscard]] const std::vector<Event>& events() const noexcept;
    [[nodiscard]] const std::vector<PoolChange>& changes_by_control() const noexcept;
    [[nodiscard]] const std::vector<PhaseChange>& phase_changes() const noexcept;
    [[nodiscard]] std::size_t output_count() const noexcept;
    [[nodiscard]] OutputRow output(std::size_t row) const;
    /// Rows of output(), in order. `task` counts what belongs to that task alone.
    [[nodiscard]] std::vector<std::uint32_t> outputs_of_worker(std::uint32_t worker) const;
    [[nodiscard]] std::vector<std::uint32_t> outputs_of_task(std::uint32_t task) const;

    [[nodiscard]] std::size_t slot_count() const noexcept;
    /// The latest life in a slot: index into workers(), or kNoIndex.
    [[nodiscard]] std::uint32_t current_worker(std::size_t slot) const;
    [[nodiscard]] std::size_t span_count(std::size_t slot) const;
    /// Spans before the last kChangingSpans of a lane never change again, except `failed`, which may turn true while the worker's life is
    /// the lane's latest. The last ones may: a TaskEnded tells when a task began that was on its way when the spans before it were
    /// made. The number of spans never falls. A view that caches painted spans keeps [0, count - kChangingSpans).
    [[nodiscard]] Span span(std::size_t slot, std::size_t index) const;

    [[nodiscard]] std::uint64_t contradictions() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope
