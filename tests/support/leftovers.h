// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace poolscope::tests {

/// Proves that nothing is left behind: of what this process has when it is made, it must have no more afterwards. Fewer is no fault:
/// a QThread that has been waited for, say, is counted until the kernel has put it away.
class Leftovers {
public:
    Leftovers();
    /// Waits, with a bound, until children (zombies included), descriptors, threads and names in /dev/shm are no more than before.
    /// Empty, or what was left.
    [[nodiscard]] std::string found() const;

private:
    struct Counts {
        std::size_t children = 0, descriptors = 0, threads = 0, shared_names = 0;
    };
    [[nodiscard]] static Counts count();
    Counts before_;
};

}  // namespace poolscope::tests
