// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/ids.h>

#include "base/event_loop.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "lane/bell.h"
#include "process/child.h"
#include "process/fork_server.h"

namespace poolscope::supervise {

/// What a start is to have beside its lane.
struct StartExtras {
    int output = -1, error = -1;  ///< standard streams, borrowed; -1: the host's
    int refuse_with = 0;          ///< a fault on order: the start fails as if the system had refused it with this errno
};

/// Descriptors with neighbouring numbers.
struct FdRange {
    int first = -1, last = -1;
};

/// Starts worker processes by one start method. fork and spawn answer at once; a fork server answers through the loop.
/// Keeps the fork server alive: one that dies is started again at the next request, and its workers go on.
class WorkerStarter {
public:
    struct Callbacks {
        std::function<void(WorkerId, process::OwnedChild)> started;
        std::function<void(WorkerId, base::Failure)> failed;
        std::function<void(const std::string& text)> warning;
    };

    WorkerStarter(base::EventLoop& loop, const lane::HostBell& bell, Context context, Callbacks callbacks);
    ~WorkerStarter();
    WorkerStarter(const WorkerStarter&) = delete;
    WorkerStarter& operator=(const WorkerStarter&) = delete;

    /// Starts what can be started early: the fork server with its modules. Failures show at the first request.
    void prepare();
    /// Asks for a process on this lane's memory; exactly one of the callbacks follows, perhaps before this returns.
    void request(WorkerId worker, int lane, const StartExtras& extras = {});
    struct Request {
        WorkerId worker;
        int lane = -1;
        StartExtras extras;
    };
    /// Forks them all (whatever the start method is), one right after the other; then one of the callbacks follows for each, in order.
    void fork_all(std::span<const Request> requests);
    /// A process that waits for somebody to make a lane of its memory, and is nobody's worker until then. It is a child of the fork
    /// server, which is the same whenever it is forked, so nobody can tell it from one that was started when it was wanted.
    struct Spare {
        base::UniqueFd lane;
        process::OwnedChild child;
    };
    /// Has the fork server make a spare, if there are not enough; for when a worker is about to leave. Nothing tells of a failure.
    void order_spare();
    /// A living spare for this worker, if there is one. One without a process is on its way: the worker is then asked for, as by
    /// request().
    [[nodiscard]] std::optional<Spare> take_spare(WorkerId worker);
    /// Forgets a request whose worker is not wanted any more; a process that comes of it is killed.
    void abandon(WorkerId worker);
    /// Ends the fork server. Nothing can be requested afterwards.
    void shut_down();

private:
    [[nodiscard]] base::Result<process::OwnedChild> fork_one(int lane, const StartExtras& extras, std::span<const FdRange> lanes);
    void answer(WorkerId worker, base::Result<process::OwnedChild> child);
    [[nodiscard]] bool ensure_server(std::string& problem);
    void server_readable();
    /// Whose answer it is. Empty: nobody's, or a spare's, which is put away.
    [[nodiscard]] std::optional<WorkerId> receiver_of(process::ForkServer::Answer& answer);
    void await(WorkerId worker, std::uint32_t token);
    void server_gone();

    base::EventLoop& loop_;
    const lane::HostBell& bell_;
    Context context_;
    Callbacks callbacks_;
    std::string executable_;
    std::optional<process::ForkServer> server_;
    std::optional<base::EventLoop::TimerId> server_deadline_;
    struct Awaited {
        WorkerId worker;
        std::uint32_t token = 0;
    };
    std::vector<Awaited> awaited_;
    struct OrderedSpare {
        std::uint32_t token = 0;
        base::UniqueFd lane;
    };
    std::vector<OrderedSpare> ordered_spares_;
    std::vector<Spare> spares_;
    std::uint32_t next_spare_ = 0;
    bool closed_ = false;
};

}  // namespace poolscope::supervise
