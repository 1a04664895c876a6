// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope {

/// What poolscope-host does: reads the command line, runs a host until its life ends (engine/src/host/PROTOCOL.md) and
/// returns the exit status: 0, 128 + signal, 1 when it could not begin (said on standard error), 2 for wrong arguments.
/// Call it first thing in main, before any thread exists: the host forks.
[[nodiscard]] int run_host_program(int argc, char** argv);

}  // namespace poolscope
