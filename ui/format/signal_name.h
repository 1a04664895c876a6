// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// "SIGKILL"; "signal 40" when the number has no name.
[[nodiscard]] QString signalName(int signal);

}  // namespace poolscope::ui
