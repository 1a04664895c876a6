// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/errors.h>
#include <poolscope/ids.h>
#include <poolscope/limits.h>
#include <poolscope/trace.h>

#include "base/event_loop.h"
#include "base/ring_queue.h"
#include "lane/host_lane.h"
#include "process/child.h"
#include "supervise/batch_run.h"
#include "supervise/faults_of_worker.h"
#include "supervise/worker_output.h"
#include "supervise/worker_state.h"
#include "trace/result_notes.h"

namespace poolscope::supervise {

/// A task that lies in a lane.
struct Flight {
    Task task;
    std::shared_ptr<BatchRun> batch;
    std::uint64_t sequence = 0;       ///< in its lane
    trace::Time assigned = 0;
    trace::Time started = 0;          ///< 0: not begun, as far as told
    trace::Time noticed = 0;          ///< when it was first seen begun, if it could not say so itself; else 0
    trace::Time seen_stopped = 0;     ///< when its worker was first seen stopped before it had begun it; else 0
    bool start_recorded = false;
    bool timed_out = false;           ///< its worker is being ended for it: the item that runs has timed out
    bool cancelled = false;           ///< whatever of it has not ended when its worker ends is cancelled
    std::vector<std::uint64_t> cancelled_items;  ///< these items are cancelled when their turn comes
    std::uint32_t items_ended = 0;
    trace::ResultNotes results;  ///< for the trace; kept only when there is one

    /// When it was begun, as far as known; 0: it was not.
    [[nodiscard]] trace::Time begun() const noexcept { return started != 0 ? started : noticed; }
    [[nodiscard]] std::uint64_t current_item() const noexcept { return task.chunk.first_item + items_ended; }
    [[nodiscard]] bool is_cancelled(std::uint64_t item) const noexcept;
};

/// Everything the host knows of one worker life. What is in flight is known here, never only in the lane.
struct WorkerRecord {
    WorkerId id;
    SlotIndex slot;
    std::uint32_t generation = 1;
    StartMethod method = StartMethod::Fork;
    WorkerState state = WorkerState::Starting;
    process::OwnedChild child;
    std::unique_ptr<lane::HostLane> lane;
    base::UniqueFd lane_memory;       ///< of the lane to be, while its process is being forked
    base::RingQueue<Flight> flights;       ///< in the order of the lane; withdrawn ones are gone from here
    std::uint64_t next_sequence = 1;
    WorkerLimits limits;              ///< of this life, jitter included
    std::uint64_t handed = 0;         ///< tasks given and not taken back, over its life
    std::uint64_t handed_items = 0;
    std::uint64_t done = 0;
    std::uint64_t done_items = 0;
    bool was_ready = false;
    bool quit_sent = false;
    bool stopped = false;             ///< SIGSTOP, as last seen
    trace::Time stop_seen = 0;        ///< when that was seen
    bool damaged = false;             ///< it wrote nonsense into its lane and was killed for it
    bool doomed = false;              ///< it was told to end at once, whatever it is doing
    bool killed = false;              ///< by the host
    bool given_up = false;            ///< it was waited for long enough after that: somebody holds it
    std::uint64_t requested_signals = 0;  ///< those that were sent to it by request: bit N-1 for signal N
    std::optional<EndCause> leaves_because;  ///< why it was told, or will by itself, leave between two tasks
    std::optional<EndCause> cause;    ///< decided before its end is known; the first one wins
    std::string message;              ///< its initializer's error, or what else is known
    std::string standard_error_tail;  ///< the last lines that it wrote there; empty unless captured
    std::string error_type;           ///< of its initializer's error
    std::unique_ptr<WorkerOutput> output;  ///< null unless captured
    FaultsOfWorker faults;
    trace::Time starting = 0;
    trace::Time process_known = 0;    ///< 0: no process is known yet
    trace::Time initializing_since = 0;  ///< 0: its initializer, if there is one, has not begun
    trace::Time ready_since = 0;      ///< 0: it was not ready yet
    trace::Time memory_looked_at = 0;
    bool memory_settled = false;      ///< looked at since it last worked
    std::optional<std::uint64_t> kills_at_start;  ///< for want of memory, as its cgroup counted them
    std::optional<base::EventLoop::TimerId> kill_timer;  ///< when asking turns into killing
    std::optional<base::EventLoop::TimerId> reap_timer;  ///< it is dead but cannot be reaped yet
    std::optional<base::EventLoop::TimerId> give_up_timer;  ///< when it is not waited for any more
    std::uint64_t bytes_sent_seen = 0;  ///< of its lane, as last looked at while a task streamed into it
    trace::Time stream_moved = 0;     ///< when that was first seen
    std::vector<bool> knows_function;  ///< by FunctionUse::id

    [[nodiscard]] std::string name() const { return "PoolWorker-" + std::to_string(id.value); }
    [[nodiscard]] bool alive() const noexcept { return state != WorkerState::Ended; }
    [[nodiscard]] bool takes_tasks() const noexcept { return state == WorkerState::Ready && !damaged && !doomed; }
    /// How many more tasks it may be given at the moment, by its limits and its lane.
    [[nodiscard]] std::size_t allowance() const noexcept;
    /// Whether this signal was sent to it by request.
    [[nodiscard]] bool was_sent(int signal) const noexcept;
    /// Whether the first of its tasks is begun, as far as its lane tells.
    [[nodiscard]] bool front_is_begun() const;
    /// Takes over when the first of its tasks began, if its lane tells.
    void learn_begin(trace::Time now);
    /// For how long nothing has gone into its lane, as far as looks like this one have seen.
    [[nodiscard]] std::chrono::nanoseconds stream_pause(trace::Time now);
    /// The position in its chunk of the item that it runs or is about to run, of the first of its tasks.
    [[nodiscard]] std::uint32_t position_now() const;
};

/// Why a worker ended, from what was decided before and how the process ended. Never guesses: a signal that was sent by request
/// is by_user, another one that a fault raises counts as a crash, any other as a kill.
[[nodiscard]] EndCause end_cause(const WorkerRecord& worker, const process::ChildEnd& end) noexcept;

/// "PoolWorker-3 (pid 4711, slot 2) was killed by SIGKILL", "... crashed with SIGSEGV", "... exited with code 3".
[[nodiscard]] std::string describe_end(const WorkerRecord& worker, EndCause cause, const process::ChildEnd& end);

}  // namespace poolscope::supervise
