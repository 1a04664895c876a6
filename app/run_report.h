// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include "run_follower.h"

namespace poolscope::app {

/// What a person is told of a run: its pool, its batches, the workers' lives and a summary.
void write_run_report(const RunFollower& run, std::ostream& out);

}  // namespace poolscope::app
