// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringView>

#include "filter/filter.h"

namespace poolscope::ui {

/// A number as it was typed.
struct FilterNumber {
    double value = 0;      ///< in nanoseconds, bytes, or as it is
    double precision = 0;  ///< of the last digit that was typed, in the same unit
    bool isSmallEnough = true;  ///< fits 64 bits
};

/// "2s", "1.5 ms", "2KiB", "12"; empty when it is none, or its unit is not one of this kind.
[[nodiscard]] std::optional<FilterNumber> readFilterNumber(QStringView text, FilterKind kind);
/// Whether the word is a unit of this kind alone ("ms"): it may stand behind a blank.
[[nodiscard]] bool isFilterUnit(QStringView word, FilterKind kind);
/// "ns, us, ms, s, min or h": what is expected.
[[nodiscard]] QString filterUnits(FilterKind kind);
/// "1.2s..3.4s": how the grammar writes a stretch of time, in nanoseconds since the run's begin; never less than it is.
[[nodiscard]] QString timeRangeText(qint64 begin, qint64 end);

}  // namespace poolscope::ui
