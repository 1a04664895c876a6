// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/array.h>
#include <poolscope/json.h>

/// What the workers of the rows run; registered in row_functions.cpp.
namespace poolscope::bench {

/// Gives back what it got: a task that costs what a call costs.
std::int64_t pass(std::int64_t x);
Json pass_json(const Json& value);
std::vector<std::byte> pass_bytes(std::vector<std::byte> bytes);
/// The same, copied from where the caller put it to where the caller reads it.
ByteArray pass_array(const ByteArray& bytes);
/// Uses the processor for so many nanoseconds of the worker's own time, and gives the nanoseconds it really was. Not by the
/// wall clock: two workers on one processor would each count the other's time.
std::int64_t busy_for(std::int64_t nanoseconds);

}  // namespace poolscope::bench
