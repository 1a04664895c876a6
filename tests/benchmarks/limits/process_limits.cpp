// SPDX-License-Identifier: MIT
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "limit_rows.h"

namespace poolscope::bench {

namespace {

enum class Kind { Fork, Spawn };
Kind kind_of(const RowOptions& options) {
    return options.method() == "spawn" ? Kind::Spawn : Kind::Fork;  // a fork server's child is a fork too
}

enum class Stays { UntilItIsLeft, UntilItHasSpoken };

/// Starts a child that says one byte and stays until its connection is closed, or goes at once.
class SpeakingChild {
public:
    explicit SpeakingChild(Kind kind, Stays stays = Stays::UntilItIsLeft) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw std::runtime_error("no socket pair");
        socket_ = ends[0];
        pid_ = kind == Kind::Fork ? forked(ends, stays) : spawned(ends[1], stays);
        ::close(ends[1]);
        if (pid_ < 0) throw std::runtime_error(std::string("no child: ") + std::strerror(errno));
    }
    SpeakingChild(SpeakingChild&& other) noexcept : socket_(other.socket_), pid_(other.pid_) { other.socket_ = other.pid_ = -1; }
    SpeakingChild& operator=(SpeakingChild&&) = delete;
    ~SpeakingChild() { end(); }
    void listen() {
        char byte = 0;
        require(::read(socket_, &byte, 1) == 1, "the child said nothing");
    }
    void end() {
        if (socket_ >= 0) ::close(socket_);
        if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
        socket_ = pid_ = -1;
    }
    void kill() const { ::kill(pid_, SIGKILL); }
    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Somebody has waited for it already.
    void forget() { pid_ = -1; }

private:
    static pid_t forked(const int* ends, Stays stays) {
        const pid_t pid = ::fork();
        if (pid != 0) return pid;
        ::close(ends[0]);
        char byte = 1;
        if (::write(ends[1], &byte, 1) == 1 && stays == Stays::UntilItIsLeft) {
            while (::read(ends[1], &byte, 1) > 0) {
            }
        }
        ::_exit(0);
    }
    static pid_t spawned(int socket, Stays stays) {
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, socket, 3);
        char program[] = "/proc/self/exe";
        std::string argument = stays == Stays::UntilItIsLeft ? kSpeakingChild : kSpeakingOnce;
        char* words[] = {program, argument.data(), nullptr};
        pid_t pid = -1;
        const int error = ::posix_spawn(&pid, program, &actions, nullptr, words, environ);
        ::posix_spawn_file_actions_destroy(&actions);
        errno = error;
        return error == 0 ? pid : -1;
    }
    int socket_ = -1;
    pid_t pid_ = -1;
};

/// Milliseconds until so many bare children are started and the first has spoken.
class BareStart : public Row {
public:
    explicit BareStart(const RowOptions& options) : kind_(kind_of(options)), count_(static_cast<std::size_t>(options.workers())) {}
    double sample() override {
        std::vector<SpeakingChild> children;
        children.reserve(count_);
        const double begin = now();
        for (std::size_t i = 0; i < count_; ++i) children.emplace_back(kind_);
        children.front().listen();
        const double took = (now() - begin) * 1e3;
        // Each child holds copies of the connections before its own: the last one goes first.
        while (!children.empty()) children.pop_back();
        return took;
    }

private:
    Kind kind_;
    std::size_t count_;
};

/// Bare children a second that are started, speak, and end; so many at a time, and the next one begins as soon as one has ended.
class BareRecycling : public RateRow {
public:
    explicit BareRecycling(const RowOptions& options)
        : RateRow(options), kind_(kind_of(options)), at_a_time_(static_cast<std::size_t>(options.workers())) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        std::map<pid_t, SpeakingChild> running;
        for (std::size_t started = 0; started < count || !running.empty();) {
            if (started < count && running.size() < at_a_time_) {
                SpeakingChild child(kind_, Stays::UntilItHasSpoken);
                const pid_t pid = child.pid();
                running.emplace(pid, std::move(child));
                ++started;
                continue;
            }
            const pid_t ended = ::waitpid(-1, nullptr, 0);
            const auto child = running.find(ended);
            require(child != running.end(), "a child was lost");
            child->second.listen();
            child->second.forget();
            running.erase(child);
        }
        return now() - begin;
    }
    [[nodiscard]] std::size_t at_most() const override { return 100'000; }

private:
    Kind kind_;
    std::size_t at_a_time_;
};

/// Milliseconds from a child's SIGKILL until another one has spoken.
class BareReplacement : public Row {
public:
    double sample() override {
        SpeakingChild first(Kind::Fork);
        first.listen();
        const double begin = now();
        first.kill();
        first.end();
        SpeakingChild second(Kind::Fork);
        second.listen();
        return (now() - begin) * 1e3;
    }
};

/// Runs of `true` a second by nothing but posix_spawn and wait; so many at a time.
class BareCommands : public RateRow {
public:
    explicit BareCommands(const RowOptions& options) : RateRow(options), at_a_time_(static_cast<std::size_t>(options.workers())) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        std::size_t running = 0;
        for (std::size_t started = 0; started < count || running > 0;) {
            if (started < count && running < at_a_time_) {
                char program[] = "true";
                char* words[] = {program, nullptr};
                pid_t pid = -1;
                require(::posix_spawnp(&pid, program, nullptr, nullptr, words, environ) == 0, "cannot start true");
                ++started;
                ++running;
            } else {
                require(::waitpid(-1, nullptr, 0) > 0, "a child was lost");
                --running;
            }
        }
        return now() - begin;
    }
    [[nodiscard]] std::size_t at_most() const override { return 100'000; }

private:
    std::size_t at_a_time_;
};

}  // namespace

void add_process_limits(Rows& rows) {
    rows["start"] = [](const RowOptions& options) { return std::make_unique<BareStart>(options); };
    rows["recycle"] = [](const RowOptions& options) { return std::make_unique<BareRecycling>(options); };
    rows["replacement"] = [](const RowOptions&) { return std::make_unique<BareReplacement>(); };
    rows["commands"] = [](const RowOptions& options) { return std::make_unique<BareCommands>(options); };
}

}  // namespace poolscope::bench
