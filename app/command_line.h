// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/scenario.h>

namespace poolscope::study {
struct WhatIf;
}

namespace poolscope::app {

/// What the command line wants of the window.
struct WindowRequest {
    std::optional<std::string> file;    ///< a scenario or a trace to open
    std::optional<std::string> config;  ///< the folder for settings and runs, instead of the XDG ones
    std::optional<std::string> theme;   ///< "system", "light" or "dark"
    std::optional<std::string> language;  ///< "system", "en" or "de"
    std::optional<int> text_size;         ///< in per cent of the system's
    bool run_at_once = false;
    std::optional<std::string> attach;  ///< the run folder of a pool that runs already

    /// Of a window that is only opened to make a picture of itself.
    struct Picture {
        std::optional<std::string> file;
        std::optional<double> after_seconds;  ///< from the start of the run; empty: at its end
        std::optional<int> width, height;
        std::optional<std::string> page;  ///< "results", "tasks", "batches", "events"
    } picture;
};
using OpenWindow = std::function<int(const WindowRequest&)>;
/// The languages in which a configuration can be had as a program.
enum class CodeLanguage { Python, Cpp };
/// How HTML reports and code are written, by a program that has the window's rooms. Reports return what went wrong, or nothing; all are empty
/// in a program that was built without the window.
struct ReportWriters {
    std::function<std::string(const std::string& trace, const std::string& output)> run;
    /// `document`: what `sweep --json` prints.
    std::function<std::string(const std::string& document, const std::string& output)> sweep;
    /// `measure`: its name; `baseline`: an index.
    std::function<std::string(const std::vector<std::string>& runs, std::size_t baseline, const std::string& measure, const std::string& output)> comparison;
    /// `trace`: of the run that other settings were simulated of.
    std::function<std::string(const std::string& trace, const study::WhatIf& found, const std::string& output)> whatif;
    /// `document`: what `advise --json` prints.
    std::function<std::string(const std::string& document, const std::string& output)> advice;
    /// The program; `measured`: lines of a comment above it.
    std::function<std::string(const Scenario& scenario, const std::vector<std::string>& measured, CodeLanguage language)> code;
    /// Becomes the program that writes them, which reads the same arguments; where it is set, it comes before anything else is done. Returns
    /// only when it cannot be started, what went wrong.
    std::function<std::string()> hand_over;
};

/// The whole program but the window: reads the arguments and does what they say. `open_window` and `reports` are empty in a
/// program that was built without the window. Returns the exit status.
[[nodiscard]] int command_line(int argc, char** argv, const OpenWindow& open_window, const ReportWriters& reports = {});

}  // namespace poolscope::app
