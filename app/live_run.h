// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/host_client.h>
#include <poolscope/scenario.h>

#include "interruption.h"
#include "run_follower.h"
#include "terminal_progress.h"

namespace poolscope::app {

/// How following a run came to its end.
struct RunEnd {
    enum class Kind {
        Ended,        ///< the trace says that the pool has ended
        Refused,      ///< the host would not start it; `reply` says why
        HostGone,     ///< the host died or broke off; `message` says how
        Interrupted,  ///< by `signal`; the host was shut down
    };
    Kind kind = Kind::Ended;
    HostReply reply;
    std::string message;
    int signal = 0;
    bool stopped_recording = false;  ///< of HostGone: the pool has ended, and the trace has what was done until the recording stopped
};

struct LiveRun {
    const Scenario& scenario;
    const std::string& run_folder;
    std::optional<std::uint64_t> value_limit;
    bool show_output = false;  ///< what tasks write goes to standard error, as OutputLines has it
};

/// Launches a host, has it run the scenario, follows the trace and leaves no host behind. Throws SystemError when a
/// host cannot be launched, and what trace::Reader throws.
[[nodiscard]] RunEnd run_live(const LiveRun& run, RunFollower& follower, Interruption& interruption,
                              TerminalProgress& progress);

}  // namespace poolscope::app
