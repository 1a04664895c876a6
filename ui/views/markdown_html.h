// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace poolscope::ui {

/// Markdown as HTML without sizes in points, so that all of it, code too, grows with the text of the part that shows it. (What Qt shows
/// as Markdown has code in the system's size.)
[[nodiscard]] QString htmlOf(const QString& markdown);

}  // namespace poolscope::ui
