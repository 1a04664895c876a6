// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/control.h>
#include <poolscope/trace.h>

/// The pools of this user that run on this machine now: of windows, of the command line, and of programs that are monitored.
namespace poolscope {

struct HostInfo {
    std::string run_folder;
    std::string program;  ///< "poolscope-host", or the program that links the library
    std::int32_t pid = 0;
    std::string title;
    std::string user;               ///< who owns it
    std::uint32_t processes = 0;    ///< workers that it keeps; 0: there is no pool yet
    std::string start_method;
    std::int64_t started_ns = 0;    ///< CLOCK_REALTIME
    std::uint64_t tasks_done = 0;   ///< tasks (chunks) that have ended
    std::string phase;              ///< "new", "running", "closing", "terminating", "broken", "ended"
    std::optional<Control> control; ///< empty: it did not answer
    std::string problem;            ///< why something is not known; empty: all is
};

/// Looks for hosts again and again, and reads of their traces only what is new. One thread.
class HostLister {
public:
    /// `runs_folder`: looked through besides what hosts have announced; empty: default_runs_folder().
    explicit HostLister(std::string runs_folder = {});
    HostLister(HostLister&&) noexcept;
    HostLister& operator=(HostLister&&) noexcept;
    ~HostLister();

    /// Those that live now, the latest first. Waits for each at most so long for its answer, and reads what their traces have grown by.
    [[nodiscard]] std::vector<HostInfo> look(std::chrono::milliseconds patience = std::chrono::milliseconds(300));

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace poolscope
