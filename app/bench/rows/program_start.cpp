// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_start.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace poolscope::bench {

namespace {

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

StartedProgram::StartedProgram(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
    std::vector<std::string> words = arguments;
    std::vector<std::string> variables = environment;
    for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int error = ::posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, pointers_to(words).data(), pointers_to(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("cannot start " + words[0] + ": posix_spawn: " + std::strerror(error));
}

StartedProgram::~StartedProgram() {
    if (is_reaped_) return;
    const std::vector<pid_t> left = children();
    ::kill(pid_, SIGKILL);
    for (const pid_t child : left) ::kill(child, SIGKILL);
    static_cast<void>(wait());
}

int StartedProgram::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    is_reaped_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool StartedProgram::has_ended() {
    if (!is_reaped_) is_reaped_ = ::waitpid(pid_, nullptr, WNOHANG) == pid_;
    return is_reaped_;
}

bool StartedProgram::wait_until_it_reads(const std::string& file) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const auto wanted = std::filesystem::canonical(file);
    while (!has_ended() && std::chrono::steady_clock::now() < until) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/fd", error)) {
            if (std::filesystem::read_symlink(entry.path(), error) == wanted) return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

void StartedProgram::wait_until_it_has_no_children() {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!has_ended() && !children().empty() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

void StartedProgram::wait_until_its_time_stands_still() {
    constexpr std::chrono::milliseconds kStill{200};
    constexpr std::chrono::milliseconds kNextToNothing{2};  // a clock of its own that looks for news
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (auto before = time_used(); std::chrono::steady_clock::now() < until;) {
        std::this_thread::sleep_for(kStill);
        const auto used = time_used();
        if (used - before < kNextToNothing) return;
        before = used;
    }
    throw std::runtime_error("the program does not come to rest");
}

std::chrono::nanoseconds StartedProgram::time_used() const {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &time) != 0) throw std::runtime_error("the program has ended");
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

std::vector<pid_t> StartedProgram::children() const {
    std::vector<pid_t> pids;
    std::error_code error;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/task", error)) {
        std::ifstream list(thread.path() / "children");
        for (pid_t child = 0; list >> child;) pids.push_back(child);
    }
    return pids;
}

std::string program_beside(const std::string& name) {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

}  // namespace poolscope::bench
