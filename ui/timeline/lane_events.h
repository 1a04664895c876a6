// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "timeline/lane_index.h"

namespace poolscope::ui {

/// What is shown however far one zooms out. The order is that of painting: the gravest last, on top.
enum class MarkKind : std::uint8_t { Recycled, FailedTask, Crashed };
inline constexpr std::size_t kMarkKinds = 3;

struct LaneMark {
    Time time = 0;
    std::uint32_t span = 0;  ///< index of the span it belongs to
    char16_t letter = 0;     ///< of a crash: why, as endLetter() says
    friend bool operator==(const LaneMark&, const LaneMark&) = default;
};

/// The moments of a lane that must never vanish, a sparse layer over its spans: crashes, failed tasks, and changes of
/// the worker that were not crashes. In order of time.
class LaneEvents {
public:
    /// Takes in what was added since the last call; to be called after LaneIndex::update().
    void update(const LaneIndex& lane, const SpanSource& source);

    [[nodiscard]] std::span<const LaneMark> marks(MarkKind kind) const { return m_marks[static_cast<std::size_t>(kind)]; }
    /// The first mark of a kind at or after `time`.
    [[nodiscard]] std::optional<LaneMark> firstFrom(MarkKind kind, Time time) const;
    [[nodiscard]] std::size_t countWithin(MarkKind kind, Time begin, Time end) const;

private:
    std::array<std::vector<LaneMark>, kMarkKinds> m_marks;
    std::size_t m_final = 0;  ///< spans before this one were looked at and cannot change any more
};

}  // namespace poolscope::ui
