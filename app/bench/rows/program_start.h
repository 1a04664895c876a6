// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

namespace poolscope::bench {

/// A program that a row starts, with what it prints thrown away; killed at the end with its children, if need be, and waited for.
class StartedProgram {
public:
    /// `arguments` begin with the program's path; `environment` holds NAME=VALUE beside what is inherited. Throws std::runtime_error.
    explicit StartedProgram(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {});
    StartedProgram(const StartedProgram&) = delete;
    StartedProgram& operator=(const StartedProgram&) = delete;
    ~StartedProgram();
    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Waits until it has ended and gives its exit status, or 128 and its signal.
    int wait();
    [[nodiscard]] bool has_ended();
    /// Waits until the program has opened this file; false when it ended, or did not within ten seconds.
    [[nodiscard]] bool wait_until_it_reads(const std::string& file);
    /// Waits until no program that this one started is left (a window measures the machine at its first start), at most ten seconds.
    void wait_until_it_has_no_children();
    /// Waits until the program has used next to no processor for 200 ms. Throws std::runtime_error when it ended, or did not come to rest
    /// within thirty seconds.
    void wait_until_its_time_stands_still();

private:
    [[nodiscard]] std::vector<pid_t> children() const;
    /// Of the processors, by all threads so far.
    [[nodiscard]] std::chrono::nanoseconds time_used() const;

    pid_t pid_ = -1;
    bool is_reaped_ = false;
};

/// The path of a program that lies beside this one.
[[nodiscard]] std::string program_beside(const std::string& name);

}  // namespace poolscope::bench
