// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QString>

namespace poolscope::ui {

/// Has a report written from a program that has no window: needs no display. `argc` and `argv` are for Qt and must live as long as this call.
/// To be called once, from the main thread. Returns what `write` does: what went wrong, or nothing.
[[nodiscard]] QString reportWithoutWindow(int& argc, char** argv, const std::function<QString()>& write);

}  // namespace poolscope::ui
