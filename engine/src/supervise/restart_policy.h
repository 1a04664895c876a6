// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace poolscope::supervise {

/// Decides when a slot whose worker has gone gets a new one. Pure: the clock is the caller's.
///
/// A worker that was ready once is replaced at once, however it ended: each such death has cost an item or was somebody's
/// wish, so it is bounded. Workers that end before they are ready count against a limit, over the whole pool and
/// in a row, since nothing else would ever stop them (CPython started 334 processes in 5 s, gh-87472).
/// Starts that the system refuses are tried again for ever, with growing pauses.
class RestartPolicy {
public:
    explicit RestartPolicy(std::uint32_t failed_starts_limit) : limit_(failed_starts_limit) {}

    enum class Decision { Now, Later, Break };
    struct Verdict {
        Decision decision = Decision::Now;
        std::chrono::milliseconds delay{0};
    };

    void worker_ready() noexcept;
    [[nodiscard]] Verdict ended_when_ready() const noexcept;
    [[nodiscard]] Verdict ended_before_ready() noexcept;
    [[nodiscard]] Verdict start_refused() noexcept;

private:
    std::uint32_t limit_;
    std::uint32_t failed_ = 0;
    std::uint32_t refused_ = 0;
};

}  // namespace poolscope::supervise
