// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "forms/code_actions.h"

namespace poolscope::ui {

class ComparisonSet;

/// The configuration of a compared run, with the median of its repetitions and how they stand against the baseline. Empty for a run without a
/// scenario. Throws as study::recorded_scenario().
[[nodiscard]] std::optional<MeasuredCode> codeOfCompared(const ComparisonSet& set, quint64 id);

}  // namespace poolscope::ui
