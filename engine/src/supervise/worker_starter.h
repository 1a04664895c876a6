// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/context.h>
#include <poolscope/ids.h>

#include "base/event_loop.h"
#include "base/result.h"
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
        /// EPIPE: the fork server has gone; ECANCELED: it took this request with it as well, after one that failed by EPIPE.
        std::function<void(WorkerId, base::Failure)> failed;
        std::function<void(const std::string& text)> warning;
    };

    /// A fork server that has not answered for `server_patience` while it should hangs (in a module's static initialiser,
    /// say) and is replaced.
    WorkerStarter(base::EventLoop& loop, const lane::HostBell& bell, Context context, Callbacks callbacks,
                  std::chrono::milliseconds server_patience = std::chrono::seconds(30));
    ~WorkerStarter();
    WorkerStarter(const WorkerStarter&) = delete;
    WorkerStarter& operator=(const WorkerStarter&) = delete;

    /// Starts what can be started early: the fork server with its modules. Failures show at the first request.
    void prepare();
    /// Asks for a process on this lane's memory; exactly one of the callbacks follows, perhaps before this returns. The descriptors
    /// stay open until then, or until it is abandoned.
    void request(WorkerId worker, int lane, const StartExtras& extras = {});
    struct Request {
        WorkerId worker;
        int lane = -1;
        StartExtras extras;
    };
    /// Forks them all (whatever the start method is), one right after the other; then one of the callbacks follows for each, in order.
    void fork_all(std::span<const Request> requests);
    /// Forgets a request whose worker is not wanted any more; a process that comes of it is killed.
    void abandon(WorkerId worker);
    /// Ends the fork server. Nothing can be requested afterwards.
    void shut_down();

private:
    [[nodiscard]] base::Result<process::OwnedChild> fork_one(int lane, const StartExtras& extras, std::span<const FdRange> lanes);
    void answer(WorkerId worker, base::Result<process::OwnedChild> child);
    [[nodiscard]] bool ensure_server(std::string& problem);
    void send_requests();
    void wait_for_server();
    void server_readable();
    void server_gone();

    base::EventLoop& loop_;
    const lane::HostBell& bell_;
    Context context_;
    Callbacks callbacks_;
    std::chrono::milliseconds server_patience_;
    std::string executable_;
    std::optional<process::ForkServer> server_;
    std::optional<base::EventLoop::TimerId> server_deadline_;
    std::vector<WorkerId> awaited_;  ///< the fork server has been asked for them
    std::deque<Request> unsent_;     ///< it will be
    bool closed_ = false;
};

}  // namespace poolscope::supervise
