// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/unique_fd.h"

namespace poolscope::host {

/// A host program that this process started: held by a pidfd, reaped once. Its destruction does not end the host;
/// leave_behind() is for one that outlives its client.
class HostProcess {
public:
    struct Descriptors {
        int connection;  ///< becomes kConnectionFd in the host
        int output;      ///< becomes its standard output and error
    };
    static constexpr int kConnectionFd = 3;

    struct Exit {
        std::optional<int> exit_code;
        std::optional<int> signal;
    };

    /// Starts the program in a session of its own, so that neither the terminal's Ctrl+C nor its end reaches the host:
    /// whoever reads the terminal decides, and WhenAlone says what happens when it dies. No other descriptor and no
    /// signal mask is inherited. Throws SystemError that names the program.
    [[nodiscard]] static HostProcess start(const std::vector<std::string>& arguments, Descriptors descriptors);

    HostProcess(HostProcess&&) noexcept = default;
    HostProcess& operator=(HostProcess&&) noexcept = default;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    /// Readable once the host has ended.
    [[nodiscard]] int pidfd() const noexcept { return pidfd_.get(); }
    /// How it ended, once it has; reaps it the first time.
    [[nodiscard]] const std::optional<Exit>& reap();
    /// Waits for the end and reaps. False: it still runs.
    [[nodiscard]] bool wait(std::chrono::milliseconds timeout);
    /// SIGKILL. Its workers go with it.
    void kill() noexcept;
    /// Hands the host to a thread that only waits for its end, so that it does not stay a zombie of this process.
    void leave_behind();

private:
    HostProcess(pid_t pid, base::UniqueFd pidfd) : pid_(pid), pidfd_(std::move(pidfd)) {}
    pid_t pid_ = 0;
    base::UniqueFd pidfd_;
    std::optional<Exit> exit_;
};

/// A program in the folder of the running one (/proc/self/exe).
[[nodiscard]] std::string program_beside(const std::string& name);

}  // namespace poolscope::host
