// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/machine.h"

#include <array>
#include <ctime>
#include <fstream>

#include <sys/utsname.h>

#include <poolscope/context.h>

namespace poolscope::bench {

namespace {

/// What follows the separator in the first line that begins with `key`.
std::string value_in(const char* path, const std::string& key, char separator) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key)) continue;
        std::string value = line.substr(line.find(separator) + 1);
        const auto first = value.find_first_not_of(" \"");
        const auto last = value.find_last_not_of(" \"");
        return first == std::string::npos ? std::string() : value.substr(first, last - first + 1);
    }
    return {};
}

}  // namespace

Machine this_machine() {
    Machine machine;
    machine.processor = value_in("/proc/cpuinfo", "model name", ':');
    if (machine.processor.empty()) machine.processor = value_in("/proc/cpuinfo", "Model", ':');
    machine.processors = usable_cpus().count;
    utsname system{};
    if (::uname(&system) == 0) machine.kernel = std::string(system.sysname) + " " + system.release;
    machine.distribution = value_in("/etc/os-release", "PRETTY_NAME", '=');
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    std::array<char, 32> text{};
    if (::localtime_r(&now, &local) != nullptr && std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local) > 0)
        machine.date = text.data();
    return machine;
}

}  // namespace poolscope::bench
