// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>

#include <poolscope/sweep.h>

namespace poolscope::app {

/// "12 of 45 runs, about 1 min 20 s left: processes 4, chunksize 10".
[[nodiscard]] std::string progress_words(const study::SweepProgress& sweep, const study::SweepRun& next);
/// A table of the configurations, the fastest first, and what is certain of them.
void write_sweep_report(const study::SweepProgress& sweep, std::ostream& out);
/// "certain: 1.08 to 1.17 times slower", "no difference beyond 5 %", "about 4 more runs", "will not be settled": this against another.
[[nodiscard]] std::string finding_words(const study::Comparison& comparison);
/// "1 min 20 s", "2 h 5 min", "800 ms".
[[nodiscard]] std::string rough_duration(double seconds);

}  // namespace poolscope::app
