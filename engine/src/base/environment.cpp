// SPDX-License-Identifier: MIT
#include <poolscope/environment.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <poolscope/context.h>
#include <poolscope/version.h>

#include "base/cgroup_quota.h"
#include "base/environment_files.h"
#include "base/unique_fd.h"

namespace poolscope {
namespace base {
namespace {

/// More than any of these files needs. Of /proc/cpuinfo the first processor is enough, and the kernel takes long to write
/// down hundreds of them.
constexpr std::size_t kMostBytes = 4096;

std::optional<std::string> beginning_of(const std::string& path) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return {};
    std::string text(kMostBytes, '\0');
    const ssize_t size = ::read(file.get(), text.data(), text.size());
    if (size < 0) return {};
    text.resize(static_cast<std::size_t>(size));
    return text;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n\"";
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

/// What follows the separator in the first line that begins with `key`.
std::string value_of(const std::optional<std::string>& text, std::string_view key, char separator) {
    if (!text) return {};
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(key)) continue;
        if (const auto at = line.find(separator); at != std::string::npos) return trimmed(std::string_view(line).substr(at + 1));
    }
    return {};
}

template <class Number> std::optional<Number> number_of(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end == text.data()) return {};
    return value;
}

std::string cpu_model(const FileText& read) {
    const auto text = read("/proc/cpuinfo");
    // Arm has no "model name"; boards name themselves at the end.
    for (const char* key : {"model name", "cpu model", "Hardware", "Model"})
        if (std::string value = value_of(text, key, ':'); !value.empty()) return value;
    return {};
}

}  // namespace

std::optional<int> count_of_cpu_list(const std::string& list) {
    int count = 0;
    std::istringstream parts(trimmed(list));
    for (std::string part; std::getline(parts, part, ',');) {
        const auto first = number_of<int>(part);
        if (!first || *first < 0) return {};
        const auto dash = part.find('-');
        const auto last = dash == std::string::npos ? first : number_of<int>(std::string_view(part).substr(dash + 1));
        if (!last || *last < *first || *last > 1'000'000) return {};
        count += *last - *first + 1;
    }
    return count > 0 ? std::optional(count) : std::nullopt;
}

std::optional<std::uint64_t> cgroup_memory_limit(const FileText& read) {
    std::optional<std::uint64_t> least;
    for (const OwnCgroup& group : own_cgroups(read)) {
        if (!group.is_version_2() && !group.has("memory")) continue;
        const std::string mount = group.is_version_2() ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
        const char* const file = group.is_version_2() ? "/memory.max" : "/memory.limit_in_bytes";
        for (const std::string& path : group.with_parents()) {
            // "max", or a number that is greater than any memory (version 1), is no limit.
            const auto bytes = number_of<std::uint64_t>(trimmed(read(mount + path + file).value_or("")));
            if (bytes && *bytes < std::uint64_t{1} << 60) least = std::min(least.value_or(*bytes), *bytes);
        }
    }
    return least;
}

Environment environment_from(const FileText& read) {
    Environment found;
    found.cpu_model = cpu_model(read);
    if (const auto online = read("/sys/devices/system/cpu/online")) found.logical_cpus = count_of_cpu_list(*online);
    found.affinity = value_of(read("/proc/self/status"), "Cpus_allowed_list", ':');
    if (const auto load = read("/proc/loadavg")) {
        std::istringstream numbers(*load);
        double one = 0, five = 0, fifteen = 0;
        if (numbers >> one >> five >> fifteen) {
            found.load_1_minute = one;
            found.load_5_minutes = five;
            found.load_15_minutes = fifteen;
        }
    }
    found.governor = trimmed(read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").value_or(""));
    found.cgroup_cpus = cgroup_cpu_quota(read);
    found.cgroup_memory_bytes = cgroup_memory_limit(read);
    // "MemTotal:  16384 kB", where kB means 1024 bytes (proc(5)).
    if (const auto kib = number_of<std::uint64_t>(value_of(read("/proc/meminfo"), "MemTotal", ':')))
        found.memory_bytes = *kib * 1024;
    found.kernel = trimmed(read("/proc/sys/kernel/osrelease").value_or(""));
    found.distribution = value_of(read("/etc/os-release"), "PRETTY_NAME", '=');
    return found;
}

}  // namespace base

Environment this_environment() {
    Environment found = base::environment_from(base::beginning_of);
    found.usable_cpus = usable_cpus().count;
    found.poolscope = kVersion;
    return found;
}

}  // namespace poolscope
