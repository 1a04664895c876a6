// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/ids.h>
#include <poolscope/trace.h>

#include "trace/writer.h"

namespace poolscope::testing {

/// Writes a trace by hand, record by record, through the real Writer. Times are nanoseconds since the run's begin;
/// `now` is the time of the next record and moves only when it is told to.
class TraceBuilder {
public:
    /// CLOCK_MONOTONIC at the run's begin: not 0, as in real traces.
    static constexpr trace::Time kOrigin = 5'000'000'000;

    explicit TraceBuilder(const std::string& path);

    trace::Time now = 0;
    std::int32_t host_pid = 4700;  ///< of the run that begins; another makes it another run
    void advance(trace::Time nanoseconds) { now += nanoseconds; }
    [[nodiscard]] static trace::Time absolute(trace::Time since_begin) { return kOrigin + since_begin; }

    /// Any record, at `now`.
    template <class Body> void add(const Body& body) { writer_.append(absolute(now), body); }
    void flush() { writer_.flush(); }
    [[nodiscard]] const std::string& path() const { return writer_.path(); }

    /// RunStarted, PoolCreated and PoolPhase::Running.
    void begin_run(std::uint32_t processes, const std::string& start_method = "forkserver",
                   const std::string& initializer = {}, std::optional<std::uint64_t> maxtasksperchild = {},
                   const std::string& title = "A synthetic run", const std::string& scenario = {});
    /// PoolPhase::Ended.
    void end_run();

    /// Starting, Started, [Initializing] and Ready, `step` apart. Ids and generations are counted, pids begin at 4711.
    WorkerId start_worker(std::uint32_t slot, trace::Time step = 100'000);
    void end_worker(WorkerId worker, EndCause cause, std::optional<int> signal = {}, std::optional<int> exit_code = {},
                    const std::string& message = {});

    BatchId submit(const std::string& method, const std::string& function, std::optional<std::uint64_t> items,
                   std::uint64_t chunksize = 1);
    void end_batch(BatchId batch, trace::BatchOutcome outcome = trace::BatchOutcome::Succeeded,
                   const std::string& error_type = {}, const std::string& error_message = {},
                   std::optional<std::uint64_t> error_item = {}, std::optional<WorkerId> error_worker = {});

    /// TaskAssigned with the arguments of square(x) for each item.
    TaskId assign(BatchId batch, WorkerId worker, std::uint64_t first_item, std::uint32_t items = 1,
                  std::uint32_t attempt = 1);
    /// TaskAssigned for a task that was withdrawn.
    void assign_again(TaskId task, WorkerId worker, std::uint32_t attempt = 1);
    /// TaskEnded: every item has this outcome, done ones have item * item as their value. Times since the begin.
    void end_task(TaskId task, trace::Time started, trace::Time ended,
                  trace::ItemOutcome outcome = trace::ItemOutcome::Done);
    /// TaskEnded with these outcomes, one for each item.
    void end_task(TaskId task, trace::Time started, trace::Time ended, const std::vector<trace::ItemOutcome>& outcomes);

private:
    struct Assigned {
        BatchId batch;
        WorkerId worker;
        std::uint64_t first_item = 0;
        std::uint32_t items = 0;
    };
    void add_assigned(TaskId task, std::uint32_t attempt);

    trace::Writer writer_;
    std::string start_method_;
    bool has_initializer_ = false;
    std::uint32_t workers_ = 0;
    std::uint32_t batches_ = 0;
    std::vector<std::uint32_t> generations_;  // of each slot
    std::vector<Assigned> tasks_;             // by id minus one
};

/// What build_run() makes.
struct RunShape {
    std::uint64_t tasks = 1000;
    std::uint32_t workers = 4;
    std::uint32_t items_per_task = 1;
    trace::Time task_ns = 100'000;  ///< mean; single ones vary between half and one and a half of it
    std::optional<std::uint64_t> maxtasksperchild = std::nullopt;
    std::uint64_t crash_every = 0;  ///< each so many tasks one kills its worker (0: none)
    std::uint64_t fail_every = 0;   ///< each so many tasks an item throws (0: none)
    std::int32_t host_pid = 4700;   ///< another makes it another run
    bool ended = true;              ///< false: the trace breaks off with tasks running, as when the host was killed
};

/// A whole run in one batch of map, with its records in the order in which a host writes them. The same shape gives the
/// same run.
void build_run(const std::string& path, const RunShape& shape);

}  // namespace poolscope::testing
