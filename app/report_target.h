// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "command_line.h"

namespace poolscope::app {

/// Why the page of --report cannot be made, asked before the work that it is to tell of: "--report: ...". Where another program writes
/// reports, this one becomes it. `has_writer`: that of the page in question is there; `source`: what the work is read from, and must not be
/// replaced. Empty: nothing speaks against it.
[[nodiscard]] std::string problem_of_report(const ReportWriters& reports, bool has_writer, const std::string& target, const std::string& source);

}  // namespace poolscope::app
