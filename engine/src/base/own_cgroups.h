// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::base {

/// How a file's text is had; empty when it cannot be read.
using FileText = std::function<std::optional<std::string>(const std::string& path)>;

/// The text of a real file.
[[nodiscard]] std::optional<std::string> text_of_file(const std::string& path);

/// A control group of this process, one in each hierarchy (cgroups(7)).
struct OwnCgroup {
    std::string controllers;  ///< of version 1: "cpu,cpuacct"; empty: the hierarchy of version 2
    std::string path;         ///< in its mount: "/user.slice/pool"; empty: the root

    [[nodiscard]] bool is_version_2() const noexcept { return controllers.empty(); }
    [[nodiscard]] bool has(std::string_view controller) const;
    /// The path and those of its parents, up to the root's, which is empty.
    [[nodiscard]] std::vector<std::string> with_parents() const;
};

/// What /proc/self/cgroup says. Lines that are none are passed over, also those whose path is no path from the root.
[[nodiscard]] std::vector<OwnCgroup> own_cgroups(const FileText& read);

}  // namespace poolscope::base
