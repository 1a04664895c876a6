// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

#include "base/pause_briefly.h"

namespace poolscope::base {

/// Holds a mutex that everybody holds for some nanoseconds only: to sleep until it is free, and to wake who sleeps, would take a
/// thousand times as long as to try again.
class BriefLock {
public:
    explicit BriefLock(std::mutex& mutex) : mutex_(mutex) {
        for (int attempt = 0; !mutex_.try_lock(); ++attempt) {
            if (attempt < kTries) {
                pause_briefly();
                continue;
            }
            // Its holder was interrupted, perhaps for this thread.
            mutex_.lock();
            break;
        }
    }
    ~BriefLock() { mutex_.unlock(); }
    BriefLock(const BriefLock&) = delete;
    BriefLock& operator=(const BriefLock&) = delete;

private:
    static constexpr int kTries = 200;
    std::mutex& mutex_;
};

}  // namespace poolscope::base
