// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include <poolscope/sweep.h>

namespace poolscope::ui {

/// The values of a parameter as somebody types them, separated by commas: whole and other numbers; "default" and "none" for null; "1..8",
/// "0..100 step 10" and "1..64 x2" for ranges; an object of JSON as it is; anything else as text.
[[nodiscard]] std::vector<Json> readValueLine(const QString& line);
/// The line that reads back as these values.
[[nodiscard]] QString valueLine(study::SweepParameter parameter, const std::vector<Json>& values);

}  // namespace poolscope::ui
