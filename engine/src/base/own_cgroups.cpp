// SPDX-License-Identifier: MIT
#include "base/own_cgroups.h"

#include <fstream>
#include <iterator>
#include <sstream>

namespace poolscope::base {

std::optional<std::string> text_of_file(const std::string& path) {
    std::ifstream in(path);
    if (!in) return {};
    return std::string(std::istreambuf_iterator<char>(in), {});
}

bool OwnCgroup::has(std::string_view controller) const {
    return ("," + controllers + ",").find("," + std::string(controller) + ",") != std::string::npos;
}

std::vector<std::string> OwnCgroup::with_parents() const {
    std::vector<std::string> all{path};
    while (!all.back().empty()) all.push_back(all.back().substr(0, all.back().find_last_of('/')));
    return all;
}

std::vector<OwnCgroup> own_cgroups(const FileText& read) {
    std::vector<OwnCgroup> all;
    std::istringstream lines(read("/proc/self/cgroup").value_or(""));
    // Lines are "id:controllers:path"; version 2 is "0::path".
    for (std::string line; std::getline(lines, line);) {
        const auto first = line.find(':');
        const auto second = first == std::string::npos ? first : line.find(':', first + 1);
        if (second == std::string::npos || line[second + 1] != '/') continue;
        const std::string path = line.substr(second + 1);
        all.push_back({line.substr(first + 1, second - first - 1), path == "/" ? "" : path});
    }
    return all;
}

}  // namespace poolscope::base
