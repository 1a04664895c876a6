// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/baseline.h>
#include <poolscope/run_store.h>

#include "format/appearance.h"

/// A kept run in words, for tables and messages.
namespace poolscope::ui {

/// Its name, else the configuration of a study, else its scenario's title, else the name of its folder.
[[nodiscard]] QString runName(const StoredRun& run);
/// A moment of the wall clock, in the user's own time: "31 Jan 14:05:30", with its year when that is another.
[[nodiscard]] QString momentText(std::int64_t wallClockNs);
/// When it began, in the user's own time: "31 Jan 14:05".
[[nodiscard]] QString runWhen(const StoredRun& run);
/// "4 processes, forkserver, maxtasksperchild 5: map is_prime"
[[nodiscard]] QString runConfiguration(const StoredRun& run);
/// "running", "ended", "terminated", "cut short", ...
[[nodiscard]] QString runState(const StoredRun& run);
[[nodiscard]] Ink runStateInk(const StoredRun& run);
/// What made it, when that was a study: "sweep “How many workers?”, run 2"; empty: it was made by hand.
[[nodiscard]] QString runOrigin(const StoredRun& run);
/// "pinned", "baseline", or nothing.
[[nodiscard]] QString runMark(const StoredRun& run);
/// "baseline", "better: −24 to −18 %", "worse: +11 to +15 %", "same, within 5 %", "+12 %, not certain"; empty without a mark.
[[nodiscard]] QString baselineText(const study::BaselineMark* mark);
/// The same as a sentence that says of how many runs, and how many more would tell.
[[nodiscard]] QString baselineSentence(const study::BaselineMark* mark);
[[nodiscard]] Ink baselineInk(const study::BaselineMark* mark);
/// On what it was made, one fact a line.
[[nodiscard]] QString environmentText(const Environment& environment);

}  // namespace poolscope::ui
