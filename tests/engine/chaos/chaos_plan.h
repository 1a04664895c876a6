// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/batch_spec.h>
#include <poolscope/options.h>

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
};

/// What is done to the pool from outside while it works.
enum class Disturbance : std::uint8_t { KillWorker, KillFromOutside, StopWorker, ContinueWorker, KillForkServer, Resize, Pause, Resume, Drain, Restart };

struct PlannedDisturbance {
    Disturbance what = Disturbance::KillWorker;
    std::uint32_t after_us = 0;  ///< since the one before
    std::uint32_t choice = 0;    ///< which worker, how many
    int signal = 9;
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
};

/// `method`: "fork", "spawn", "forkserver", or empty for one that the seed chooses.
[[nodiscard]] ChaosPlan make_plan(std::uint64_t seed, const std::string& method);
/// In one line, for a report.
[[nodiscard]] std::string describe(const ChaosPlan& plan);

}  // namespace poolscope::chaos
