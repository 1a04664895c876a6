// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::trace {

/// An encoded value as JSON; null when its bytes are damaged.
[[nodiscard]] Json json_or_null(std::span<const std::byte> value);
/// A result's value as JSON. One that was left out of the trace is {"omitted_bytes": N}.
[[nodiscard]] Json result_json(const ItemResult& result);

/// The text with what is not UTF-8 replaced by U+FFFD, so that dump() of a document that holds it cannot throw.
[[nodiscard]] std::string utf8_only(const std::string& text);

/// The type and message of an error that ended an item.
struct ItemError {
    std::string type;
    std::string message;
};
[[nodiscard]] ItemError error_of(const ItemResult& result);

/// Fetches arguments and results of tasks from the trace; keeps those of the task that was asked for last. Borrows
/// both.
class TaskValues {
public:
    TaskValues(const PoolState& state, const Reader& reader) : state_(&state), reader_(&reader) {}
    /// What became of the item at `position` in the task; null when the trace does not have it.
    [[nodiscard]] const ItemResult* result(std::uint32_t task, std::uint32_t position);
    /// The argument list of that item; null when the trace does not have it.
    [[nodiscard]] Json arguments(std::uint32_t task, std::uint32_t position);

private:
    const PoolState* state_;
    const Reader* reader_;
    std::uint32_t ended_task_ = kNoIndex;
    std::optional<Record> ended_;
    std::uint32_t assigned_task_ = kNoIndex;
    Json arguments_;
};

}  // namespace poolscope::trace
