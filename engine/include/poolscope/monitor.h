// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <poolscope/control.h>
#include <poolscope/pool_monitor.h>

/// Lets windows of the same user watch the pool of a program, from its first task on:
///
///     poolscope::Pool pool({.processes = 4, .monitor = poolscope::monitor({.title = "Thumbnails"})});
///
/// The pool records its trace in a run folder, and answers on a socket there (engine/src/host/PROTOCOL.md) from a thread of its
/// own: a window that hangs, dies or asks much costs the pool nothing.
namespace poolscope {

struct MonitorOptions {
    std::string title{};  ///< what the list of hosts calls it; empty: the program's name
    /// Whether a window may resize, pause, cancel, kill and terminate. The server decides, not the window.
    Control control = Control::ReadOnly;
    /// The run folder, made (mode 0700) when missing; empty: a new one where the window keeps its runs, which also keeps the run
    /// when the program has ended.
    std::string folder{};
};

/// For PoolOptions::monitor; one for each pool. The pool's constructor throws SystemError when the folder cannot be made, belongs to
/// another user, or is used already.
[[nodiscard]] std::shared_ptr<PoolMonitor> monitor(MonitorOptions options = {});

}  // namespace poolscope
