// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <signal.h>

#include "base/event_loop.h"
#include "base/unique_fd.h"

namespace poolscope::host {

/// SIGINT, SIGTERM and SIGHUP as events of the loop (signalfd(2)). Blocked in this thread as long as the object lives:
/// make it before anything else starts threads or children.
class HostSignals {
public:
    using OnSignal = std::function<void(int signal)>;

    /// The loop is borrowed. Throws SystemError.
    HostSignals(base::EventLoop& loop, OnSignal on_signal);
    HostSignals(const HostSignals&) = delete;
    HostSignals& operator=(const HostSignals&) = delete;
    ~HostSignals();

private:
    void take();

    base::EventLoop& loop_;
    OnSignal on_signal_;
    sigset_t before_{};
    base::UniqueFd fd_;
};

}  // namespace poolscope::host
