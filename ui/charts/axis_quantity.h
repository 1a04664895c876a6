// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// What an axis measures, and so how its numbers are written and where its ticks stand.
enum class Quantity {
    Moment,      ///< nanoseconds since the run's origin
    Duration,    ///< nanoseconds
    Count,
    Rate,        ///< to the second
    Share,       ///< 1 is the whole; it may be more
    Processors,  ///< 1 is one whole processor, written as 100 %
    Bytes,
};

/// A value as exactly as it is worth reading: "52.1 k/s", "230 ms", "61.4 MiB", "81 %".
[[nodiscard]] QString quantityText(double value, Quantity quantity);
/// At an axis: as short as it can be.
[[nodiscard]] QString tickText(double value, Quantity quantity);
/// The next round value from which an axis that must reach `most` has some room above; positive.
[[nodiscard]] double roundTop(double most, Quantity quantity);
/// The distance of ticks of an axis from 0 to `top`: round, so that there are `most` ticks or fewer.
[[nodiscard]] double tickStep(double top, int most, Quantity quantity);

}  // namespace poolscope::ui
