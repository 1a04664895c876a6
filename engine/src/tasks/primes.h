// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace poolscope::tasks {

/// Exact for every 64-bit number.
[[nodiscard]] bool is_prime_number(std::uint64_t n) noexcept;

}  // namespace poolscope::tasks
