// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace poolscope::ui {

/// Shows what the program is, its version and the licences of its parts. Not modal; deletes itself.
void showAbout(QWidget* window);

}  // namespace poolscope::ui
