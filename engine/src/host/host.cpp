// SPDX-License-Identifier: MIT
#include "host/host.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

#include <sys/file.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "base/posix_error.h"
#include "host/local_socket.h"
#include "host/protocol.h"

namespace poolscope::host {

namespace {

/// For clients to take their last replies.
constexpr std::chrono::milliseconds kLastReplies{500};
constexpr CommandServer::Limits kLimits{kMostClients, {kLongestLine, kMostUnsent}};

/// The folder, and the right to be the only host in it, as long as the descriptor lives.
base::UniqueFd claim(const std::string& run_folder) {
    base::UniqueFd folder = open_run_folder(run_folder);
    // Tried again for a moment: a program that sweeps up holds the lock while it looks.
    for (int attempt = 0; ::flock(folder.get(), LOCK_EX | LOCK_NB) < 0; ++attempt) {
        if (errno == EWOULDBLOCK && attempt < 10) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            continue;
        }
        base::throw_system_error("another host uses the run folder " + run_folder + ": flock", errno);
    }
    return folder;
}

}  // namespace

Host::Host(HostSettings settings)
    : settings_(std::move(settings)), folder_(claim(settings_.run_folder)),
      signals_(loop_, [this](int signal) { signal_came(signal); }), log_(settings_.run_folder + "/host.log"),
      trace_(settings_.run_folder + "/trace", settings_.value_limit),
      run_(loop_, trace_, settings_.programs, settings_.run_folder + "/scenario.json"), commands_(run_, *this),
      server_(loop_, *this, kLimits) {
    life_.when_alone = settings_.when_alone;
    life_.alone_since = std::chrono::steady_clock::now();
    server_.listen(listen_in(folder_));
    listens_ = true;
    announcement_ = Announcement(settings_.run_folder);
    if (settings_.connection) server_.adopt(base::UniqueFd(*settings_.connection));
}

Host::~Host() {
    remove_socket();
}

int Host::run() {
    while (!leaving_)
        one_round();
    // In this order: what has happened is on record before anybody is told that the host is gone.
    trace_.finish();
    const auto deadline = std::chrono::steady_clock::now() + kLastReplies;
    while (server_.unsent() > 0 && std::chrono::steady_clock::now() < deadline)
        loop_.run_once(std::chrono::milliseconds(10));
    return signal_ ? 128 + *signal_ : 0;
}

void Host::one_round() {
    const base::SteadyTime now = std::chrono::steady_clock::now();
    std::optional<base::SteadyTime> until = trace_.flush_due(now);
    for (const auto& other : {ask_life_again_, leave_by_}) {
        if (other) until = std::min(until.value_or(*other), *other);
    }
    std::optional<std::chrono::nanoseconds> limit;
    if (until) limit = std::max(std::chrono::nanoseconds(*until - now), std::chrono::nanoseconds(0));
    loop_.run_once(limit);
    const base::SteadyTime after = std::chrono::steady_clock::now();
    const bool wrote = trace_.flush_if_due(after);
    if (wrote) log_.keep_short();
    live_on();
}

void Host::live_on() {
    const base::SteadyTime now = std::chrono::steady_clock::now();
    if (leave_by_ && now >= *leave_by_) leave_at_once();
    const std::size_t clients = server_.clients();
    if (life_.clients > 0 && clients == 0) life_.alone_since = now;
    life_.clients = clients;
    life_.had_client = life_.had_client || clients > 0;
    life_.pool = run_.stage();
    const LifeDecision decision = decide_life(life_, now);
    ask_life_again_ = decision.ask_again;
    switch (decision.step) {
    case LifeStep::Stay: break;
    case LifeStep::EndPool: end_pool(); break;
    case LifeStep::Leave: leaving_ = true; break;
    }
}

void Host::end_pool() {
    if (leave_by_) return;
    life_.told_to_end = true;  // a client that comes now does not change it any more
    leave_by_ = std::chrono::steady_clock::now() + kOrderlyEnd;
    run_.terminate();
}

void Host::signal_came(int signal) {
    if (signal_) leave_at_once();
    signal_ = signal;
    trace_.tell(trace::Severity::Warning, std::string("the host was told to end by SIG") + ::sigabbrev_np(signal));
    life_.told_to_end = true;
}

void Host::leave_at_once() {
    trace_.tell(trace::Severity::Error, "the host leaves at once; its workers are killed");
    trace_.finish();
    remove_socket();
    ::_exit(signal_ ? 128 + *signal_ : 1);
}

void Host::remove_socket() noexcept {
    announcement_.withdraw();
    if (std::exchange(listens_, false)) ::unlinkat(folder_.get(), kSocketName, 0);
}

void Host::line_came(ClientId client, const Line& line) {
    commands_.handle(line, [this, client](const std::string& reply) { server_.send(client, reply); });
}

void Host::client_has_gone(ClientId) {}  // seen by live_on() in this round

void Host::told(const std::string& text) {
    trace_.tell(trace::Severity::Warning, text);
}

void Host::keep(WhenAlone when_alone) {
    life_.when_alone = when_alone;
}

void Host::shut_down() {
    life_.told_to_end = true;
}

}  // namespace poolscope::host
