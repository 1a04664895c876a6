// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "timeline/time_index.h"

namespace poolscope::ui {

/// A span in a lane.
struct SpanSpot {
    std::size_t slot = 0;
    std::size_t span = 0;
    friend bool operator==(const SpanSpot&, const SpanSpot&) = default;
};

enum class Step : std::uint8_t { Forward, Backward };

/// The nearest running span before or after `from` in the same lane.
[[nodiscard]] std::optional<SpanSpot> nextTask(const TimeIndex& index, SpanSpot from, Step step);
/// The first span of the next or the previous life in the same lane.
[[nodiscard]] std::optional<SpanSpot> nextGeneration(const TimeIndex& index, SpanSpot from, Step step);
/// The next crash or failed task after `from` in time, in any lane; from the beginning when `from` is empty.
[[nodiscard]] std::optional<SpanSpot> nextFailure(const TimeIndex& index, std::optional<SpanSpot> from, Step step);

}  // namespace poolscope::ui
