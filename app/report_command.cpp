// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include <poolscope/trace.h>

#include "exit_status.h"
#include "trace_command.h"

namespace poolscope::app {

int report_command(const ReportOptions& options,
                   const std::function<std::string(const std::string&, const std::string&)>& write) {
    if (!write) {
        std::cerr << "poolscope: this program was built without the window, which draws the pictures of a report\n";
        return kBadInput;
    }
    try {
        const trace::Reader reader(options.file);
    } catch (const std::exception& error) {  // no trace, or not there
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
    const std::string problem = write(options.file, options.output);
    if (problem.empty()) return kSucceeded;
    std::cerr << "poolscope: " << options.output << " cannot be written: " << problem << '\n';
    return kBroken;
}

}  // namespace poolscope::app
