// SPDX-License-Identifier: GPL-3.0-or-later
#include "report_target.h"

#include "state_file.h"

namespace poolscope::app {

std::string problem_of_report(const ReportWriters& reports, bool has_writer, const std::string& target, const std::string& source) {
    if (reports.hand_over) return "--report: " + reports.hand_over();
    if (!has_writer) return "--report: this program was built without the window, which draws the pictures of a report";
    const std::string problem = problem_of_writing(target, MissingFolders::Refused, source);
    return problem.empty() ? problem : "--report: " + target + " cannot be written: " + problem;
}

}  // namespace poolscope::app
