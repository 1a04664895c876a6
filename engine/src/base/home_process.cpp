// SPDX-License-Identifier: MIT
#include "base/home_process.h"

#include <mutex>

#include <pthread.h>
#include <unistd.h>

namespace poolscope::base {

std::atomic<std::uint32_t> HomeProcess::forks{0};

HomeProcess::HomeProcess() noexcept {
    static std::once_flag once;
    // Should it be refused for want of memory, the pid alone tells.
    std::call_once(once, [] { static_cast<void>(pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); })); });
    fork_ = forks.load(std::memory_order_relaxed);
    pid_ = getpid();
}

bool HomeProcess::is_surely_elsewhere() const noexcept { return is_elsewhere() || pid_ != getpid(); }

}  // namespace poolscope::base
