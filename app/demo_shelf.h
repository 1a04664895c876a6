// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace poolscope::app {

/// The files of the demos that came with the program, in their order: from share/poolscope/demos beside the program's folder, or
/// from resources/demos of the source tree in which it was built; then a teacher's own, from poolscope/demos in XDG_DATA_HOME.
[[nodiscard]] std::vector<std::string> demo_files();

/// The folders in which demos are looked for, whether they are there or not.
[[nodiscard]] std::vector<std::string> demo_folders();

/// The file that is meant: a path, or a demo by its number ("3"), its name ("long-tail"), or its file's ("03-long-tail"). Empty:
/// there is none.
[[nodiscard]] std::optional<std::string> find_demo(const std::string& demo);

}  // namespace poolscope::app
