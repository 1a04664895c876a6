// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Sizes and times as people type them.
namespace poolscope {

/// "4096", "200MiB", "1.5 GiB", "64 kB", "2G": bytes. KiB, MiB, GiB, TiB and K, M, G, T alone are powers of 1024, kB, MB, GB,
/// TB of 1000; case does not matter. Empty for anything else, also for what is no whole number of bytes or does
/// not fit.
[[nodiscard]] std::optional<std::uint64_t> bytes_from_text(std::string_view text);

/// "0.5", "1.5s", "500ms", "200us", "2min", "1h": seconds. Empty for anything else; the sign is not judged.
[[nodiscard]] std::optional<double> seconds_from_text(std::string_view text);

}  // namespace poolscope
