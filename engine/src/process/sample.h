// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <sys/types.h>

namespace poolscope::process {

/// What the kernel tells of a process from outside, from /proc/PID/stat (proc(5)).
struct Sample {
    char state = '?';  ///< R, S, D, T (stopped), Z, ...
    std::int64_t cpu_ns = 0;
    std::uint64_t rss_bytes = 0;
    int threads = 0;

    /// By a signal, or held by a debugger.
    [[nodiscard]] bool is_stopped() const noexcept { return state == 'T' || state == 't'; }
};

[[nodiscard]] std::optional<Sample> parse_stat(std::string_view text, std::int64_t ticks_per_second, std::uint64_t page_bytes);
/// Empty when there is no such process (any more).
[[nodiscard]] std::optional<Sample> sample_process(pid_t pid);

}  // namespace poolscope::process
