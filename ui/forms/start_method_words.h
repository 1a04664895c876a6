// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// What a start method does, in one sentence. Empty for a name that is none. What a start takes here is measured and told with the costs: a
/// time of another machine would contradict it.
[[nodiscard]] QString startMethodExplanation(const QString& method);

}  // namespace poolscope::ui
