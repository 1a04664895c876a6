// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#ifdef POOLSCOPE_WITH_WINDOW
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include <unistd.h>

#include "exit_status.h"

namespace {

/// Becomes the program with the window, which reads the same arguments. Returns only when that cannot be started.
int become_window(char** argv) {
    std::error_code error;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::string program = (own.parent_path() / "poolscope-window").string();
    ::execv(program.c_str(), argv);
    std::cerr << "poolscope: cannot start " << program << ": " << std::strerror(errno) << "\n";
    return poolscope::app::kBroken;
}

}  // namespace
#endif

/// The command line knows no Qt: loading that takes longer than many a run.
int main(int argc, char** argv) {
    poolscope::app::OpenWindow window;
    poolscope::app::ReportWriters reports;
#ifdef POOLSCOPE_WITH_WINDOW
    window = [argv](const poolscope::app::WindowRequest&) { return become_window(argv); };
    // Reports and code are written by the program with the window, which reads the same arguments.
    reports.hand_over = [argv] {
        static_cast<void>(become_window(argv));
        return std::string("the program with the window is missing");
    };
    reports.run = [reports](const std::string&, const std::string&) { return reports.hand_over(); };
#endif
    return poolscope::app::command_line(argc, argv, window, reports);
}
