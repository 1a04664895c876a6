// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Faults on order: a plan says what goes wrong in a pool and when, so that a run can be broken the same way again.
namespace poolscope {

/// What happens. The first seven happen inside a worker at a FaultPoint, by the worker's own doing.
enum class FaultAction : std::uint8_t {
    Kill = 1,    ///< "kill": SIGKILL
    Stop,        ///< "stop": SIGSTOP; with a duration the host lets it go on after so long, else it stays stopped
    Segfault,    ///< "segfault": SIGSEGV
    Abort,       ///< "abort": SIGABRT
    Exit,        ///< "exit": _exit(exit_code)
    Delay,       ///< "delay": waits for `duration`
    Fail,        ///< "fail": throws a std::runtime_error with `message`; at the points Initializer and Task only
    Refuse,      ///< "refuse": the system refuses the nth start of a worker with `error_number` (EAGAIN, ENOMEM, EMFILE), `times` in a row
    FillDisk,    ///< "fill_disk": writing the trace fails with ENOSPC after `bytes`
    SlowReader,  ///< "slow_reader": who follows the trace (command line, window) reads `bytes` a second at most
    FullLane,    ///< "full_lane": the host does not take this worker's results for `duration`, from its nth task on, so that its ring fills
};

/// Where in a worker's life.
enum class FaultPoint : std::uint8_t {
    Start = 1,    ///< "start": before its first word to the host
    Initializer,  ///< "initializer": in place of the first instruction of the initializer (also when there is none)
    Idle,         ///< "idle": while it waits for its nth task
    Reading,      ///< "reading": when its nth task lies in the lane and it has not yet begun it
    Task,         ///< "task": at the beginning of the first item of its nth task
    Writing,      ///< "writing": in the middle of writing the result of an item of its nth task
};

struct Fault {
    FaultAction action = FaultAction::Kill;
    FaultPoint at = FaultPoint::Task;
    std::optional<std::uint32_t> worker{};  ///< PoolWorker-N, from 1
    std::optional<std::uint32_t> slot{};    ///< every life in this slot; neither: every worker
    std::uint64_t nth = 1;                  ///< of the worker's tasks, or of the pool's starts (Refuse); from 1; 0: each of them
    std::uint64_t times = 1;                ///< Refuse: so many starts in a row
    double probability = 1;                 ///< decided by the plan's seed, the fault's place, worker and task: repeatable
    std::chrono::nanoseconds duration{0};   ///< Stop, Delay, FullLane
    int exit_code = 1;                      ///< Exit
    int error_number = 0;                   ///< Refuse
    std::uint64_t bytes = 0;                ///< FillDisk, SlowReader
    std::string message{};                  ///< Fail
    bool operator==(const Fault&) const = default;
};

struct FaultPlan {
    std::uint64_t seed = 0;
    std::vector<Fault> faults{};
    [[nodiscard]] bool empty() const noexcept { return faults.empty(); }
    bool operator==(const FaultPlan&) const = default;
};

[[nodiscard]] const char* to_string(FaultAction action) noexcept;
[[nodiscard]] const char* to_string(FaultPoint point) noexcept;
[[nodiscard]] std::optional<FaultAction> fault_action_from_string(const std::string& name) noexcept;
[[nodiscard]] std::optional<FaultPoint> fault_point_from_string(const std::string& name) noexcept;
/// Whether the plan's fault number `index` befalls this worker at this occasion (its nth task, or the pool's nth start for Refuse).
/// Pure: the same plan gives the same answer in every process and every run.
[[nodiscard]] bool fires(const FaultPlan& plan, std::size_t index, std::uint32_t worker, std::uint32_t slot, std::uint64_t nth) noexcept;

}  // namespace poolscope
