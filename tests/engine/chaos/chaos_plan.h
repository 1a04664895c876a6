// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/batch_spec.h>
#include <poolscope/options.h>
#include <poolscope/pool.h>

#include "chaos_item.h"

namespace poolscope::chaos {

/// One call of a method.
struct PlannedBatch {
    Method method = Method::MapAsync;
    std::uint64_t items = 1;
    std::int64_t chunksize = 1;
    std::uint64_t salt = 0;
    bool of_numbers = false;  ///< values are numbers instead of text
    Manners manners;       ///< as unpack(pack()) gives them
    bool cancelled = false;                         ///< by the disturber, at some moment
    std::optional<std::uint64_t> cancelled_item{};  ///< this one alone
    OnError on_error = OnError::Continue;
    bool operator==(const PlannedBatch&) const = default;
};

/// What is done to the pool from outside while it works.
enum class Disturbance : std::uint8_t {
    KillWorker,
    KillFromOutside,
    StopWorker,
    ContinueWorker,
    KillForkServer,
    Resize,
    Pause,
    Resume,
    Drain,
    Restart,
    SetLimits,   ///< other numbers of tasks and items and another age; the time limits stay, as items rely on them
    CancelTask,  ///< the one that some worker runs
};

struct PlannedDisturbance {
    Disturbance what = Disturbance::KillWorker;
    std::uint32_t after_us = 0;  ///< since the one before
    std::uint32_t choice = 0;    ///< which worker, how many
    int signal = 9;
    bool operator==(const PlannedDisturbance&) const = default;
};

/// A whole run, made from its seed alone.
struct ChaosPlan {
    std::uint64_t seed = 0;
    PoolOptions options;
    std::vector<PlannedBatch> batches;
    std::vector<PlannedDisturbance> disturbances;
    bool terminates = false;   ///< terminate() in the middle instead of close()
    bool may_break = false;    ///< faults at the start of workers can break the pool
    bool may_time_out = false;
    bool may_outgrow = false;  ///< workers can be killed for their memory
    bool on_one_core = false;  ///< host and workers together
    [[nodiscard]] bool has(FaultAction action) const noexcept;
    [[nodiscard]] bool has(Disturbance what) const noexcept;
};

/// What a fault "fail" of a plan throws.
inline constexpr const char* kOrderedError = "an error to order";

/// `method`: "fork", "spawn", "forkserver", or empty for one that the seed chooses.
[[nodiscard]] ChaosPlan make_plan(std::uint64_t seed, const std::string& method);
/// In one line, for a report.
[[nodiscard]] std::string describe(const ChaosPlan& plan);

}  // namespace poolscope::chaos
