// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <poolscope/ids.h>

namespace poolscope {

/// What a worker is doing at the moment, as the function that it runs can learn it.
struct CurrentTask {
    BatchId batch;             ///< counted from 1 in the order of the pool's calls
    std::uint64_t item = 0;    ///< index of the item in its batch, from 0
    std::uint32_t attempt = 1; ///< how often the item was begun, this time included
    std::uint64_t seed = 0;    ///< item_seed() of this item
    std::string worker;        ///< "PoolWorker-3"
};

/// The task that this process runs; empty outside of a worker, and in one outside of a task (in its initializer). Any thread of
/// the worker, as long as the task waits for it.
[[nodiscard]] std::optional<CurrentTask> current_task();

/// A seed for the item that runs: the same in every run with the same PoolOptions::seed, whichever worker runs the item, in
/// whatever start method and chunks, and however often it is tried.
/// Throws RuntimeError outside of a task.
[[nodiscard]] std::uint64_t item_seed();

/// The same, of any item: for a loop without a pool that is to give the same results. Three rounds of SplitMix64 (Steele, Lea,
/// Flood 2014), over the run's seed, the batch's number (from 1) and the item's index: seed = mix(mix(mix(run) ^ batch) ^ item).
/// Within one batch no two items have the same seed, since mix() is one-to-one.
[[nodiscard]] std::uint64_t item_seed(std::uint64_t run_seed, BatchId batch, std::uint64_t item) noexcept;

}  // namespace poolscope
