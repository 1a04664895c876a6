// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace poolscope::ui {

/// Which of the two sets of colours a widget paints with.
enum class Appearance { Light, Dark };

/// Follows the palette, so that a widget needs to know nothing else: call it in paintEvent with palette().
[[nodiscard]] Appearance appearanceOf(const QPalette& palette);

/// Colours that have a meaning of their own, beside those of the palette.
enum class Ink {
    Good,      ///< done
    Bad,       ///< failed, lost, crashed
    Caution,   ///< warnings, timed out
    Muted,     ///< secondary text
    Hairline,  ///< lines between things
    Accent,    ///< selection, focus, the one thing to press
    Raised,    ///< cards and headers above the window's colour
};
[[nodiscard]] QColor ink(Ink which, Appearance appearance);
[[nodiscard]] QColor ink(Ink which, const QPalette& palette);

/// Distances in device-independent pixels; everything is a multiple of four.
inline constexpr int kGap = 8;
inline constexpr int kSmallGap = 4;
inline constexpr int kLargeGap = 16;

}  // namespace poolscope::ui
