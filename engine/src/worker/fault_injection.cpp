// SPDX-License-Identifier: MIT
#include "worker/fault_injection.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <stdexcept>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace poolscope::worker {
namespace {

[[nodiscard]] bool is_done_by_a_worker(const Fault& fault) noexcept {
    if (fault.action == FaultAction::Fail) return fault.at == FaultPoint::Initializer || fault.at == FaultPoint::Task;
    return fault.action < FaultAction::Fail;
}

/// As a fault in the code raises it: with the default disposition, whatever a task has set, and unblocked.
[[noreturn]] void die_of(int signal) {
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    std::signal(signal, SIG_DFL);
    sigset_t only{};
    sigemptyset(&only);
    sigaddset(&only, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
    while (true) ::kill(::getpid(), signal);
}

void wait_for(std::chrono::nanoseconds duration) {
    timespec left{};
    left.tv_sec = static_cast<time_t>(duration.count() / 1'000'000'000);
    left.tv_nsec = static_cast<long>(duration.count() % 1'000'000'000);
    while (::clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR) {
    }
}

}  // namespace

void FaultInjection::set_plan(FaultPlan plan, std::uint32_t worker, std::uint32_t slot) {
    plan_ = std::move(plan);
    worker_ = worker;
    slot_ = slot;
    for (const Fault& fault : plan_.faults)
        if (is_done_by_a_worker(fault)) points_ |= bit(fault.at);
}

bool FaultInjection::is_due(FaultPoint point, std::uint64_t nth) const noexcept {
    if (!minds(point) || reached_.at(static_cast<std::size_t>(point)) >= nth) return false;
    for (std::size_t i = 0; i < plan_.faults.size(); ++i) {
        const Fault& fault = plan_.faults[i];
        if (fault.at == point && is_done_by_a_worker(fault) && fires(plan_, i, worker_, slot_, nth)) return true;
    }
    return false;
}

void FaultInjection::reach(FaultPoint point, std::uint64_t nth) {
    if (!is_due(point, nth)) return;
    reached_.at(static_cast<std::size_t>(point)) = nth;
    for (std::size_t i = 0; i < plan_.faults.size(); ++i) {
        const Fault& fault = plan_.faults[i];
        if (fault.at != point || !is_done_by_a_worker(fault) || !fires(plan_, i, worker_, slot_, nth)) continue;
        lane_->tell_fault(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(nth));
        perform(fault);
    }
}

void FaultInjection::perform(const Fault& fault) {
    switch (fault.action) {
    case FaultAction::Kill: die_of(SIGKILL);
    case FaultAction::Segfault: die_of(SIGSEGV);
    case FaultAction::Abort: die_of(SIGABRT);
    case FaultAction::Exit: ::_exit(fault.exit_code);
    case FaultAction::Stop: ::kill(::getpid(), SIGSTOP); return;
    case FaultAction::Delay: wait_for(fault.duration); return;
    case FaultAction::Fail:
        throw std::runtime_error(fault.message.empty() ? "a fault of the plan" : fault.message);
    default: return;  // the host's own
    }
}

}  // namespace poolscope::worker
