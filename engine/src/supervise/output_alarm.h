// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "base/unique_fd.h"

namespace poolscope::supervise {

/// Tells of the next write to a file of output (inotify(7)), so that an idle pool need not look at its workers' files in case a
/// thread or a program that some task has left behind writes to them.
class OutputAlarm {
public:
    /// Without inotify (there is a limit for each user) nothing can be watched.
    OutputAlarm();

    /// Readable when somebody has written. -1: nothing can be watched.
    [[nodiscard]] int fd() const noexcept { return fd_.get(); }
    /// Watches for one write to the file of this descriptor; the number that heard() will call back with. -1: this file cannot be
    /// watched. What was written before is not told of: look at the file after this.
    [[nodiscard]] int watch(int file) noexcept;
    /// Nothing can be watched from now on.
    void give_up() noexcept { fd_.reset(); }
    /// Takes what has come: calls back with the number of each watch that is over.
    void heard(const std::function<void(int watch)>& over);

private:
    base::UniqueFd fd_;
};

}  // namespace poolscope::supervise
