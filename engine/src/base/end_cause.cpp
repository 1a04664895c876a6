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
    }
    return "unknown";
}

}  // namespace poolscope
