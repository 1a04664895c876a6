// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <poolscope/recorded_configuration.h>

#include "forms/code_actions.h"

namespace poolscope::ui {

/// study::recorded_configuration() in the window's words. Throws as that.
[[nodiscard]] std::optional<MeasuredCode> codeOfRun(const StoredRun& run, const std::vector<StoredRun>& all,
                                                    const std::optional<study::BaselineMark>& mark);

}  // namespace poolscope::ui
