// SPDX-License-Identifier: MIT
#include "worker/worker_entry.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>

#include <fcntl.h>
#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/worker_entry.h>

#include "lane/worker_lane.h"
#include "process/fork_server.h"
#include "process/worker_start.h"
#include "tasks/modules.h"
#include "worker/worker_loop.h"

namespace poolscope::worker {
namespace {

using base::UniqueFd;

[[noreturn]] void run_on(UniqueFd lane, UniqueFd doorbell, UniqueFd bell) noexcept {
    try {
        run_worker(lane::WorkerLane(std::move(lane), lane::WorkerBell(std::move(doorbell), std::move(bell))));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "poolscope worker %d cannot use its lane: %s\n", getpid(), error.what());
        _exit(kExitNoLane);
    }
}

void close_on_exec(int fd) { fcntl(fd, F_SETFD, FD_CLOEXEC); }

}  // namespace

void run_spawned_worker(std::int32_t host_pid) noexcept {
    process::settle_in_as_child(host_pid, process::Group::Own);
    // What a task starts (run_command) is not to inherit them.
    for (const int fd : {process::kLaneFd, process::kDoorbellFd, process::kBellFd}) close_on_exec(fd);
    run_on(UniqueFd(process::kLaneFd), UniqueFd(process::kDoorbellFd), UniqueFd(process::kBellFd));
}

void run_fork_server(std::int32_t host_pid) {
    for (const int fd : {process::kDoorbellFd, process::kBellFd}) close_on_exec(fd);
    process::ForkServerDuties duties;
    duties.load_module = [](const std::string& path) -> std::string {
        try {
            tasks::load_module(path);
            return {};
        } catch (const std::exception& error) {
            return error.what();
        }
    };
    duties.worker_main = [] {
        close_on_exec(process::kLaneFd);
        run_on(UniqueFd(process::kLaneFd), UniqueFd(process::kDoorbellFd), UniqueFd(process::kBellFd));
    };
    process::serve_forks(host_pid, duties);
}

void run_forked_worker(const process::WorkerDescriptors& descriptors) noexcept {
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null >= 0) dup2(null, STDIN_FILENO);  // as CPython's workers: they must not eat the host's input
    if (null > 0) ::close(null);
    if (descriptors.output >= 0) dup2(descriptors.output, STDOUT_FILENO);
    if (descriptors.error >= 0) dup2(descriptors.error, STDERR_FILENO);
    run_on(UniqueFd(descriptors.lane), UniqueFd(descriptors.doorbell), UniqueFd(descriptors.bell));
}

}  // namespace poolscope::worker

namespace poolscope {

void run_worker_if_asked(int argc, char** argv) {
    if (argc != 3) return;
    const bool as_worker = std::strcmp(argv[1], process::kWorkerArgument) == 0;
    const bool as_server = std::strcmp(argv[1], process::kForkServerArgument) == 0;
    if (!as_worker && !as_server) return;
    unsetenv(process::kWorkerVariable);
    const auto host_pid = static_cast<std::int32_t>(std::strtol(argv[2], nullptr, 10));
    if (as_worker) worker::run_spawned_worker(host_pid);
    worker::run_fork_server(host_pid);
}

}  // namespace poolscope
