// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/faults.h>
#include <poolscope/ids.h>
#include <poolscope/limits.h>
#include <poolscope/trace.h>

#include "base/event_loop.h"
#include "supervise/batch.h"

namespace poolscope::trace {
class Writer;
}
namespace poolscope::lane {
class Arena;
}

namespace poolscope::supervise {

class BatchRun;

/// What the pool is to be, every default filled in and every value checked.
struct PoolConfiguration {
    std::uint32_t processes = 1;
    std::string processes_reason;            ///< empty when the caller gave the number
    std::string initializer;                 ///< registered name; empty: none
    std::vector<std::byte> initargs;         ///< encoded list of arguments
    std::optional<std::uint64_t> maxtasksperchild;
    WorkerLimits limits;                     ///< all limits of new workers but maxtasksperchild, which stands above
    double recycling_jitter = 0;
    std::optional<RestartBudget> restart_budget;
    std::uint32_t item_attempts = 1;         ///< how often an item may be begun: 1 + the retries of on_worker_lost
    std::uint64_t seed = 0;
    bool capture_output = false;
    FaultPlan faults;
    std::function<void()> on_trace_failure;  ///< called once when the trace cannot be written any more; null: nobody wants to know
    std::function<void(const std::string&)> on_warning;  ///< without a trace: what that would say of a warning or an error; may be null
    Context context{StartMethod::ForkServer};
    std::chrono::milliseconds terminate_grace{500};  ///< between SIGTERM and SIGKILL
    /// A worker that was killed, or is dead, and cannot be reaped for so long is given up. It takes milliseconds unless the kernel (a
    /// disk or a network that does not answer) or a debugger holds it.
    std::chrono::milliseconds kill_patience{10'000};
    std::uint32_t failed_starts_limit = 3;   ///< consecutive failed initializers after which the pool is broken
};

/// One living worker, for who controls the pool.
struct WorkerStatus {
    WorkerId worker;
    SlotIndex slot;
    std::int32_t pid = 0;         ///< 0: no process is known yet
    bool ready = false, retiring = false, stopped = false;
    std::optional<TaskId> task;   ///< the one it runs, as far as known
    std::uint64_t tasks_done = 0;
};

/// The parent of the workers: starts, feeds, watches and buries them. One thread, the loop's, for everything here and
/// every call back.
class Supervisor {
public:
    using EndedCallback = std::function<void()>;

    /// `writer` may be null (no trace) and is borrowed, as is the loop.
    Supervisor(base::EventLoop& loop, PoolConfiguration configuration, trace::Writer* writer);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    /// Starts the workers. Throws SystemError, with everything rolled back, when not one can be started.
    void start();

    /// Throws ValueError "Pool not running" after close or terminate, BrokenPoolError when broken.
    BatchId submit(BatchRequest request);
    /// The same for one that stands ready. `now`: when that is, as the trace has it; `description`: its input in words, instead of the
    /// request's.
    BatchId submit(const std::shared_ptr<BatchRun>& batch, trace::Time now, std::string_view description);
    BatchId submit(const std::shared_ptr<BatchRun>& batch, trace::Time now);
    /// Takes what lies in the lanes and fills them; true when there was something. For who holds the loop's guard while the loop sleeps:
    /// between takes_over(), from which on workers need not ring, and gives_back(), which leaves everything as a sleeping loop does.
    bool round();
    /// Whether some worker has told something that was not taken yet.
    [[nodiscard]] bool has_news() const;
    void takes_over();
    void gives_back();
    /// The batch's source answered NotYet before and has more now. Unknown batches are ignored.
    void source_ready(BatchId batch);

    /// No new work; ends when everything is done. Nothing happens the second time.
    void close();
    /// Drops what is left (its items end as cancelled), ends the workers now: SIGTERM, then SIGKILL after the grace.
    void terminate();
    /// Breaks the pool for what went wrong in the host itself: every batch ends with it. Nothing when the pool is ending already.
    void break_down(const std::string& message);
    [[nodiscard]] trace::PoolPhase phase() const noexcept;
    /// Why the pool is broken.
    [[nodiscard]] const std::string& phase_message() const noexcept;
    /// The type of the error that broke it: the initializer's own, or BrokenPoolError; empty: it is not broken.
    [[nodiscard]] const std::string& broken_type() const noexcept;
    /// Called once, when the last worker is gone after close, terminate or breaking. It must not destroy the supervisor.
    void set_on_ended(EndedCallback callback);

    /// Where large arguments go for every worker to read; any thread, also after this has gone.
    [[nodiscard]] const std::shared_ptr<lane::Arena>& arguments() const noexcept;

    /// Sends a signal to a living worker. Throws ValueError that names what is wrong (no such worker, ended, bad signal).
    void kill_worker(WorkerId worker, int signal);

    // Live control. Each is told in the trace as what happened (PoolChanged, WorkerRetiring, a Message). All throw ValueError that names
    // what is wrong; those that change what the pool is throw ValueError "Pool not running" after terminate or a break.

    /// The pool is to have so many workers. More: they start now. Fewer: those in the highest slots take no more tasks, give
    /// back what they have not begun, finish what they run, and leave (cause resized).
    void resize(std::uint32_t processes);
    /// No task is begun from now on: what lies unbegun in lanes is taken back; what runs goes on. Workers stay. A paused pool that is
    /// closed stays paused: what waits is begun after resume(), and only then, or after terminate(), does the pool end.
    void pause();
    void resume();
    [[nodiscard]] bool paused() const noexcept;
    /// The worker gets no more tasks, leaves when what it runs is done (cause by_user), and is replaced.
    void drain_worker(WorkerId worker);
    /// The worker is ended now, SIGTERM and after the grace SIGKILL (cause by_user), and is replaced. Its item is lost, or tried
    /// again if on_worker_lost says so.
    void restart_worker(WorkerId worker);
    /// Ends every item of the batch that has not ended as cancelled. Those that run are ended with their worker, which is replaced.
    void cancel_batch(BatchId batch);
    /// The same for one task. ValueError when it is not in a lane and not waiting.
    void cancel_task(TaskId task);
    /// The same for one item; the others of its chunk go on. ValueError when it has ended, does not exist, or was not read yet from an
    /// input whose size nobody knows.
    void cancel_item(BatchId batch, std::uint64_t item);
    /// Limits of workers that start from now on. ValueError for a zero.
    void set_limits(const WorkerLimits& limits);
    [[nodiscard]] std::vector<WorkerStatus> workers() const;
    [[nodiscard]] std::uint32_t processes() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope::supervise
