// SPDX-License-Identifier: MIT
#include "supervise/worker_record.h"

#include <csignal>
#include <cstring>

namespace poolscope::supervise {

EndCause end_cause(const WorkerRecord& worker, const process::ChildEnd& end) noexcept {
    if (worker.cause) return *worker.cause;
    if (end.signal) {
        switch (*end.signal) {
        case SIGSEGV:
        case SIGBUS:
        case SIGFPE:
        case SIGILL:
        case SIGABRT:
        case SIGSYS:
        case SIGTRAP: return EndCause::Crashed;
        default: return EndCause::Killed;
        }
    }
    return EndCause::Exited;
}

std::string signal_name(int signal) {
    const char* name = sigabbrev_np(signal);
    return name != nullptr ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

std::string describe_end(const WorkerRecord& worker, EndCause cause, const process::ChildEnd& end) {
    std::string text = worker.name() + " (pid " + std::to_string(worker.child.pid()) + ", slot " +
                       std::to_string(worker.slot.value) + ") ";
    if (worker.damaged) return text + "wrote damaged data into its lane and was killed";
    if (cause == EndCause::InitializerFailed) return text + "could not run its initializer: " + worker.message;
    if (cause == EndCause::TimedOut) return text + "was killed because its time ran out";
    if (end.signal) {
        text += cause == EndCause::Crashed ? "crashed with " : "was killed by ";
        return text + signal_name(*end.signal);
    }
    if (end.exit_code) return text + "exited with code " + std::to_string(*end.exit_code);
    return text + "is gone, and another part of the program took its exit status";
}

}  // namespace poolscope::supervise
