// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/wait.h>
extern "C" {
#include <sys/pidfd.h>
}

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>
#include <poolscope/trace.h>

#include "base/unique_fd.h"
#include "checked_trace.h"

/// What tests of the real host program share: facts to wait for, with a bound, and the proof that nothing is left.
namespace host_under_test {

using namespace poolscope;
using std::chrono::milliseconds;

inline constexpr std::chrono::seconds kBound{20};

/// A process of anybody's, held by pidfd, so that a pid that is used again is not taken for it.
class Watched {
public:
    explicit Watched(pid_t pid) : pid_(pid), fd_(::pidfd_open(pid, 0)) {}
    [[nodiscard]] pid_t pid() const { return pid_; }
    /// True when it is gone (or a zombie that its parent has not reaped), within the time.
    [[nodiscard]] bool ended(milliseconds within = kBound) const {
        if (!fd_) return true;
        pollfd entry{fd_.get(), POLLIN, 0};
        return ::poll(&entry, 1, static_cast<int>(within.count())) > 0;
    }
    void signal(int number) const { ::pidfd_send_signal(fd_.get(), number, nullptr, 0); }

private:
    pid_t pid_;
    base::UniqueFd fd_;
};

/// Waits until the fact holds. The trace is a file that grows: it is looked at again every few milliseconds.
inline bool holds(const std::function<bool()>& fact, std::chrono::milliseconds within = kBound) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (!fact()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(milliseconds(2));
    }
    return true;
}

/// The reply to a command; fails the wait with an empty one.
inline std::optional<HostReply> reply_to(HostClient& client, std::uint64_t id,
                                         std::chrono::milliseconds within = kBound) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    while (std::chrono::steady_clock::now() < deadline) {
        if (!client.wait(milliseconds(100))) continue;
        for (HostReply& reply : client.receive()) {
            if (reply.request == id) return reply;
        }
        if (!client.connected()) return {};
    }
    return {};
}

/// Everything in a trace so far.
template <class Body> std::vector<Body> records(const std::string& path) {
    std::vector<Body> found;
    trace::Reader reader(path);
    while (auto record = reader.next()) {
        if (const auto* body = std::get_if<Body>(&record->body)) found.push_back(*body);
    }
    return found;
}

/// What the trace in a run folder shows to be wrong with the run; empty: nothing, or there is no trace.
inline std::string faults_of_run(const std::string& folder) {
    const std::string path = folder + "/trace";
    return std::filesystem::exists(path) ? testing::trace_faults(path) : std::string();
}

inline std::vector<Watched> living_workers(const std::string& trace_path) {
    std::vector<Watched> workers;
    for (const trace::WorkerStarted& started : records<trace::WorkerStarted>(trace_path))
        workers.emplace_back(started.pid);
    return workers;
}

inline long open_descriptors() {
    long count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

inline long threads() {
    long count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/task"))
        ++count;
    return count;
}

/// Also children that have ended and were not reaped; reaps none itself.
inline bool has_children() {
    siginfo_t info{};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

inline Scenario scenario(const std::string& start_method, const std::string& batches, std::int64_t processes = 2) {
    Json document = {{"poolscope", 1},
                     {"title", "under test"},
                     {"pool", {{"processes", processes}, {"start_method", start_method}}},
                     {"batches", Json::parse(batches)}};
    return parse_scenario(document.dump());
}

inline BatchSpec batch(const std::string& text) {
    return batch_from_json(Json::parse(text));
}

}  // namespace host_under_test
