// SPDX-License-Identifier: MIT
#include "supervise/worker_starter.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "base/posix_error.h"
#include "process/worker_start.h"
#include "supervise/worker_limits.h"
#include "worker/worker_entry.h"

namespace poolscope::supervise {
namespace {

/// So many requests are with the fork server at a time. They and their answers fit into the buffers of its socket: it never
/// waits for this process, nor this one for it.
constexpr std::size_t kMostAwaited = 64;

/// In a forked worker: only async-signal-safe calls.
void close_all_but(int own, const FdRange& range) noexcept {
    const auto close_from_to = [](int first, int last) {
        if (first <= last) static_cast<void>(::close_range(static_cast<unsigned>(first), static_cast<unsigned>(last), 0));
    };
    const bool is_in = own >= range.first && own <= range.last;
    close_from_to(range.first, is_in ? own - 1 : range.last);
    if (is_in) close_from_to(own + 1, range.last);
}

base::Failure refusal(const char* call, const StartExtras& extras) {
    return base::Failure{base::describe_error(std::string("cannot start a worker: ") + call, extras.refuse_with), extras.refuse_with};
}

}  // namespace

WorkerStarter::WorkerStarter(base::EventLoop& loop, const lane::HostBell& bell, Context context, Callbacks callbacks,
                             std::chrono::milliseconds server_patience)
    : loop_(loop), bell_(bell), context_(std::move(context)), callbacks_(std::move(callbacks)), server_patience_(server_patience),
      executable_(context_.executable().empty() ? process::own_executable() : context_.executable()) {}

WorkerStarter::~WorkerStarter() { shut_down(); }

void WorkerStarter::prepare() {
    std::string ignored;
    if (context_.start_method() == StartMethod::ForkServer) static_cast<void>(ensure_server(ignored));
}

base::Result<process::OwnedChild> WorkerStarter::fork_one(int lane, const StartExtras& extras, std::span<const FdRange> lanes) {
    if (extras.refuse_with != 0) return refusal("fork", extras);
    const process::WorkerDescriptors descriptors{lane, bell_.memory_fd(), bell_.event_fd(), extras.output, extras.error};
    return process::start_by_fork([&descriptors, lanes] {
        for (const FdRange& range : lanes) close_all_but(descriptors.lane, range);
        worker::run_forked_worker(descriptors);
    });
}

void WorkerStarter::answer(WorkerId worker, base::Result<process::OwnedChild> child) {
    if (child) callbacks_.started(worker, std::move(child.value()));
    else callbacks_.failed(worker, child.failure());
}

void WorkerStarter::fork_all(std::span<const Request> requests) {
    std::vector<base::Result<process::OwnedChild>> children;
    children.reserve(requests.size());
    // A worker that had the lanes of others as well would keep their memory when they are gone.
    std::vector<FdRange> lanes;
    for (const Request& request : requests) {
        if (lanes.empty() || lanes.back().last + 1 != request.lane) lanes.push_back({request.lane, request.lane});
        else lanes.back().last = request.lane;
    }
    for (const Request& request : requests) children.push_back(fork_one(request.lane, request.extras, lanes));
    for (std::size_t i = 0; i < requests.size(); ++i) answer(requests[i].worker, std::move(children[i]));
}

void WorkerStarter::request(WorkerId worker, int lane, const StartExtras& extras) {
    const process::WorkerDescriptors descriptors{lane, bell_.memory_fd(), bell_.event_fd(), extras.output, extras.error};
    switch (context_.start_method()) {
    case StartMethod::Fork: return answer(worker, fork_one(lane, extras, {}));
    case StartMethod::Spawn:
        if (extras.refuse_with != 0) return answer(worker, refusal("posix_spawn", extras));
        return answer(worker, process::start_by_spawn(executable_, descriptors));
    case StartMethod::ForkServer: break;
    }
    std::string problem;
    if (!ensure_server(problem)) {
        callbacks_.failed(worker, {problem, EAGAIN});
        return;
    }
    unsent_.push_back({worker, lane, extras});
    send_requests();
}

/// What the server has room for; the rest goes as answers come.
void WorkerStarter::send_requests() {
    while (server_ && !unsent_.empty() && awaited_.size() < kMostAwaited) {
        const Request& next = unsent_.front();
        const WorkerId worker = next.worker;
        const bool is_sent = server_->request_worker(
            {worker.value, next.lane, next.extras.output, next.extras.error, next.extras.refuse_with});
        // An answer, or that the server has gone, leads here again.
        if (!is_sent && !awaited_.empty()) return;
        unsent_.pop_front();
        if (!is_sent) {
            callbacks_.failed(worker, {"the fork server takes no more requests at the moment", EAGAIN});
            continue;
        }
        awaited_.push_back(worker);
        if (!server_deadline_) wait_for_server();
    }
}

/// Counts the time for an answer anew, or ends that when there is nothing to wait for.
void WorkerStarter::wait_for_server() {
    if (server_deadline_) loop_.cancel_timer(*std::exchange(server_deadline_, std::nullopt));
    if (awaited_.empty() && unsent_.empty()) return;
    server_deadline_ = loop_.add_timer(std::chrono::steady_clock::now() + server_patience_, [this] {
        server_deadline_.reset();
        callbacks_.warning("the fork server did not answer for " + seconds_text(server_patience_) + " and was replaced");
        server_gone();
    });
}

void WorkerStarter::abandon(WorkerId worker) {
    std::erase(awaited_, worker);
    std::erase_if(unsent_, [worker](const Request& request) { return request.worker == worker; });
    if (awaited_.empty() && unsent_.empty()) wait_for_server();
}

bool WorkerStarter::ensure_server(std::string& problem) {
    if (server_) return true;
    if (closed_) {
        problem = "the pool has shut its fork server down";
        return false;
    }
    auto server = process::ForkServer::start(executable_, bell_.memory_fd(), bell_.event_fd());
    if (!server) {
        problem = server.failure().message;
        return false;
    }
    try {
        loop_.add_fd(server.value().socket(), EPOLLIN, [this](std::uint32_t) { server_readable(); });
    } catch (const SystemError& error) {
        problem = error.what();
        return false;  // `server` ends it
    }
    server_ = std::move(server.value());
    for (const std::string& path : context_.modules())
        if (!server_->request_module(path)) callbacks_.warning("the fork server does not load " + path);
    return true;
}

void WorkerStarter::server_readable() {
    bool gone = false;
    std::vector<process::ForkServer::Answer> answers = server_->receive(gone);
    // One that answers does not hang, however many are still to come.
    if (!answers.empty()) wait_for_server();
    for (process::ForkServer::Answer& answer : answers) {
        using Kind = process::ForkServer::Answer::Kind;
        if (answer.kind == Kind::ModuleLoaded) continue;
        if (answer.kind == Kind::ModuleFailed) {
            callbacks_.warning("the fork server cannot preload a module: " + answer.message);
            continue;
        }
        const WorkerId worker{answer.token};
        // One that is not awaited any more was abandoned: its OwnedChild ends the process when it goes out of scope.
        if (std::find(awaited_.begin(), awaited_.end(), worker) == awaited_.end()) continue;
        abandon(worker);
        if (answer.kind == Kind::Started) callbacks_.started(worker, std::move(answer.child));
        else callbacks_.failed(worker, {answer.message, answer.error_number});
    }
    if (gone && server_) server_gone();
    else send_requests();
}

void WorkerStarter::server_gone() {
    loop_.remove_fd(server_->socket());
    server_.reset();
    if (server_deadline_) loop_.cancel_timer(*std::exchange(server_deadline_, std::nullopt));
    // Requests that it took with it fail; whoever asked asks again, which starts a new server. It failed once, not once for each.
    int error = EPIPE;
    for (const WorkerId worker : std::exchange(awaited_, {}))
        callbacks_.failed(worker, {"the fork server is gone", std::exchange(error, ECANCELED)});
    // What it had no room for yet is for the next one.
    std::string problem;
    if (!unsent_.empty() && !ensure_server(problem)) {
        for (const Request& request : std::exchange(unsent_, {})) callbacks_.failed(request.worker, {problem, EAGAIN});
    }
    send_requests();
}

void WorkerStarter::shut_down() {
    closed_ = true;
    awaited_.clear();
    unsent_.clear();
    if (server_deadline_) loop_.cancel_timer(*std::exchange(server_deadline_, std::nullopt));
    if (!server_) return;
    loop_.remove_fd(server_->socket());
    server_.reset();
}

}  // namespace poolscope::supervise
