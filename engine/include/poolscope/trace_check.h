// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <poolscope/json.h>
#include <poolscope/trace.h>

/// Whether a run kept its promises, proved from its trace alone: each rule below holds for every run of every pool, whatever
/// died in it and when. A finding is a fault of the pool (or of its recording), never of a task.
namespace poolscope::trace {

enum class Rule : std::uint8_t {
    Reading = 1,  ///< no byte is damaged, no record is missing, and a pool that ended left no torn tail
    Order,        ///< RunStarted, PoolCreated, then the rest; ids are new where they are made and known where they are used
    Times,        ///< records are in order of time; a task is assigned, begins and ends in this order, one at a time in a worker
    WorkerLife,   ///< Starting, Started, [Initializing], Ready, [Retiring], Ended; every start has its end
    Slots,        ///< a slot below `processes` has at most one living worker, and only those get tasks
    Generation,   ///< lives in a slot are numbered 1, 2, 3, ...
    Cause,        ///< a worker's end has what its cause says: a signal, a limit that was reached
    TaskLife,     ///< a task is in one lane at a time, of a ready worker, and ends once, told by the worker that had it
    Items,        ///< every item of a batch ends once: submitted = done + failed + lost + timed out + cancelled
    Attempts,     ///< no item is run more often than item_attempts
    Recycling,    ///< maxtasksperchild is never exceeded; no task begins after maxitemsperchild items
    Pause,        ///< nothing is handed to a worker while the pool is paused
    BatchLife,    ///< a batch ends once, after its last task; all of them end before the pool
    Outcome,      ///< BatchEnded says what its items say
    PoolLife,     ///< Running, [Closing], [Terminating], [Broken], Ended; what may still begin in each phase
};
/// "reading", "order", "times", "worker_life", "slots", "generation", "cause", "task_life", "items", "attempts", "recycling",
/// "pause", "batch_life", "outcome", "pool_life".
[[nodiscard]] const char* to_string(Rule rule) noexcept;

/// A rule was broken.
struct Finding {
    Rule rule = Rule::Reading;
    std::uint64_t sequence = 0;     ///< of the record that shows it; the last one's for what is missing at the end
    Time time = 0;                  ///< of that record
    std::uint64_t file_offset = 0;  ///< where that record is (Reader::read_at)
    std::string text;               ///< what is wrong with what, in English
};

struct CheckReport {
    /// In order of records; at most kMostFindings, the first ones.
    std::vector<Finding> findings;
    std::uint64_t found = 0;  ///< all findings, also those that are not listed

    enum class End : std::uint8_t {
        PoolEnded,    ///< the last phase is in the trace: everything must have its end
        BrokeOff,     ///< it is not, and nobody writes: living workers ended with EndCause::HostGone, open items with them
        RecordingStopped,  ///< it is not, since the recording was given up (a full disk): what is open is no finding
        BeingWritten  ///< it is not yet: what is open is no finding
    };
    End end = End::BeingWritten;
    int stop_error = 0;  ///< RecordingStopped: the errno
    std::vector<WorkerId> living;  ///< workers without an end: of a trace that broke off, those that ended with the host

    Time origin = 0;  ///< of the first record
    std::uint64_t records = 0, workers = 0, batches = 0, tasks = 0;
    /// Of batches that ended, and of the others as far as told: untold items are in neither sum but in items_open.
    std::uint64_t items_submitted = 0;
    std::uint64_t items_done = 0, items_failed = 0, items_lost = 0, items_timed_out = 0, items_cancelled = 0;
    std::uint64_t items_open = 0;
    std::uint64_t skipped_bytes = 0, pending_bytes = 0;

    [[nodiscard]] bool sound() const noexcept { return found == 0; }
};
inline constexpr std::size_t kMostFindings = 1000;

/// Takes the records of one trace in, one after another. Memory follows from what is open at a time and from how scattered the
/// ends of items are, not from how many there were. Not for use by several threads at once.
class Checker {
public:
    Checker();
    ~Checker();
    Checker(Checker&&) noexcept;
    Checker& operator=(Checker&&) noexcept;

    /// Values are not looked at (ReadValues::No will do).
    void take(const Record& record);
    /// What was found in all of them. `end` is how the trace ended unless PoolPhase::Ended is in it.
    [[nodiscard]] CheckReport finish(CheckReport::End end);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Checks what is left of a trace; a new Reader is at its beginning. Throws what Reader::next() throws.
[[nodiscard]] CheckReport check_trace(Reader& reader);
/// The same for a file. Throws what Reader throws.
[[nodiscard]] CheckReport check_trace(const std::string& path);

/// "record 17 at 0.000123456 s: worker_life: PoolWorker-3 is ready before it was started".
[[nodiscard]] std::string finding_text(const Finding& finding, Time origin);
/// A line a finding, then a line that sums up.
[[nodiscard]] std::string report_text(const CheckReport& report);
/// {"sound", "end", "findings": [{"rule", "record", "seconds", "offset", "text"}], "found", "host_gone", "records", "workers", "batches",
/// "tasks", "items": {"submitted", "done", "failed", "lost", "timed_out", "cancelled", "open"}, "skipped_bytes", "pending_bytes"}.
[[nodiscard]] Json report_json(const CheckReport& report);

}  // namespace poolscope::trace
