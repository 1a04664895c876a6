// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include <poolscope/pool_state.h>

#include "format/appearance.h"

namespace poolscope::ui {

/// "done", "failed", "lost", "timed out", "cancelled"
[[nodiscard]] QString outcomeName(trace::ItemOutcome outcome);
[[nodiscard]] Ink outcomeInk(trace::ItemOutcome outcome);
/// "running" while the batch has no outcome.
[[nodiscard]] QString outcomeName(std::optional<trace::BatchOutcome> outcome);
[[nodiscard]] Ink outcomeInk(std::optional<trace::BatchOutcome> outcome);
/// "assigned", "running", "waiting", "done", ...
[[nodiscard]] QString phaseName(TaskPhase phase);
[[nodiscard]] Ink phaseInk(TaskPhase phase);
/// "running", "closing", "terminating", "broken", "ended"
[[nodiscard]] QString phaseName(trace::PoolPhase phase);
/// "note", "warning", "error"
[[nodiscard]] QString severityName(trace::Severity severity);
[[nodiscard]] Ink severityInk(trace::Severity severity);

}  // namespace poolscope::ui
