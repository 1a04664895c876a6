// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/row_side.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <thread>
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
constexpr std::chrono::seconds kEnded{5};

[[noreturn]] void fail(const std::string& what, int error) {
    throw std::runtime_error(what + ": " + std::strerror(error));
}

/// Whether a process of the group is alive. One that has ended and that nobody has waited for does nothing any more.
bool is_alive(pid_t group) {
    if (::kill(-group, 0) != 0) return errno != ESRCH;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        std::ifstream file(entry.path() / "stat");
        std::string text;
        if (!std::getline(file, text)) continue;
        // "PID (NAME) STATE PARENT GROUP ...", and the name may hold anything.
        const auto name = text.rfind(')');
        std::istringstream rest(name == std::string::npos ? std::string() : text.substr(name + 1));
        char state = 0;
        pid_t parent = 0, its_group = 0;
        if (rest >> state >> parent >> its_group && its_group == group && state != 'Z' && state != 'X') return true;
    }
    return false;
}

}  // namespace

RowSide::RowSide(std::string name, std::vector<std::string> arguments) : name_(std::move(name)), arguments_(std::move(arguments)) {}

RowSide::RowSide(RowSide&& other) noexcept
    : name_(std::move(other.name_)), arguments_(std::move(other.arguments_)), why_not_(std::move(other.why_not_)), pid_(std::exchange(other.pid_, -1)),
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

void RowSide::end() {
    if (pid_ < 0 || ask("finish", kFinished) != "ok") return stop();
    ::close(std::exchange(socket_, -1));  // the end of its input is the program's
    if (waited_for_all(kEnded)) pid_ = -1;
    else stop();
}

void RowSide::stop() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    if (pid_ < 0) return;
    ::kill(-pid_, SIGKILL);
    if (!waited_for_all(kEnded)) {
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    pid_ = -1;
}

bool RowSide::waited_for_all(std::chrono::seconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        // The program itself keeps its group from being taken by another until it is waited for, which is last.
        siginfo_t ended{};
        const bool has_ended = ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == pid_;
        if (has_ended && !is_alive(pid_)) {
            while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
            }
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false;
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
    if (answer && (*answer == "none" || answer->starts_with("none "))) {
        why_not_ = answer->substr(std::min(answer->size(), std::strlen("none ")));
        return false;
    }
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
