// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace poolscope::bench {

/// One side of the comparison: a row program that is asked a line and answers a line (app/bench/rows/main.cpp). It runs in a
/// process group of its own, which is killed when it does not answer or goes.
class RowSide {
public:
    /// `name` is what the table calls it, `arguments` begin with the program.
    RowSide(std::string name, std::vector<std::string> arguments);
    RowSide(RowSide&& other) noexcept;
    RowSide& operator=(RowSide&&) = delete;
    ~RowSide();

    [[nodiscard]] const std::string& name() const { return name_; }

    /// False when this side does not have the row. Throws std::runtime_error when it cannot prepare it.
    [[nodiscard]] bool prepare(const std::string& request);
    /// Empty: it did not answer in time (it hangs, and has been ended). Throws std::runtime_error for its "error ...".
    [[nodiscard]] std::optional<double> sample();
    /// Ends the pool; the program too when it does not answer.
    void finish();
    /// Ends the program; the next request starts a new one.
    void stop();

private:
    void start();
    /// Empty: no answer in time, or the program has gone.
    [[nodiscard]] std::optional<std::string> ask(const std::string& line, std::chrono::seconds timeout);

    std::string name_;
    std::vector<std::string> arguments_;
    pid_t pid_ = -1;
    int socket_ = -1;
    std::string pending_;
};

}  // namespace poolscope::bench
