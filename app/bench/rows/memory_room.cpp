// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory_room.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

#include "row.h"

namespace poolscope::bench {

namespace {

std::optional<double> number_in(const std::string& path) {
    std::ifstream file(path);
    double number = 0;
    return file >> number ? std::optional(number) : std::nullopt;  // "max" is none
}

double of_machine() {
    std::ifstream file("/proc/meminfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("MemAvailable:")) return std::stod(line.substr(13)) * 1024;
    }
    return 0;
}

/// What the control groups (version 2) leave; files that were read count as used, so that this is too little rather than too much.
double of_control_groups() {
    double room = 1e18;
    std::ifstream file("/proc/self/cgroup");
    std::string path;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("0::/")) path = line.substr(3);
    }
    for (; path.size() > 1; path.erase(path.rfind('/'))) {
        const auto most = number_in("/sys/fs/cgroup" + path + "/memory.max");
        const auto used = number_in("/sys/fs/cgroup" + path + "/memory.current");
        if (most && used) room = std::min(room, *most - *used);
    }
    return room;
}

}  // namespace

void require_memory(std::size_t bytes) {
    const double room = std::min(of_machine(), of_control_groups());
    if (room >= static_cast<double>(bytes)) return;
    std::ostringstream text;
    text.precision(3);
    text << "it needs " << static_cast<double>(bytes) * 1e-9 << " GB of memory, and " << std::max(room, 0.0) * 1e-9 << " GB are left";
    throw CannotMeasure(text.str());
}

}  // namespace poolscope::bench
