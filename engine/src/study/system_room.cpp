// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include <dirent.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/context.h>
#include <poolscope/cost_estimate.h>

#include "base/own_cgroups.h"

namespace poolscope::study {
namespace {

std::optional<std::uint64_t> number_in(const std::string& path) {
    std::ifstream file(path);
    std::uint64_t value = 0;
    if (!(file >> value)) return {};  // "max", or no such file
    return value;
}

/// Threads of this user, which is what RLIMIT_NPROC counts (getrlimit(2)); about: processes are counted, whose threads are few.
std::uint64_t processes_of_this_user() {
    DIR* folder = ::opendir("/proc");
    if (folder == nullptr) return 0;
    std::uint64_t count = 0;
    const uid_t self = ::getuid();
    while (const dirent* entry = ::readdir(folder)) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
        struct stat status {};
        if (::fstatat(::dirfd(folder), entry->d_name, &status, 0) == 0 && status.st_uid == self) ++count;
    }
    ::closedir(folder);
    return count;
}

void take_least(SystemRoom& room, std::uint64_t limit, std::uint64_t used, const char* name) {
    const std::uint64_t left = limit > used ? limit - used : 0;
    if (room.processes && *room.processes <= left) return;
    room.processes = left;
    room.processes_limit = name;
}

void ask_control_groups(SystemRoom& room) {
    for (const base::OwnCgroup& group : base::own_cgroups(base::text_of_file)) {
        if (!group.is_version_2() && !group.has("pids")) continue;
        const std::string mount = group.is_version_2() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";
        for (const std::string& path : group.with_parents()) {
            const auto limit = number_in(mount + path + "/pids.max"), used = number_in(mount + path + "/pids.current");
            if (limit) take_least(room, *limit, used.value_or(0), "pids.max of the control group");
        }
    }
}

}  // namespace

SystemRoom this_system() {
    SystemRoom room;
    room.cores = usable_cpus().count;
    struct rlimit limit {};
    // It does not hold for root (getrlimit(2)).
    if (::geteuid() != 0 && ::getrlimit(RLIMIT_NPROC, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        take_least(room, limit.rlim_cur, processes_of_this_user(), "RLIMIT_NPROC");
    ask_control_groups(room);
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) room.descriptors = limit.rlim_cur;
    std::ifstream memory("/proc/meminfo");
    for (std::string line; std::getline(memory, line);) {
        if (line.rfind("MemAvailable:", 0) != 0) continue;
        std::istringstream rest(line.substr(13));
        std::uint64_t kibibytes = 0;
        if (rest >> kibibytes) room.memory_bytes = kibibytes * 1024;
    }
    return room;
}

}  // namespace poolscope::study
