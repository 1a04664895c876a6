// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <csignal>

namespace poolscope::app {

/// While it lives, SIGINT, SIGTERM and SIGHUP do not end the program but make a descriptor readable, so that the host
/// is shut down in order and nothing is left behind. One at a time, on the main thread.
class Interruption {
public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    /// For poll.
    [[nodiscard]] int descriptor() const noexcept { return fd_; }
    /// The number of a signal that came; empty when none has.
    [[nodiscard]] std::optional<int> take();

private:
    sigset_t before_{};
    int fd_ = -1;
};

}  // namespace poolscope::app
