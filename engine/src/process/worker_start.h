// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include <sys/types.h>

#include "base/result.h"
#include "process/child.h"

namespace poolscope::process {

/// What a worker is given at its start; the worker's program finds them under the fixed numbers below.
struct WorkerDescriptors {
    int lane = -1;      ///< the lane's memory
    int doorbell = -1;  ///< the doorbell's memory
    int bell = -1;      ///< the eventfd that wakes the host
    int output = -1;    ///< becomes its standard output; -1: the host's
    int error = -1;     ///< becomes its standard error; -1: the host's
};
inline constexpr int kLaneFd = 3;
inline constexpr int kDoorbellFd = 4;
inline constexpr int kBellFd = 5;
inline constexpr int kServerSocketFd = 3;  ///< of a fork server, with the doorbell and the bell as above

inline constexpr const char* kWorkerArgument = "--poolscope-worker";
inline constexpr const char* kForkServerArgument = "--poolscope-forkserver";
/// Set for a started program, so that one which forgot run_worker_if_asked() is told apart from its own first start.
inline constexpr const char* kWorkerVariable = "POOLSCOPE_STARTED_AS_WORKER";

/// Starts `executable` as a worker by posix_spawn(3): a fresh program that has nothing of the host but these descriptors,
/// the environment and the working directory. Its standard input is /dev/null, as in CPython.
[[nodiscard]] base::Result<OwnedChild> start_by_spawn(const std::string& executable, const WorkerDescriptors& descriptors);
/// The same for a fork server; `socket` is its end of the connection.
[[nodiscard]] base::Result<OwnedChild> spawn_fork_server(const std::string& executable, int socket, int doorbell, int bell);

/// Forks; `child_main` runs in the child and must not return (a return ends the child). Call from the thread that lives
/// longest: the child dies with the forking thread.
[[nodiscard]] base::Result<OwnedChild> start_by_fork(const std::function<void()>& child_main);

enum class Group { Own, OfTheForkServer };
/// First thing in every new worker, whatever its start method: signal dispositions and mask, a process group of
/// its own (a fork server's worker gets it from the host: ForkServer), death with the host, and a check that the host is
/// still there. Only async-signal-safe calls. Ends the process when `host_pid` is not the parent any more.
void settle_in_as_child(pid_t host_pid, Group group) noexcept;

/// The running program, for spawn and the fork server.
[[nodiscard]] std::string own_executable();

}  // namespace poolscope::process
