// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/ids.h>
#include <poolscope/limits.h>

/// What happened in a run, record by record. The byte format is engine/src/trace/FORMAT.md.
///
/// Times are CLOCK_MONOTONIC nanoseconds of the machine that ran the pool, one clock for the host and all workers.
/// Values are encoded as <poolscope/value.h> says; use value_to_text() or value_to_json() to read them.
namespace poolscope::trace {

/// Nanoseconds of CLOCK_MONOTONIC.
using Time = std::int64_t;

/// First record of every trace.
struct RunStarted {
    std::int64_t wall_clock_ns = 0;  ///< CLOCK_REALTIME at the record's time
    std::int32_t host_pid = 0;
    std::string version;             ///< Poolscope's version, "0.1.0"
    std::string program;             ///< what runs the pool: "poolscope-host", or the name of the program that links the library
    std::string title;               ///< the scenario's title, or empty
    std::string scenario;            ///< the scenario as JSON, or empty
};

/// WorkerLimits beside maxtasksperchild, which stands before it. They hold for workers that start while they are in force.
struct Limits {
    std::optional<std::uint64_t> maxitemsperchild = std::nullopt;
    std::optional<std::uint64_t> max_memory_per_child = std::nullopt;  ///< bytes
    std::optional<std::chrono::nanoseconds> max_age_per_child = std::nullopt;
    std::optional<std::chrono::nanoseconds> task_timeout = std::nullopt;         ///< from the task's start
    std::optional<std::chrono::nanoseconds> initializer_timeout = std::nullopt;  ///< from the initializer's start
    bool operator==(const Limits&) const = default;
};

using poolscope::RestartBudget;

/// The options of the pool, all defaults filled in.
struct PoolCreated {
    std::uint32_t processes = 0;
    std::string start_method;               ///< "fork", "spawn", "forkserver"
    std::string initializer;                ///< empty: none
    std::vector<std::byte> initargs;        ///< an encoded list
    std::optional<std::uint64_t> maxtasksperchild;
    std::string processes_reason;           ///< why this many, "2 logical CPUs (affinity)"; empty when given
    Limits limits = {};
    double jitter = 0;                      ///< 0 to 1, in millionths: how far recycling workers are spread
    std::optional<RestartBudget> restart_budget = std::nullopt;
    std::uint32_t item_attempts = 1;        ///< how often an item may be run
    std::uint64_t seed = 0;                 ///< of the run; each item's own follows from it
    bool captures_output = false;           ///< what tasks write to standard output and error comes as TaskOutput
    std::string faults = {};                ///< the fault plan as JSON; empty: none
};

/// Live control changed something: everything that can change, as it is from now on.
struct PoolChanged {
    std::uint32_t processes = 0;  ///< slots; slots from here on lose their workers as soon as these are free
    bool paused = false;          ///< no task is handed to a worker
    std::optional<std::uint64_t> maxtasksperchild = std::nullopt;  ///< of workers that start from now on, like `limits`
    Limits limits = {};
    std::string message = {};     ///< what changed and why, "processes 4 -> 2, by request"
};

/// The life of the pool: Running, then Closing (close) or Terminating (terminate), then Ended when no worker is left.
/// Broken may come at any time: nothing can run any more, `message` says why; it is followed by Ended.
enum class PoolPhase : std::uint8_t { Running = 1, Closing, Terminating, Broken, Ended };
struct PoolPhaseChanged {
    PoolPhase phase = PoolPhase::Running;
    std::string message;
};

struct BatchSubmitted {
    BatchId batch;
    std::string method;                  ///< "map_async"
    std::string function;
    std::optional<std::uint64_t> items;  ///< unknown while an imap's input is still being read
    std::optional<std::uint64_t> tasks;
    std::uint64_t chunksize = 1;
    std::string description;             ///< the input in words, "range(1, 1001)", "12 items"
};
/// The input of a batch came to its end: from now on its size is known. Not told of an input that ended as BatchSubmitted said it would.
struct BatchInputEnded {
    BatchId batch;
    std::uint64_t items = 0;
    std::uint64_t tasks = 0;
    std::string error;  ///< the input iterator threw this, or empty
};
enum class BatchOutcome : std::uint8_t { Succeeded = 1, Failed, Lost, Cancelled };
/// Every item of the batch has come to its end. Items that no TaskEnded told of are cancelled (the pool was terminated, or
/// broke): they are not listed one by one, as there may be millions.
struct BatchEnded {
    BatchId batch;
    BatchOutcome outcome = BatchOutcome::Succeeded;
    std::string error_type;              ///< first error to arrive, if any
    std::string error_message;
    std::optional<std::uint64_t> error_item;
    std::optional<WorkerId> error_worker;
};

/// A worker is about to be started in a slot. Legal life: Starting, Started, [Initializing], Ready, [Retiring], Ended;
/// Ended may follow any of them, and Retiring too, once (the pool is made smaller before a new worker was ready). Stopped and Continued (SIGSTOP, SIGCONT) may come between Started and Ended.
struct WorkerStarting {
    WorkerId worker;
    SlotIndex slot;
    std::uint32_t generation = 1;  ///< 1 for the first life in the slot
    std::string start_method;
};
struct WorkerStarted {
    WorkerId worker;
    std::int32_t pid = 0;
};
/// The worker's program runs and has begun its initializer.
struct WorkerInitializing {
    WorkerId worker;
};
/// The initializer has returned (or there is none): the worker waits for tasks.
struct WorkerReady {
    WorkerId worker;
};
/// The worker gets no more tasks and will leave.
struct WorkerRetiring {
    WorkerId worker;
    EndCause cause = EndCause::MaxTasksPerChild;
};
struct WorkerStopped {
    WorkerId worker;
};
struct WorkerContinued {
    WorkerId worker;
};
struct WorkerEnded {
    WorkerId worker;
    EndCause cause = EndCause::Exited;
    std::optional<std::int32_t> exit_code;
    std::optional<std::int32_t> signal;
    std::string message;  ///< the initializer's error, or what else is known; may be empty
};
/// Taken now and then, from outside the worker; and once it has ended, just before WorkerEnded, to the microsecond.
struct WorkerSampled {
    WorkerId worker;
    std::int64_t cpu_ns = 0;       ///< user and system time so far
    std::uint64_t rss_bytes = 0;   ///< 0: not known, as of one that has ended
};

enum class OutputStream : std::uint8_t { Out = 1, Err };
/// What a worker wrote to its standard output or error, as far as it was captured; a task's output may come in several records.
struct TaskOutput {
    WorkerId worker;
    std::optional<TaskId> task = std::nullopt;         ///< none: outside of any task, in the initializer for example
    std::optional<std::uint64_t> item = std::nullopt;  ///< index in the batch, where it is known
    OutputStream stream = OutputStream::Out;
    std::string text = {};      ///< the bytes as written: UTF-8 by convention only
    std::uint64_t omitted = 0;  ///< bytes that followed and were dropped, since they were over the bound
};

/// A task was put into a worker's lane.
struct TaskAssigned {
    TaskId task;
    BatchId batch;
    WorkerId worker;
    std::uint64_t first_item = 0;
    std::uint32_t items = 1;
    std::uint32_t attempt = 1;            ///< of these items, 1 the first time
    std::vector<std::byte> arguments;     ///< the items' argument lists, one encoded list of lists; may be empty (see arguments_omitted)
    std::uint64_t arguments_omitted = 0;  ///< bytes left out because they were over the trace's value limit
    Time assigned = 0;                    ///< when, if it was told of later than it happened; else 0: at the record's time
};
/// The task was not begun and was taken back out of the lane (or its worker died first); it will be assigned again.
struct TaskWithdrawn {
    TaskId task;
    WorkerId worker;
};
/// The worker has begun the task. Only written for tasks that run for long enough to be seen running; TaskEnded has
/// the times of all.
struct TaskStarted {
    TaskId task;
    WorkerId worker;
    Time started = 0;
};
enum class ItemOutcome : std::uint8_t {
    Done = 1,   ///< value holds the result
    Failed,     ///< value holds an encoded list: error type, message
    Lost,       ///< the worker died in it; value holds an encoded list: error type, message
    TimedOut,   ///< likewise
    Cancelled,  ///< likewise
    Moved,      ///< not settled here: the item goes on in another task (its worker died in an earlier item)
};
struct ItemResult {
    ItemOutcome outcome = ItemOutcome::Done;
    std::vector<std::byte> value;
    std::uint64_t value_omitted = 0;  ///< size of a value that was left out because it was over the trace's value limit
};
/// The task came to its end. `results` has one entry for each item, in order.
struct TaskEnded {
    TaskId task;
    BatchId batch;
    std::optional<WorkerId> worker;  ///< none: it was never given to a worker (cancelled)
    Time started = 0;                ///< in the worker; 0: never begun
    Time ended = 0;
    std::uint64_t first_item = 0;
    std::vector<ItemResult> results;
};

enum class Severity : std::uint8_t { Note = 1, Warning, Error };
/// Something worth telling that no other record says: a warning about fork with threads, a callback that threw.
struct Message {
    Severity severity = Severity::Note;
    std::string text;
};

using Body = std::variant<RunStarted, PoolCreated, PoolPhaseChanged, BatchSubmitted, BatchInputEnded, BatchEnded, WorkerStarting,
                          WorkerStarted, WorkerInitializing, WorkerReady, WorkerRetiring, WorkerStopped, WorkerContinued,
                          WorkerEnded, WorkerSampled, TaskAssigned, TaskWithdrawn, TaskStarted, TaskEnded, Message,
                          PoolChanged, TaskOutput>;

struct Record {
    std::uint64_t sequence = 0;     ///< from 1, without gaps unless records were damaged
    Time time = 0;
    /// The key for read_at(). Its lower 44 bits are where the record begins in the file; the others are 0, or which of the
    /// records it is for which one record of the file stands.
    std::uint64_t file_offset = 0;
    Body body;
};

/// Whether a Reader copies arguments and results into its records. Without them a large chunk costs no allocation for
/// each of its items; outcomes, errors and sizes that were omitted stay. What PoolState needs is there in both.
enum class ReadValues : std::uint8_t { Yes, No };

/// Reads a trace from its beginning, also while it is being written. Not for use by several threads at once.
class Reader {
public:
    /// Opens the file read-only. Throws SystemError when it cannot be opened, ValueError when it is not a trace or of a
    /// later format than this program knows (the message says which).
    /// A file that is still empty or shorter than the header is accepted: next() then gives nothing yet, and throws the same
    /// ValueError later if the rest of the header turns out to be something else.
    /// `values` is for next(); read_at() always gives them.
    explicit Reader(const std::string& path, ReadValues values = ReadValues::Yes);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    /// The next whole record; empty at the present end of the file (call again after it has grown).
    [[nodiscard]] std::optional<Record> next();
    /// The record with this file_offset; empty when there is no sound record there.
    [[nodiscard]] std::optional<Record> read_at(std::uint64_t file_offset) const;

    /// Bytes that were damaged and skipped so far.
    [[nodiscard]] std::uint64_t skipped_bytes() const noexcept;
    /// Bytes after the last whole record: a torn tail when nobody writes any more.
    [[nodiscard]] std::uint64_t pending_bytes() const;
    /// Position behind the last record that next() gave.
    [[nodiscard]] std::uint64_t offset() const noexcept;
    /// True while the program that records the trace has the file open. False without PoolPhase::Ended as the last phase: the host
    /// ended without a word (killed, or its machine stopped), unless the recording stopped before.
    [[nodiscard]] bool being_written() const noexcept;
    /// The error (errno) because of which the recording was given up, ENOSPC for one. The pool went on: how it ended is not known.
    [[nodiscard]] std::optional<int> recording_stopped() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope::trace
