// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope {

namespace detail {
class PoolCore;
}

/// Somebody who watches over a pool from its beginning to its end: what <poolscope/monitor.h> gives is one. For one pool.
class PoolMonitor {
public:
    PoolMonitor() = default;
    PoolMonitor(const PoolMonitor&) = delete;
    PoolMonitor& operator=(const PoolMonitor&) = delete;
    virtual ~PoolMonitor() = default;

    /// Before the pool is made: the file that its trace goes to. May throw SystemError, which the pool's constructor passes on.
    [[nodiscard]] virtual std::string trace_file() = 0;
    /// For the trace's first record.
    [[nodiscard]] virtual std::string title() const = 0;
    /// The pool runs, and can be ordered about until pool_goes(). May throw, as trace_file() may.
    virtual void pool_runs(detail::PoolCore& pool) = 0;
    /// No worker is left, and the trace is written to its end. The pool's own thread.
    virtual void pool_ended() noexcept = 0;
    /// The pool is not to be touched any more when this returns.
    virtual void pool_goes() noexcept = 0;
};

}  // namespace poolscope
