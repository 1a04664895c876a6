// SPDX-License-Identifier: GPL-3.0-or-later
#include "display.h"

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "exit_status.h"
#include "file_kind.h"
#include "run_command.h"
#include "trace_command.h"

namespace poolscope::app {

namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace

bool display_available() {
    if (!variable("DISPLAY").empty() || !variable("WAYLAND_DISPLAY").empty()) return true;
    const std::string_view platform = variable("QT_QPA_PLATFORM");
    return !platform.empty() && !platform.starts_with("xcb") && !platform.starts_with("wayland");
}

int run_without_display(const std::optional<std::string>& file) {
    int status = kSucceeded;
    if (file && is_trace(*file)) {
        status = trace_command({.file = *file, .format = TraceFormat::Text, .output = {}});
    } else {
        status = run_command({.scenario = file.value_or("00-first-look"), .overrides = {}, .trace = {}});
    }
    if (status != kBadInput) {
        std::cout << "\nThis was the terminal's view, as there is no display. For the window, start poolscope where "
                     "DISPLAY or "
                     "WAYLAND_DISPLAY is set (a desktop, or ssh -X), or with QT_QPA_PLATFORM=vnc.\n";
    }
    return status;
}

}  // namespace poolscope::app
