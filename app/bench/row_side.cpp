// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/row_side.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace poolscope::bench {

namespace {

constexpr std::chrono::seconds kPrepared{60};
constexpr std::chrono::seconds kSampled{90};
constexpr std::chrono::seconds kFinished{10};

[[noreturn]] void fail(const std::string& what, int error) {
    throw std::runtime_error(what + ": " + std::strerror(error));
}

}  // namespace

RowSide::RowSide(std::string name, std::vector<std::string> arguments) : name_(std::move(name)), arguments_(std::move(arguments)) {}

RowSide::RowSide(RowSide&& other) noexcept
    : name_(std::move(other.name_)), arguments_(std::move(other.arguments_)), pid_(std::exchange(other.pid_, -1)),
      socket_(std::exchange(other.socket_, -1)), pending_(std::move(other.pending_)) {}

RowSide::~RowSide() {
    stop();
}

void RowSide::start() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail("cannot connect to a row program: socketpair", errno);
    std::vector<char*> words;
    for (std::string& argument : arguments_) words.push_back(argument.data());
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // What goes wrong is in the answer; a peer that is killed in the middle has much to say that tells nothing.
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int error = ::posix_spawnp(&pid_, words[0], &actions, &attributes, words.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        pid_ = -1;
        ::close(ends[0]);
        fail("cannot start " + arguments_[0], error);
    }
    socket_ = ends[0];
    pending_.clear();
}

void RowSide::stop() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    if (pid_ < 0) return;
    ::kill(-pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
}

std::optional<std::string> RowSide::ask(const std::string& line, std::chrono::seconds timeout) {
    if (pid_ < 0) start();
    const std::string text = line + '\n';
    if (::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) return {};
    const auto until = std::chrono::steady_clock::now() + timeout;
    for (;;) {
        const auto end = pending_.find('\n');
        if (end != std::string::npos) {
            std::string answer = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            return answer;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        if (left <= 0) return {};
        pollfd entry{socket_, POLLIN, 0};
        if (::poll(&entry, 1, static_cast<int>(left)) < 0 && errno != EINTR) return {};
        char piece[512];
        const ssize_t size = ::recv(socket_, piece, sizeof piece, MSG_DONTWAIT);
        if (size == 0) return {};
        if (size > 0) pending_.append(piece, static_cast<std::size_t>(size));
    }
}

bool RowSide::prepare(const std::string& request) {
    const auto answer = ask("prepare " + request, kPrepared);
    if (answer == "ok") return true;
    if (answer == "none") return false;
    if (!answer) stop();
    throw std::runtime_error(name_ + " cannot prepare '" + request + "': " + answer.value_or("no answer"));
}

std::optional<double> RowSide::sample() {
    const auto answer = ask("sample", kSampled);
    if (!answer) {
        stop();
        return {};
    }
    if (!answer->starts_with("ok ")) throw std::runtime_error(name_ + ": " + *answer);
    if (*answer == "ok inf") return {};
    return std::stod(answer->substr(3));
}

void RowSide::finish() {
    if (pid_ >= 0 && ask("finish", kFinished) != "ok") stop();
}

}  // namespace poolscope::bench
