// SPDX-License-Identifier: MIT
#include "tasks/command_run.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <span>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
// glibc 2.36's header lacks the guards of C++.
#include <sys/pidfd.h>
}

#include <poolscope/errors.h>

#include "base/spawn_plan.h"
#include "base/unique_fd.h"
#include "tasks/errno_text.h"

namespace poolscope::tasks {
namespace {

using base::UniqueFd;

struct Pipe {
    UniqueFd read_end, write_end;
};

Pipe open_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw_errno(errno, "pipe2");
    Pipe pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
    // Only our end: the program must find a pipe that blocks.
    if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) throw_errno(errno, "fcntl");
    return pipe;
}

/// A worker ignores SIGINT and SIGPIPE and may block others; what was ignored stays so across exec.
pid_t start(const std::vector<std::string>& argv, const UniqueFd& output, const UniqueFd& error_output) {
    base::SpawnPlan plan;
    plan.close_input();
    plan.place(output.get(), STDOUT_FILENO);
    plan.place(error_output.get(), STDERR_FILENO);
    plan.reset_signals();
    pid_t pid = 0;
    if (const int error = plan.spawn_from_path(pid, argv, environ); error != 0) throw_errno(error, argv.front());
    return pid;
}

/// The running program: killed and reaped if nobody waited for it.
class RunningCommand {
public:
    explicit RunningCommand(pid_t pid) : pid_(pid) {}
    ~RunningCommand() {
        if (reaped_) return;
        ::kill(pid_, SIGKILL);  // ours and not reaped, so the number is still its own
        static_cast<void>(wait(0));
    }
    RunningCommand(const RunningCommand&) = delete;
    RunningCommand& operator=(const RunningCommand&) = delete;

    /// Readable when it has ended.
    [[nodiscard]] UniqueFd descriptor() const {
        UniqueFd fd(::pidfd_open(pid_, 0));
        if (!fd) throw_errno(errno, "pidfd_open");
        return fd;
    }
    /// Waits for its end and takes it.
    void finish(CommandOutcome& outcome) {
        const siginfo_t end = wait(0);
        if (end.si_code == CLD_EXITED) outcome.exit_status = end.si_status;
        else outcome.signal = end.si_status;
    }

private:
    siginfo_t wait(int flags) {
        siginfo_t info{};
        int result = 0;
        do {
            result = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | flags);
        } while (result != 0 && errno == EINTR);
        reaped_ = true;
        if (result != 0) info.si_code = 0;
        return info;
    }
    pid_t pid_;
    bool reaped_ = false;
};

/// One stream of the program.
class Capture {
public:
    explicit Capture(UniqueFd fd) : fd_(std::move(fd)) {}
    [[nodiscard]] int descriptor() const noexcept { return fd_.get(); }  // poll(2) passes over a negative one
    /// Takes what is there, at most a fixed number of pieces so that one stream cannot starve the other.
    void take() {
        std::array<char, 65536> piece;
        for (int i = 0; i < 32 && fd_; ++i) {
            const ssize_t count = ::read(fd_.get(), piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0 && errno == EAGAIN) return;
            if (count <= 0) return fd_.reset();
            const std::size_t size = static_cast<std::size_t>(count);
            const std::size_t kept = std::min(size, kOutputLimit - text_.size());
            text_.append(piece.data(), kept);
            dropped_ += size - kept;
        }
    }
    [[nodiscard]] std::string text() && {
        if (dropped_ != 0) text_ += "\n[" + std::to_string(dropped_) + " more bytes were dropped]\n";
        return std::move(text_);
    }

private:
    UniqueFd fd_;
    std::string text_;
    std::size_t dropped_ = 0;
};

void check(const std::vector<std::string>& argv) {
    if (argv.empty() || argv.front().empty()) throw ValueError("argv must begin with a program: [\"ls\", \"-l\"]");
    for (const std::string& argument : argv)
        if (argument.find('\0') != std::string::npos) throw ValueError("embedded null byte");
}

}  // namespace

CommandOutcome run_command_line(const std::vector<std::string>& argv) {
    check(argv);
    Pipe output_pipe = open_pipe(), error_pipe = open_pipe();
    RunningCommand command(start(argv, output_pipe.write_end, error_pipe.write_end));
    output_pipe.write_end.reset();
    error_pipe.write_end.reset();

    const UniqueFd ended = command.descriptor();
    Capture output(std::move(output_pipe.read_end)), error_output(std::move(error_pipe.read_end));
    bool running = true;
    while (running) {
        std::array<pollfd, 3> watched{{{ended.get(), POLLIN, 0},
                                       {output.descriptor(), POLLIN, 0},
                                       {error_output.descriptor(), POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), -1) < 0) {
            if (errno != EINTR) throw_errno(errno, "poll");
            continue;
        }
        // Its end is looked at before its output: what it wrote is then all in the pipes, and is taken one last time.
        running = watched[0].revents == 0;
        output.take();
        error_output.take();
    }
    CommandOutcome outcome;
    command.finish(outcome);
    outcome.output = std::move(output).text();
    outcome.error_output = std::move(error_output).text();
    return outcome;
}

}  // namespace poolscope::tasks
