// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// "12.000000345": nanoseconds as seconds, exact, and the same in every locale.
[[nodiscard]] std::string decimal_seconds(Time nanoseconds);
/// "12000.345": the same in microseconds.
[[nodiscard]] std::string decimal_microseconds(Time nanoseconds);
/// Three significant digits, as "3.1", "0.0123" or "4120"; the same in every locale.
[[nodiscard]] std::string short_number(double value);

}  // namespace poolscope::trace
