// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include <QColor>

#include "format/appearance.h"

namespace poolscope::ui {

/// A colour in each of the two appearances.
struct ChartColor {
    QColor light, dark;
    [[nodiscard]] const QColor& in(Appearance appearance) const { return appearance == Appearance::Dark ? dark : light; }
};

inline constexpr std::size_t kChartColors = 8;
/// Colours for things that have none of their own (slots, runs): those of Okabe and Ito, which colour-blind readers tell apart,
/// made darker or lighter so that lines have a contrast of 3:1 to the background. After the last the first comes again.
[[nodiscard]] inline ChartColor chartColor(std::size_t index) {
    static const std::array<ChartColor, kChartColors> colors{{
        {QColor(0x00, 0x72, 0xB2), QColor(0x56, 0xB4, 0xE9)},
        {QColor(0xC2, 0x4E, 0x00), QColor(0xFF, 0x8A, 0x3D)},
        {QColor(0x00, 0x80, 0x5E), QColor(0x2F, 0xC8, 0x9B)},
        {QColor(0xA8, 0x4A, 0x86), QColor(0xE0, 0x9A, 0xC6)},
        {QColor(0x8A, 0x6A, 0x00), QColor(0xF0, 0xC4, 0x3A)},
        {QColor(0x2B, 0x86, 0xC4), QColor(0x9B, 0xD4, 0xFF)},
        {QColor(0x5B, 0x66, 0x73), QColor(0xB4, 0xBD, 0xC8)},
        {QColor(0x7A, 0x3E, 0xC2), QColor(0xB7, 0x94, 0xFF)},
    }};
    return colors[index % colors.size()];
}
/// The second channel beside the colour: how the line is drawn. Differs where the colours begin again.
[[nodiscard]] inline Qt::PenStyle chartLine(std::size_t index) {
    static constexpr std::array<Qt::PenStyle, 4> kLines{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    return kLines[(index + index / kChartColors) % kLines.size()];
}

}  // namespace poolscope::ui
