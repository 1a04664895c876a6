// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolscope::app {

/// Keeps the store within the limits that were set in the window, else within those of StoreLimits: old runs go that nobody has pinned, named
/// or noted, never those of `just_kept`, and it is said on standard error. Another folder than the window's has no bound.
void make_room_in_store(const std::string& folder, const std::vector<std::string>& just_kept) noexcept;

}  // namespace poolscope::app
