// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// Writes the report of a trace from a program that has no window: needs no display. `argc` and `argv` are for Qt and must live as
/// long as this call. To be called once, from the main thread. Returns what went wrong, or nothing.
[[nodiscard]] QString writeReportWithoutWindow(int& argc, char** argv, const QString& tracePath, const QString& target);

}  // namespace poolscope::ui
