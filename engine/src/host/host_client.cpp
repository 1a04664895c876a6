// SPDX-License-Identifier: MIT
#include <poolscope/host_client.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "base/posix_error.h"
#include "base/unique_fd.h"
#include "host/call_lines.h"
#include "host/host_process.h"
#include "host/line_stream.h"
#include "host/local_socket.h"
#include "host/protocol.h"
#include "host/scenario_parts.h"

namespace poolscope {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// A host answers its first command in milliseconds; a machine under full load may take seconds.
constexpr milliseconds kFirstReply = std::chrono::seconds(30);
/// More than a host takes to terminate its pool in order (SIGTERM, 500 ms of grace, SIGKILL).
constexpr milliseconds kHostEnds = std::chrono::seconds(5);
constexpr std::size_t kErrorOutput = 8 * 1024;
constexpr host::LineStream::Limits kLimits{host::kLongestLine, 4 * host::kMostUnsent};

/// When a wait of so long is over, and at the latest in a century: the clock cannot count on for ever.
Clock::time_point end_of(milliseconds patience) {
    return Clock::now() + std::clamp<milliseconds>(patience, milliseconds(0), std::chrono::hours(24 * 36'525));
}

/// Waits for something to come, not beyond the deadline. False: that is over.
bool wait_for_news(const base::UniqueFd& epoll, Clock::time_point deadline) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    pollfd entry{epoll.get(), POLLIN, 0};
    ::poll(&entry, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 3'600'000)));
    return true;
}

std::string log_path(const std::string& run_folder) {
    return run_folder + "/host.log";
}

/// The last lines of a file.
std::string tail_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return {};
    auto size = static_cast<std::size_t>(file.tellg());
    std::size_t begin = size > kErrorOutput ? size - kErrorOutput : 0;
    file.seekg(static_cast<std::streamoff>(begin));
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (begin > 0) {
        auto newline = text.find('\n');
        if (newline != std::string::npos) text.erase(0, newline + 1);
    }
    return text;
}

std::string words_of(const HostExit& exit) {
    std::string text = "it ended";
    if (exit.exit_code) text += " with exit code " + std::to_string(*exit.exit_code);
    if (exit.signal) text += " by signal " + std::to_string(*exit.signal);
    return exit.error_output.empty() ? text : text + ": " + exit.error_output;
}

std::vector<std::string> arguments_of(const HostLaunch& launch, const std::string& run_folder) {
    std::vector<std::string> arguments{launch.program.empty() ? host::program_beside("poolscope-host") : launch.program,
                                       "--run-folder",
                                       run_folder,
                                       "--connection",
                                       std::to_string(host::HostProcess::kConnectionFd),
                                       "--when-alone",
                                       launch.when_alone == WhenAlone::GoOn ? "go_on" : "terminate"};
    if (launch.value_limit) {
        arguments.push_back("--value-limit");
        arguments.push_back(std::to_string(*launch.value_limit));
    }
    return arguments;
}

}  // namespace

struct HostClient::Impl {
    Impl(std::string folder, base::UniqueFd socket)
        : run_folder(std::move(folder)), stream(std::move(socket), kLimits), epoll(::epoll_create1(EPOLL_CLOEXEC)) {
        if (!epoll) base::throw_system_error("cannot watch the connection to the host: epoll_create1", errno);
        watch(EPOLL_CTL_ADD, stream.fd(), EPOLLIN | EPOLLRDHUP);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (connected) (void)stream.flush();
        if (!process || process->reap()) return;
        // The host sees the end of its last client by this.
        if (connected) ::epoll_ctl(epoll.get(), EPOLL_CTL_DEL, stream.fd(), nullptr);
        stream.hang_up();
        if (when_alone == WhenAlone::GoOn) {
            process->leave_behind();
        } else if (!process->wait(kHostEnds)) {
            process->kill();
            (void)process->wait(kHostEnds);
        }
    }

    void watch(int operation, int fd, std::uint32_t events) {
        epoll_event event{};
        event.events = events;
        event.data.fd = fd;
        if (::epoll_ctl(epoll.get(), operation, fd, &event) < 0) {
            base::throw_system_error("cannot watch the connection to the host: epoll_ctl", errno);
        }
    }

    void own(host::HostProcess started) {
        process.emplace(std::move(started));
        host_pid = process->pid();
        watch(EPOLL_CTL_ADD, process->pidfd(), EPOLLIN);
        watches_process = true;
    }

    void lose_connection() {
        if (!connected) return;
        connected = false;
        ::epoll_ctl(epoll.get(), EPOLL_CTL_DEL, stream.fd(), nullptr);
    }

    /// Sends what is kept and takes what has come.
    void pump() {
        bool host_ended = watches_process && process->reap();
        if (connected) {
            const bool is_sent = stream.flush();
            if (!take_replies() || !is_sent) lose_connection();  // what it said before it went is heard
        }
        if (host_ended) {
            // A forked worker may hold the connection open for a moment longer than the host lives.
            lose_connection();
            // Level-triggered for ever: watched until it is known, so that a notifier does not fire without end.
            ::epoll_ctl(epoll.get(), EPOLL_CTL_DEL, process->pidfd(), nullptr);
            watches_process = false;
        }
        watch_output();
    }

    [[nodiscard]] bool take_replies() {
        for (;;) {
            std::vector<host::Line> lines;
            bool alive = stream.read(lines);
            for (const host::Line& line : lines) {
                if (auto reply = host::parse_reply(line.text)) replies.push_back(std::move(*reply));
            }
            unanswered -= std::min<std::uint64_t>(unanswered, lines.size());
            if (!alive) return false;
            if (lines.empty()) return true;
        }
    }

    /// The descriptor is to wake its watcher also when the socket takes more of what is kept.
    void watch_output() {
        bool waits = stream.unsent() > 0;
        if (!connected || waits == watches_output) return;
        watch(EPOLL_CTL_MOD, stream.fd(), EPOLLIN | EPOLLRDHUP | (waits ? EPOLLOUT : 0U));
        watches_output = waits;
    }

    bool wait(milliseconds timeout) {
        const auto deadline = end_of(timeout);
        for (;;) {
            pump();
            if (!replies.empty() || !connected) return true;
            if (!wait_for_news(epoll, deadline)) return false;
        }
    }

    std::uint64_t send(const Json& command) {
        const std::uint64_t id = next_id++;
        if (connected) take_sent(stream.send(host::request_line(id, command)));
        return id;
    }

    /// While the host works on others there is no hurry, and a system call for each would take longer than all else of it.
    std::uint64_t send_call(const BatchSpec& batch) {
        const std::uint64_t id = next_id++;
        if (!connected) return id;
        auto line = host::call_line(id, batch);
        if (!line) line = host::request_line(id, {{"command", "submit"}, {"batch", to_json(batch)}});
        take_sent(unanswered > 0 ? stream.keep(*line) : stream.send(*line));
        return id;
    }

    void take_sent(host::LineStream::Sending sending) {
        if (sending != host::LineStream::Sending::Taken) {
            static_cast<void>(take_replies());
            lose_connection();
        }
        ++unanswered;
        watch_output();
    }

    /// The reply to a command, with what else came kept for receive(). Empty: none within the time.
    std::optional<HostReply> reply_to(std::uint64_t id, milliseconds timeout) {
        const auto deadline = end_of(timeout);
        for (;;) {
            pump();
            auto found =
                std::find_if(replies.begin(), replies.end(), [&](const HostReply& r) { return r.request == id; });
            // Whoever is sent away is told so before he has asked for anything.
            if (found == replies.end() && !connected)
                found = std::find_if(replies.begin(), replies.end(), [](const HostReply& r) { return r.request == 0 && !r.ok; });
            if (found != replies.end()) {
                HostReply reply = std::move(*found);
                replies.erase(found);
                return reply;
            }
            if (!connected || !wait_for_news(epoll, deadline)) return {};
        }
    }

    std::string run_folder;
    host::LineStream stream;
    base::UniqueFd epoll;
    std::optional<host::HostProcess> process;
    std::int32_t host_pid = 0;
    WhenAlone when_alone = WhenAlone::GoOn;
    std::vector<HostReply> replies;
    std::optional<HostExit> exit;
    Json greeting = Json::object();
    std::uint64_t next_id = 1;
    std::uint64_t unanswered = 0;  ///< commands
    bool connected = true;
    bool watches_output = false;
    bool watches_process = false;
};

HostClient::HostClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HostClient::HostClient(HostClient&&) noexcept = default;
HostClient& HostClient::operator=(HostClient&&) noexcept = default;
HostClient::~HostClient() = default;

HostClient HostClient::launch(const HostLaunch& launch) {
    std::string run_folder = std::filesystem::absolute(launch.run_folder).string();
    base::UniqueFd folder = host::open_run_folder(run_folder);
    // Looked at before anything is written: a host that lives there must not lose its log to us.
    struct stat status {};
    if (::fstatat(folder.get(), "trace", &status, 0) == 0 && status.st_size > 0) {
        base::throw_system_error("the run folder " + run_folder + " holds a trace already", EEXIST);
    }
    base::UniqueFd log(
        ::openat(folder.get(), "host.log", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!log) base::throw_system_error("cannot create " + log_path(run_folder) + ": open", errno);
    auto [ours, theirs] = host::connected_pair();
    HostClient client(std::make_unique<Impl>(run_folder, std::move(ours)));
    client.impl_->when_alone = WhenAlone::Terminate;  // until it is known to run: a failed launch leaves nothing
    client.impl_->own(host::HostProcess::start(arguments_of(launch, run_folder), {theirs.get(), log.get()}));
    theirs.reset();  // so that the end of the host is the end of the connection
    auto reply = client.impl_->reply_to(client.send({{"command", "hello"}}), kFirstReply);
    if (!reply) {
        (void)client.impl_->process->wait(std::chrono::seconds(1));
        auto exit = client.host_exit();
        base::throw_system_error("the host program " + arguments_of(launch, run_folder)[0] + " did not begin: " +
                                     (exit ? words_of(*exit) : std::string("no answer to its first command")),
                                 exit ? ECHILD : ETIMEDOUT);
    }
    client.impl_->when_alone = launch.when_alone;
    client.impl_->greeting = std::move(reply->body);
    return client;
}

HostClient HostClient::attach(const std::string& run_folder, std::chrono::milliseconds patience) {
    std::string path = std::filesystem::absolute(run_folder).string();
    base::UniqueFd socket = host::connect_in(host::open_existing_folder(path));
    host::Peer peer = host::peer_of(socket.get());
    host::require_same_user(peer, ::geteuid());
    HostClient client(std::make_unique<Impl>(path, std::move(socket)));
    client.impl_->host_pid = peer.pid;
    auto reply = client.impl_->reply_to(client.send({{"command", "hello"}}), patience);
    if (!reply) base::throw_system_error("the host in " + path + " did not answer", ETIMEDOUT);
    if (!reply->ok) base::throw_system_error("the host in " + path + " refused: " + reply->error_message, ECONNREFUSED);
    client.impl_->greeting = std::move(reply->body);
    return client;
}

std::string HostClient::trace_path() const {
    return impl_->run_folder + "/trace";
}
std::string HostClient::run_folder() const {
    return impl_->run_folder;
}
std::int32_t HostClient::host_pid() const noexcept {
    return impl_->host_pid;
}

Control HostClient::control() const noexcept {
    const auto said = impl_->greeting.find("control");
    return said != impl_->greeting.end() && *said == "read_only" ? Control::ReadOnly : Control::Allowed;
}
const Json& HostClient::greeting() const noexcept {
    return impl_->greeting;
}

std::uint64_t HostClient::start(const Scenario& scenario, AfterBatches after) {
    return send({{"command", "start"},
                 {"scenario", to_json(scenario)},
                 {"after", after == AfterBatches::Close ? "close" : "keep_open"}});
}
std::uint64_t HostClient::submit(const BatchSpec& batch) {
    return impl_->send_call(batch);
}
std::uint64_t HostClient::close() {
    return send({{"command", "close"}});
}
std::uint64_t HostClient::terminate() {
    return send({{"command", "terminate"}});
}
std::uint64_t HostClient::join() {
    return send({{"command", "join"}});
}
std::uint64_t HostClient::kill_worker(WorkerId worker, int signal) {
    return send({{"command", "kill_worker"}, {"worker", worker.value}, {"signal", signal}});
}
std::uint64_t HostClient::resize(std::uint32_t processes) {
    return send({{"command", "resize"}, {"processes", processes}});
}
std::uint64_t HostClient::pause() {
    return send({{"command", "pause"}});
}
std::uint64_t HostClient::resume() {
    return send({{"command", "resume"}});
}
std::uint64_t HostClient::drain_worker(WorkerId worker) {
    return send({{"command", "drain_worker"}, {"worker", worker.value}});
}
std::uint64_t HostClient::restart_worker(WorkerId worker) {
    return send({{"command", "restart_worker"}, {"worker", worker.value}});
}
std::uint64_t HostClient::cancel_batch(BatchId batch) {
    return send({{"command", "cancel"}, {"batch", batch.value}});
}
std::uint64_t HostClient::cancel_task(TaskId task) {
    return send({{"command", "cancel"}, {"task", task.value}});
}
std::uint64_t HostClient::cancel_item(BatchId batch, std::uint64_t item) {
    return send({{"command", "cancel"}, {"batch", batch.value}, {"item", item}});
}
std::uint64_t HostClient::set_limits(const WorkerLimits& limits) {
    return send({{"command", "set_limits"}, {"limits", host::limits_to_json(limits)}});
}
std::uint64_t HostClient::workers() {
    return send({{"command", "workers"}});
}
std::uint64_t HostClient::functions() {
    return send({{"command", "functions"}});
}
std::uint64_t HostClient::shut_down() {
    return send({{"command", "shut_down"}});
}

std::uint64_t HostClient::send(Json command) {
    if (command.is_object() && command.value("command", Json()) == "keep") {
        impl_->when_alone = command.value("when_alone", Json()) == "go_on" ? WhenAlone::GoOn : WhenAlone::Terminate;
    }
    return impl_->send(command);
}

int HostClient::descriptor() const noexcept {
    return impl_->epoll.get();
}

std::vector<HostReply> HostClient::receive() {
    impl_->pump();
    return std::exchange(impl_->replies, {});
}

bool HostClient::wait(std::chrono::milliseconds timeout) {
    return impl_->wait(timeout);
}
bool HostClient::connected() const noexcept {
    return impl_->connected;
}

std::optional<HostExit> HostClient::host_exit() {
    if (impl_->exit || !impl_->process) return impl_->exit;
    if (const auto& exit = impl_->process->reap()) {
        impl_->exit = HostExit{exit->exit_code, exit->signal, tail_of(log_path(impl_->run_folder))};
    }
    return impl_->exit;
}

}  // namespace poolscope
