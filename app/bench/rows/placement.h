// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <sched.h>

namespace poolscope::bench {

/// Keeps the calling thread, and what it starts, on the first processor that it may use; ends that when it goes.
class OnOneProcessor {
public:
    /// Does nothing when not wanted.
    explicit OnOneProcessor(bool is_wanted);
    OnOneProcessor(const OnOneProcessor&) = delete;
    OnOneProcessor& operator=(const OnOneProcessor&) = delete;
    ~OnOneProcessor();

private:
    bool is_wanted_;
    cpu_set_t before_{};
};

/// How many processors this program could use when it started.
[[nodiscard]] int processors_at_start();
/// Puts a process on the last processor of the machine that this program could use when it started. Throws std::runtime_error.
void move_to_other_processor(std::int32_t pid);

}  // namespace poolscope::bench
