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

    /// False when this side does not have the row, or cannot measure it here: why_not() says why then, if there is something to be
    /// said. Throws std::runtime_error when it cannot prepare it.
    [[nodiscard]] bool prepare(const std::string& request);
    [[nodiscard]] const std::string& why_not() const { return why_not_; }
    /// Empty: it did not answer in time (it hangs, and has been ended). Throws std::runtime_error for its "error ...".
    [[nodiscard]] std::optional<double> sample();
    /// Ends the pool; the program too when it does not answer.
    void finish();
    /// Ends the pool and the program in order, and waits until nothing of it is left: whoever is measured next has the processors for
    /// himself. The next request starts a new program.
    void end();
    /// Ends the program at once, and waits for it; the next request starts a new one.
    void stop();

private:
    void start();
    /// Waits until no process of the program's group is alive, for as long as that; false when one still is.
    [[nodiscard]] bool waited_for_all(std::chrono::seconds patience);
    /// Empty: no answer in time, or the program has gone.
    [[nodiscard]] std::optional<std::string> ask(const std::string& line, std::chrono::seconds timeout);

    std::string name_;
    std::vector<std::string> arguments_;
    std::string why_not_;
    pid_t pid_ = -1;
    int socket_ = -1;
    std::string pending_;
};

}  // namespace poolscope::bench
