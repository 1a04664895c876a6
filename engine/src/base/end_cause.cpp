// SPDX-License-Identifier: MIT
#include <poolscope/errors.h>

namespace poolscope {

const char* to_string(EndCause cause) noexcept {
    switch (cause) {
    case EndCause::MaxTasksPerChild: return "maxtasksperchild";
    case EndCause::Closed: return "closed";
    case EndCause::Terminated: return "terminated";
    case EndCause::Crashed: return "crashed";
    case EndCause::Killed: return "killed";
    case EndCause::Exited: return "exited";
    case EndCause::InitializerFailed: return "initializer_failed";
    case EndCause::TimedOut: return "timed_out";
    case EndCause::MaxItemsPerChild: return "maxitemsperchild";
    case EndCause::Age: return "age";
    case EndCause::MemoryLimit: return "memory_limit";
    case EndCause::Resized: return "resized";
    case EndCause::ByUser: return "by_user";
    case EndCause::OutOfMemory: return "out_of_memory";
    case EndCause::HostGone: return "host_gone";
    case EndCause::NotStarted: return "not_started";
    }
    return "unknown";
}

}  // namespace poolscope
