// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/faults.h>

namespace poolscope::worker {

/// What a worker is told first: who it is and what to run before its first task.
struct Setup {
    std::string name;          ///< "PoolWorker-3"
    std::uint32_t slot = 0;
    std::uint32_t generation = 1;
    std::string start_method;
    std::optional<std::uint64_t> maxtasksperchild;  ///< it leaves by itself after so many tasks
    std::string initializer;                        ///< registered name; empty: none
    std::vector<std::byte> initargs;                ///< one encoded list of arguments
    std::vector<std::string> modules;               ///< shared objects to load first
    std::optional<std::uint64_t> maxitemsperchild;  ///< it leaves by itself, between tasks, after so many items
    std::uint64_t seed = 0;                         ///< of the run: what item_seed() is made from
    std::uint32_t worker = 0;                       ///< the N of its name
    bool captures_output = false;                   ///< its standard output and error are files that it empties item by item
    FaultPlan faults;                               ///< those that may befall this worker
};

[[nodiscard]] std::vector<std::byte> encode_setup(const Setup& setup);
/// Throws DecodingError.
[[nodiscard]] Setup decode_setup(std::span<const std::byte> bytes);

}  // namespace poolscope::worker
