// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include <QString>

namespace poolscope::ui {

/// "640 ns", "4.2 µs", "230 ms", "1.4 s", "2 min 05 s", "1 h 12 min": three digits at most before it changes the unit.
[[nodiscard]] QString durationText(std::chrono::nanoseconds duration);
[[nodiscard]] inline QString durationText(std::int64_t nanoseconds) {
    return durationText(std::chrono::nanoseconds(nanoseconds));
}
/// The same of seconds.
[[nodiscard]] QString secondsText(double seconds);
/// "0 B", "812 B", "61.4 MiB"
[[nodiscard]] QString bytesText(std::uint64_t bytes);
/// "1 000 000", grouped as the locale does.
[[nodiscard]] QString countText(std::uint64_t count);
/// "52", "5.2 k", "1.4 M": for rates.
[[nodiscard]] QString shortCountText(double count);
/// "81 %"; the ratio is cut to 0..1.
[[nodiscard]] QString percentText(double ratio);
/// "1.2 %" or "134 %": of something that can be taken more than once.
[[nodiscard]] QString fineShareText(double share);

}  // namespace poolscope::ui
