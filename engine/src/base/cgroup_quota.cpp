// SPDX-License-Identifier: MIT
#include "base/cgroup_quota.h"

#include <algorithm>
#include <sstream>
#include <string>

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

void version_2(const FileText& read, const OwnCgroup& group, std::optional<double>& least) {
    for (const std::string& path : group.with_parents()) {
        const auto text = read("/sys/fs/cgroup" + path + "/cpu.max");
        if (!text) continue;
        std::istringstream in(*text);
        std::string quota;
        double period = 0;
        if (!(in >> quota >> period) || quota == "max" || period <= 0) continue;
        if (const auto value = number(quota)) take_least(least, *value / period);
    }
}

void version_1(const FileText& read, const OwnCgroup& group, std::optional<double>& least) {
    for (const std::string mount : {"/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct"}) {
        for (const std::string& path : group.with_parents()) {
            const auto quota = number(read(mount + path + "/cpu.cfs_quota_us"));
            const auto period = number(read(mount + path + "/cpu.cfs_period_us"));
            if (quota && period && *quota > 0 && *period > 0) take_least(least, *quota / *period);
        }
    }
}

}  // namespace

std::optional<double> cgroup_cpu_quota(const FileText& read) {
    std::optional<double> least;
    for (const OwnCgroup& group : own_cgroups(read)) {
        if (group.is_version_2()) version_2(read, group, least);
        else if (group.has("cpu")) version_1(read, group, least);
    }
    return least;
}

std::optional<double> cgroup_cpu_quota() { return cgroup_cpu_quota(text_of_file); }

}  // namespace poolscope::base
