// SPDX-License-Identifier: MIT
#include "base/cgroup_quota.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace poolscope::base {
namespace {

void take_least(std::optional<double>& least, double quota) {
    if (quota > 0) least = least ? std::min(*least, quota) : quota;
}

std::optional<double> number(const std::optional<std::string>& text) {
    if (!text) return {};
    std::istringstream in(*text);
    double value = 0;
    if (!(in >> value)) return {};
    return value;
}

/// The folder and each of its parents up to the mount point.
template <class Visit>
void for_each_ancestor(const std::string& mount, std::string path, const Visit& visit) {
    while (true) {
        visit(mount + (path == "/" ? "" : path));
        const auto slash = path.find_last_of('/');
        if (path.size() <= 1 || slash == std::string::npos) return;
        path = slash == 0 ? "/" : path.substr(0, slash);
    }
}

void version_2(const FileText& read, const std::string& path, std::optional<double>& least) {
    for_each_ancestor("/sys/fs/cgroup", path, [&](const std::string& folder) {
        const auto text = read(folder + "/cpu.max");
        if (!text) return;
        std::istringstream in(*text);
        std::string quota;
        double period = 0;
        if (!(in >> quota >> period) || quota == "max" || period <= 0) return;
        if (const auto value = number(quota)) take_least(least, *value / period);
    });
}

void version_1(const FileText& read, const std::string& path, std::optional<double>& least) {
    for (const char* mount : {"/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct"}) {
        for_each_ancestor(mount, path, [&](const std::string& folder) {
            const auto quota = number(read(folder + "/cpu.cfs_quota_us"));
            const auto period = number(read(folder + "/cpu.cfs_period_us"));
            if (quota && period && *quota > 0 && *period > 0) take_least(least, *quota / *period);
        });
    }
}

}  // namespace

std::optional<double> cgroup_cpu_quota(const FileText& read) {
    const auto own = read("/proc/self/cgroup");
    if (!own) return {};
    std::optional<double> least;
    std::istringstream lines(*own);
    // Lines are "id:controllers:path"; version 2 is "0::path" (cgroups(7)).
    for (std::string line; std::getline(lines, line);) {
        const auto first = line.find(':');
        const auto second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const std::string path = line.substr(second + 1);
        if (controllers == ",,") version_2(read, path, least);
        if (controllers.find(",cpu,") != std::string::npos) version_1(read, path, least);
    }
    return least;
}

std::optional<double> cgroup_cpu_quota() {
    return cgroup_cpu_quota([](const std::string& path) -> std::optional<std::string> {
        std::ifstream in(path);
        if (!in) return {};
        return std::string(std::istreambuf_iterator<char>(in), {});
    });
}

}  // namespace poolscope::base
