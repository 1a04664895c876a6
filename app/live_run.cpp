// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_run.h"

#include <array>
#include <chrono>
#include <cstring>
#include <iostream>
#include <thread>
#include <utility>

#include <poll.h>

#include <poolscope/signal_name.h>

#include "output_lines.h"

namespace poolscope::app {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How often the trace is looked at when nothing says that it should be; a reply of the host says so at once.
constexpr milliseconds kLookAtTrace{30};
// The host itself escalates to SIGKILL long before.
constexpr milliseconds kLongestShutDown{15'000};

void sleep_until_something(const HostClient& client, const Interruption& interruption) {
    std::array<pollfd, 2> watched{pollfd{client.descriptor(), POLLIN, 0}, pollfd{interruption.descriptor(), POLLIN, 0}};
    ::poll(watched.data(), watched.size(), static_cast<int>(kLookAtTrace.count()));
}

std::string words_of(const std::optional<HostExit>& exit) {
    std::string words = "the host closed the connection";
    if (exit && exit->signal) {
        words = "the host was ended by " + signal_name(*exit->signal);
    } else if (exit && exit->exit_code) {
        words = "the host exited with status " + std::to_string(*exit->exit_code);
    }
    if (exit && !exit->error_output.empty()) words += "; its last words:\n" + exit->error_output;
    return words;
}

/// Waits until the host, which was asked to, has ended; a second signal means now.
std::optional<HostExit> wait_for_host(HostClient& client, Interruption& interruption) {
    const auto deadline = Clock::now() + kLongestShutDown;
    while (Clock::now() < deadline) {
        if (auto exit = client.host_exit()) return exit;
        if (interruption.take()) return {};
        if (client.connected()) {
            if (client.wait(milliseconds(50))) (void)client.receive();
        } else {
            std::this_thread::sleep_for(milliseconds(1));  // between its last word and its end
        }
    }
    return {};
}

class Following {
public:
    Following(const LiveRun& run, RunFollower& follower, Interruption& interruption, TerminalProgress& progress)
        : run_(run), follower_(follower), interruption_(interruption), progress_(progress),
          client_(HostClient::launch({.run_folder = run.run_folder, .program = {}, .value_limit = run.value_limit})) {
        if (run.show_output) {
            follower_.set_on_output(
                [this](const trace::TaskOutput& piece, const PoolState& state) { output_.take(piece, state); });
        }
        for (const Fault& fault : run.scenario.faults.faults) {
            if (fault.action == FaultAction::SlowReader) follower_.read_slowly(fault.bytes);
        }
    }
    Following(const Following&) = delete;
    Following& operator=(const Following&) = delete;
    ~Following() { follower_.set_on_output({}); }

    RunEnd go() {
        const std::uint64_t start = client_.start(run_.scenario, AfterBatches::Close);
        bool more = false;
        while (true) {
            if (!more) sleep_until_something(client_, interruption_);
            if (const auto signal = interruption_.take()) return interrupted(*signal);
            const bool connected = client_.connected();
            for (HostReply& reply : client_.receive()) {
                if (reply.request == start && !reply.ok) return refused(std::move(reply));
                // Its reply is the fastest word of the end; should it be refused, the trace tells as well.
                if (reply.request == start) join_ = client_.join();
                if (reply.request == join_ && reply.ok) joined_ = Clock::now();
            }
            more = follower_.follow();
            show(output_.lines());
            if (follower_.ended()) return ended();
            if (more) continue;
            if (const auto error = follower_.recording_stopped()) tell_that_it_stopped(*error);
            if (follower_.waits() && client_.connected()) {
                if (joined_) joined_ = Clock::now();  // the end of the trace is still to be read
                continue;
            }
            if (!connected || !client_.connected()) return host_gone();
            if (joined_ && (stop_told_ || Clock::now() - *joined_ > milliseconds(2000))) return unrecorded();
            progress_.draw(progress_of(follower_.state(), run_.scenario.batches.size(),
                                       std::chrono::duration_cast<milliseconds>(Clock::now() - begin_)));
        }
    }

private:
    void shut_down() {
        (void)client_.shut_down();
        (void)wait_for_host(client_, interruption_);
        progress_.clear();
    }
    void show(const std::string& lines) {
        if (lines.empty()) return;
        progress_.clear();
        std::cerr << lines << std::flush;
    }
    void tell_that_it_stopped(int error) {
        if (std::exchange(stop_told_, true)) return;
        show("poolscope: the recording of the run stopped: " + std::string(std::strerror(error)) +
             "; the pool goes on, but what it does is not seen any more\n");
    }
    void follow_to_the_end() {
        follower_.follow_to_the_end();
        show(output_.rest());
    }
    RunEnd interrupted(int signal) {
        shut_down();
        follow_to_the_end();
        return {.kind = RunEnd::Kind::Interrupted, .reply = {}, .message = {}, .signal = signal};
    }
    RunEnd refused(HostReply reply) {
        shut_down();
        return {.kind = RunEnd::Kind::Refused, .reply = std::move(reply), .message = {}};
    }
    RunEnd ended() {
        shut_down();
        follow_to_the_end();  // what the host still had to say
        return {};
    }
    RunEnd host_gone() {
        const auto exit = wait_for_host(client_, interruption_);
        progress_.clear();
        follow_to_the_end();
        if (follower_.ended()) return {};
        return {.kind = RunEnd::Kind::HostGone, .reply = {}, .message = words_of(exit)};
    }
    RunEnd unrecorded() {
        (void)client_.shut_down();
        const auto exit = wait_for_host(client_, interruption_);
        progress_.clear();
        follower_.conclude();
        std::string message = "the pool has ended, but its trace breaks off before";
        message += exit && !exit->error_output.empty() ? ":\n" + exit->error_output : "; is the disk full?";
        for (const std::string& warning : follower_.warnings())
            message += "\n" + warning;
        return {.kind = RunEnd::Kind::HostGone, .reply = {}, .message = std::move(message), .signal = 0,
                .stopped_recording = follower_.state().summary().recording_stopped.has_value()};
    }

    const LiveRun& run_;
    RunFollower& follower_;
    Interruption& interruption_;
    TerminalProgress& progress_;
    HostClient client_;
    OutputLines output_;
    Clock::time_point begin_ = Clock::now();
    bool stop_told_ = false;
    std::optional<std::uint64_t> join_;
    std::optional<Clock::time_point> joined_;
};

}  // namespace

RunEnd run_live(const LiveRun& run, RunFollower& follower, Interruption& interruption, TerminalProgress& progress) {
    return Following(run, follower, interruption, progress).go();
}

}  // namespace poolscope::app
