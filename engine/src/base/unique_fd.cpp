// SPDX-License-Identifier: MIT
#include "base/unique_fd.h"

#include <unistd.h>

namespace poolscope::base {

void UniqueFd::reset() noexcept {
    if (fd_ >= 0) {
        // close(2): on Linux the descriptor is gone even when close is interrupted, so it is never retried. What a failed
        // close would tell of unwritten data is learned by whoever wrote (the trace writer checks its own writes).
        ::close(fd_);
        fd_ = -1;
    }
}

}  // namespace poolscope::base
