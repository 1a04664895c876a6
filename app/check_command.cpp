// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/trace_check.h>

#include "exit_status.h"
#include "trace_command.h"

namespace poolscope::app {

int check_command(const CheckOptions& options) {
    try {
        const trace::CheckReport report = trace::check_trace(options.file);
        if (options.json) {
            std::cout << trace::report_json(report).dump(2) << '\n';
        } else {
            std::cout << trace::report_text(report);
        }
        std::cout << std::flush;
        if (!std::cout) {
            std::cerr << "poolscope: standard output cannot be written\n";
            return kBroken;
        }
        return report.sound() ? kSucceeded : kFailed;
    } catch (const std::exception& error) {  // no trace, or not there
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
}

}  // namespace poolscope::app
