// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <poolscope/json.h>

#include "supervise/batch.h"

/// Where the chunks of a scenario's batches come from. Each gives its items as late as they are needed and holds no
/// more of them than it was given.
namespace poolscope::host {

/// What map would put into `range(start, stop, step)`: computed, never stored.
struct Range {
    std::int64_t start = 0;
    std::int64_t stop = 0;
    std::int64_t step = 1;
    /// How many numbers it has; every range of 64-bit numbers has fewer than 2^64.
    [[nodiscard]] std::uint64_t size() const noexcept;
    [[nodiscard]] std::int64_t at(std::uint64_t index) const noexcept;
    /// As Python writes it: "range(1, 1001)".
    [[nodiscard]] std::string text() const;
    /// From 1 to 3 whole numbers, as Python's range takes them. Throws TypeError or ValueError in Python's words.
    [[nodiscard]] static Range from_json(const Json& numbers);
};

enum class Items { Single, Starred };

/// One call with these encoded arguments.
[[nodiscard]] std::unique_ptr<supervise::ChunkSource> call_source(std::vector<std::byte> arguments);
/// A JSON list. Starred: each item is a list of arguments; throws TypeError for one that is not, naming it.
[[nodiscard]] std::unique_ptr<supervise::ChunkSource> list_source(Json list, Items items, std::uint64_t chunksize);
[[nodiscard]] std::unique_ptr<supervise::ChunkSource> range_source(Range range, std::uint64_t chunksize);

}  // namespace poolscope::host
