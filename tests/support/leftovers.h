// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace poolscope::tests {

/// Proves that nothing is left behind: what this process has when it is made is what it must have again afterwards.
class Leftovers {
public:
    Leftovers();
    /// Waits, with a bound, until children (zombies included), descriptors, threads and names in /dev/shm are as before.
    /// Empty, or what was left.
    [[nodiscard]] std::string found() const;

private:
    struct Counts {
        std::size_t children = 0, descriptors = 0, threads = 0, shared_names = 0;
        bool operator==(const Counts&) const = default;
    };
    [[nodiscard]] static Counts count();
    Counts before_;
};

}  // namespace poolscope::tests
