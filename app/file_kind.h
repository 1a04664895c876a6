// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace poolscope::app {

/// Whether a file is a trace, by its first record; what cannot be read is none.
[[nodiscard]] bool is_trace(const std::string& file);
/// Whether a file that is to be written is one of those that are read: itself, or in the folder of a run.
[[nodiscard]] bool is_one_of(const std::string& file, std::span<const std::string> read);

}  // namespace poolscope::app
