// SPDX-License-Identifier: MIT
#include "base/cgroup_kills.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace poolscope::base {
namespace {

/// Files that may count for a group. Inside a container its path may be the host's, while the mount shows the container's own group
/// as its root.
std::vector<std::string> candidates(const OwnCgroup& group) {
    if (group.is_version_2())
        return {"/sys/fs/cgroup" + group.path + "/memory.events", "/sys/fs/cgroup/unified" + group.path + "/memory.events",
                "/sys/fs/cgroup/memory.events"};
    if (group.has("memory")) return {"/sys/fs/cgroup/memory" + group.path + "/memory.oom_control", "/sys/fs/cgroup/memory/memory.oom_control"};
    return {};
}

}  // namespace

CgroupKills::CgroupKills() : CgroupKills(text_of_file) {
    if (path_.empty()) return;
    UniqueFd file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (file) file_ = std::make_shared<const UniqueFd>(std::move(file));
}

CgroupKills::CgroupKills(FileText read) : read_(std::move(read)) {
    for (const OwnCgroup& group : own_cgroups(read_)) {
        for (const std::string& path : candidates(group)) {
            const auto text = read_(path);
            if (!text || !parse_oom_kills(*text)) continue;
            path_ = path;
            return;
        }
    }
}

std::optional<std::uint64_t> CgroupKills::count() const {
    if (path_.empty()) return {};
    if (file_) {
        std::array<char, 1024> text{};
        // From its beginning: the kernel writes it anew for each reader that begins.
        const ssize_t size = ::pread(file_->get(), text.data(), text.size(), 0);
        if (size > 0) return parse_oom_kills({text.data(), static_cast<std::size_t>(size)});
    }
    const auto text = read_(path_);
    return text ? parse_oom_kills(*text) : std::nullopt;
}

std::optional<std::uint64_t> parse_oom_kills(std::string_view text) noexcept {
    constexpr std::string_view kName = "oom_kill ";
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.substr(0, kName.size()) != kName) continue;
        line.remove_prefix(kName.size());
        std::uint64_t number = 0;
        if (std::from_chars(line.data(), line.data() + line.size(), number).ec == std::errc()) return number;
    }
    return {};
}

}  // namespace poolscope::base
