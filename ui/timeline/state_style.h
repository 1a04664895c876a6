// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include <QColor>

#include "format/appearance.h"
#include "timeline/lane_index.h"

namespace poolscope::ui {

/// Second channel of a state beside its colour: how much of the lane's height it fills.
[[nodiscard]] double stateHeight(WorkerActivity activity);

/// Colours of one state in one appearance, ready to be written into an image, and its pattern.
class StateStyle {
public:
    StateStyle() = default;
    StateStyle(WorkerActivity activity, Appearance appearance, const QColor& background);

    [[nodiscard]] QRgb fill() const { return m_fill; }
    [[nodiscard]] bool hasPattern() const { return m_pattern != Pattern::Plain; }
    /// Colour of one pixel where the state is alone in its column. `unit`: device pixels in a logical one. Patterns are
    /// tied to columns of time and move with them.
    [[nodiscard]] QRgb pixel(std::int64_t column, int row, int unit) const;

private:
    enum class Pattern : std::uint8_t { Plain, Dots, Hatch, Stripes };
    Pattern m_pattern = Pattern::Plain;
    QRgb m_fill = 0;
    QRgb m_second = 0;
};

/// The styles of all painted states, by their place in StateTimes.
using StateStyles = std::array<StateStyle, kPaintedStates>;
[[nodiscard]] StateStyles stateStyles(Appearance appearance, const QColor& background);

}  // namespace poolscope::ui
