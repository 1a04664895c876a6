// SPDX-License-Identifier: MIT
#include "base/posix_error.h"

#include <cerrno>
#include <cstring>

#include <sys/resource.h>

namespace poolscope::base {
namespace {

std::string limit_text(int resource) {
    rlimit limit{};
    if (getrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) return "unknown";
    return limit.rlim_cur == RLIM_INFINITY ? "unlimited" : std::to_string(limit.rlim_cur);
}

std::string advice(int error_number) {
    switch (error_number) {
    case EMFILE:
        return "; this process may open " + limit_text(RLIMIT_NOFILE) + " descriptors (RLIMIT_NOFILE, ulimit -n): raise it or use fewer processes";
    case ENFILE: return "; the system's table of open files is full (/proc/sys/fs/file-max)";
    case EAGAIN:
        return "; this user may have " + limit_text(RLIMIT_NPROC) + " processes (RLIMIT_NPROC, ulimit -u; see also the cgroup's pids.max): use fewer processes";
    case ENOMEM: return "; memory ran out (see the cgroup's memory.max and /proc/sys/vm/overcommit_memory): use fewer processes";
    default: return {};
    }
}

}  // namespace

std::string describe_error(const std::string& what, int error_number) {
    const char* name = strerrorname_np(error_number);
    std::string text = what + ": " + strerrordesc_np(error_number);
    if (name != nullptr) text += std::string(" (") + name + ")";
    return text + advice(error_number);
}

void throw_system_error(const std::string& what, int error_number) {
    throw SystemError(describe_error(what, error_number), error_number);
}

}  // namespace poolscope::base
