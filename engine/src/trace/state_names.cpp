// SPDX-License-Identifier: MIT
#include <poolscope/pool_state.h>

namespace poolscope {

const char* to_string(WorkerActivity activity) noexcept {
    switch (activity) {
    case WorkerActivity::Starting: return "starting";
    case WorkerActivity::Initializing: return "initializing";
    case WorkerActivity::Idle: return "idle";
    case WorkerActivity::Transport: return "transport";
    case WorkerActivity::Running: return "running";
    case WorkerActivity::Stopped: return "stopped";
    case WorkerActivity::Retiring: return "retiring";
    case WorkerActivity::Ended: return "ended";
    case WorkerActivity::Crashed: return "crashed";
    }
    return "unknown";
}

const char* to_string(TaskPhase phase) noexcept {
    switch (phase) {
    case TaskPhase::Assigned: return "assigned";
    case TaskPhase::Running: return "running";
    case TaskPhase::Waiting: return "waiting";
    case TaskPhase::Done: return "done";
    case TaskPhase::Failed: return "failed";
    case TaskPhase::Lost: return "lost";
    case TaskPhase::TimedOut: return "timed out";
    case TaskPhase::Cancelled: return "cancelled";
    }
    return "unknown";
}

}  // namespace poolscope
