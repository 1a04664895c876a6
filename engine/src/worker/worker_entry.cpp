// SPDX-License-Identifier: MIT
#include "worker/worker_entry.h"

#include <algorithm>
#include <array>
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

/// When memory runs out the kernel kills the process that looks largest: that is to be a worker, which can be replaced, and not
/// its host, which holds the results of all. As if it had 30 % of what there is on top of its own (proc(5), oom_score_adj);
/// what a task starts inherits it. Anyone may raise it; without /proc it stays as it is.
void volunteer_for_the_oom_killer() noexcept {
    constexpr long kRaise = 300, kMost = 1000;
    const UniqueFd file(::open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC));
    std::array<char, 16> text{};
    if (!file || ::read(file.get(), text.data(), text.size() - 1) <= 0) return;
    const long own = std::strtol(text.data(), nullptr, 10);
    const int length = std::snprintf(text.data(), text.size(), "%ld", std::min(own + kRaise, kMost));
    [[maybe_unused]] const auto written = ::pwrite(file.get(), text.data(), static_cast<std::size_t>(length), 0);
}

[[noreturn]] void run_on(UniqueFd lane, UniqueFd doorbell, UniqueFd bell) noexcept {
    volunteer_for_the_oom_killer();
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
