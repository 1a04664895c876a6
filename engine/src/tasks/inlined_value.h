// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <poolscope/large_value.h>

namespace poolscope::tasks {

/// Appends the value with its large parts in it, as it stands in a trace. False, and nothing is appended, when it cannot be: a
/// damaged value, a part over 4 GiB.
[[nodiscard]] bool append_inlined(std::vector<std::byte>& out, std::span<const std::byte> value, const detail::LargeSource& large);

}  // namespace poolscope::tasks
