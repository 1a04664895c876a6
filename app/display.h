// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace poolscope::app {

/// Whether a window can be shown: an X11 or Wayland display is named, or QT_QPA_PLATFORM names a platform that needs
/// none (offscreen, minimal, vnc, linuxfb, eglfs).
[[nodiscard]] bool display_available();

/// What the program does instead of the window: runs the scenario, or without one the first demo, in the terminal and
/// says how to get the window. A trace is shown as text. Returns the exit status.
[[nodiscard]] int run_without_display(const std::optional<std::string>& file);

}  // namespace poolscope::app
