// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// How every report looks: light, and as good on paper.
[[nodiscard]] QString reportStyleSheet();

}  // namespace poolscope::ui
