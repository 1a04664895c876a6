// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace poolscope::app {

/// What the program's end says (README, "The command line").
enum ExitStatus : int {
    kSucceeded = 0,      ///< every batch succeeded
    kFailed = 1,         ///< some task failed, was lost or was cancelled
    kBadInput = 2,       ///< bad arguments or scenario
    kBroken = 3,         ///< the pool broke, or the host did, or what was to be written could not be
    kInterrupted = 130,  ///< SIGINT; SIGTERM and SIGHUP give 128 and their number likewise
};

}  // namespace poolscope::app
