// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "bench/measurement.h"

namespace poolscope::bench {

/// What became of a row's goal.
enum class Verdict {
    NoGoal,
    NoValue,  ///< what the goal is about was not measured
    Below,    ///< not even the floor
    Floor,
    Aim,
};

/// "", "no value", "below", "floor" or "aim".
[[nodiscard]] const char* to_string(Verdict verdict) noexcept;

/// The name of the side that a row's goal is about: a peer's, or Poolscope's own.
[[nodiscard]] std::string judged_side(const RowResult& result);
/// The numbers that the row's goal is about: ratios to a peer or Poolscope's own ones; null when there are none.
[[nodiscard]] const Samples* judged_numbers(const RowResult& result);
/// By their median.
[[nodiscard]] Verdict verdict_on(const RowResult& result);

}  // namespace poolscope::bench
