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
    std::ifstream own("/proc/self/cgroup");
    for (std::string line; std::getline(own, line);) {
        const auto first = line.find(':');
        const auto second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const bool is_version_2 = controllers == ",,";
        if (!is_version_2 && controllers.find(",pids,") == std::string::npos) continue;
        const std::string mount = is_version_2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";
        for (std::string path = line.substr(second + 1);; path = path.substr(0, path.find_last_of('/'))) {
            const std::string folder = mount + (path == "/" ? "" : path);
            const auto limit = number_in(folder + "/pids.max"), used = number_in(folder + "/pids.current");
            if (limit) take_least(room, *limit, used.value_or(0), "pids.max of the control group");
            if (path.empty() || path == "/") break;
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
