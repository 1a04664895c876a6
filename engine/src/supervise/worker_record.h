// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/errors.h>
#include <poolscope/ids.h>
#include <poolscope/trace.h>

#include "lane/host_lane.h"
#include "process/child.h"
#include "supervise/batch_run.h"
#include "supervise/faults_of_worker.h"
#include "supervise/worker_output.h"
#include "supervise/worker_state.h"

namespace poolscope::supervise {

/// A task that lies in a lane.
struct Flight {
    Task task;
    std::shared_ptr<BatchRun> batch;
    std::uint64_t sequence = 0;       ///< in its lane
    trace::Time assigned = 0;
    trace::Time started = 0;          ///< 0: not begun, as far as told
    bool start_recorded = false;
    bool any_failed = false;
    std::uint32_t items_ended = 0;
    std::vector<trace::ItemResult> results;  ///< for the trace; kept only when there is one
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
    std::deque<Flight> flights;       ///< in the order of the lane; withdrawn ones are gone from here
    std::uint64_t next_sequence = 1;
    std::uint64_t handed = 0;         ///< tasks given and not taken back, over its life
    std::uint64_t done = 0;
    bool was_ready = false;
    bool quit_sent = false;
    bool stopped = false;             ///< SIGSTOP, as last seen
    bool damaged = false;             ///< it wrote nonsense into its lane and was killed for it
    std::optional<EndCause> cause;    ///< decided before its end is known; the first one wins
    std::string message;              ///< its initializer's error, or what else is known
    std::string error_type;           ///< of its initializer's error
    std::unique_ptr<WorkerOutput> output;  ///< null unless captured
    std::string standard_error_tail;  ///< the last lines that it wrote there; empty unless captured
    FaultsOfWorker faults;
    trace::Time starting = 0;
    std::unordered_map<std::string, std::uint32_t> function_ids;

    [[nodiscard]] std::string name() const { return "PoolWorker-" + std::to_string(id.value); }
    [[nodiscard]] bool alive() const noexcept { return state != WorkerState::Ended; }
};

/// Why a worker ended, from what was decided before and how the process ended. Never guesses: a signal that a fault
/// raises counts as a crash, any other as a kill.
[[nodiscard]] EndCause end_cause(const WorkerRecord& worker, const process::ChildEnd& end) noexcept;

/// "PoolWorker-3 (pid 4711, slot 2) was killed by SIGKILL", "... crashed with SIGSEGV", "... exited with code 3".
[[nodiscard]] std::string describe_end(const WorkerRecord& worker, EndCause cause, const process::ChildEnd& end);
/// "SIGKILL", or "signal 99".
[[nodiscard]] std::string signal_name(int signal);

}  // namespace poolscope::supervise
