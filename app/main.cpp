// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#ifdef POOLSCOPE_WITH_WINDOW
#include "application.h"
#endif

int main(int argc, char** argv) {
    poolscope::app::OpenWindow open_window;
#ifdef POOLSCOPE_WITH_WINDOW
    open_window = [argc, argv](const poolscope::app::WindowRequest& request) {
        return poolscope::ui::run_window(argc, argv, request.file);
    };
#endif
    return poolscope::app::command_line(argc, argv, open_window);
}
