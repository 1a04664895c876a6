// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/ids.h>
#include <poolscope/trace.h>

#include "base/event_loop.h"
#include "supervise/batch.h"

namespace poolscope::trace {
class Writer;
}

namespace poolscope::supervise {

/// What the pool is to be, every default filled in and every value checked.
struct PoolConfiguration {
    std::uint32_t processes = 1;
    std::string processes_reason;            ///< empty when the caller gave the number
    std::string initializer;                 ///< registered name; empty: none
    std::vector<std::byte> initargs;         ///< encoded list of arguments
    std::optional<std::uint64_t> maxtasksperchild;
    Context context{StartMethod::ForkServer};
    std::chrono::milliseconds terminate_grace{500};  ///< between SIGTERM and SIGKILL
    std::uint32_t failed_starts_limit = 3;   ///< consecutive failed initializers after which the pool is broken
};

/// The parent of the workers: starts, feeds, watches and buries them. One thread, the loop's, for everything here and
/// every call back.
class Supervisor {
public:
    using EndedCallback = std::function<void()>;

    /// `writer` may be null (no trace) and is borrowed, as is the loop.
    Supervisor(base::EventLoop& loop, PoolConfiguration configuration, trace::Writer* writer);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    /// Starts the workers. Throws SystemError, with everything rolled back, when not one can be started.
    void start();

    /// Throws ValueError "Pool not running" after close or terminate, BrokenPoolError when broken.
    BatchId submit(BatchRequest request);
    /// The batch's source answered NotYet before and has more now. Unknown batches are ignored.
    void source_ready(BatchId batch);

    /// No new work; ends when everything is done. Nothing happens the second time.
    void close();
    /// Drops what is left (its items end as cancelled), ends the workers now: SIGTERM, then SIGKILL after the grace.
    void terminate();
    [[nodiscard]] trace::PoolPhase phase() const noexcept;
    /// Why the pool is broken.
    [[nodiscard]] const std::string& phase_message() const noexcept;
    /// Called once, when the last worker is gone after close, terminate or breaking. It must not destroy the supervisor.
    void set_on_ended(EndedCallback callback);

    /// Sends a signal to a living worker. Throws ValueError that names what is wrong (no such worker, ended, bad signal).
    void kill_worker(WorkerId worker, int signal);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope::supervise
