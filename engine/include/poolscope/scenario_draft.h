// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <poolscope/scenario.h>

namespace poolscope {

/// A scenario that somebody is still writing: what is wrong in it stays as it stands where it can (items, arguments), and is left at its
/// default where it cannot. For what was edited and is to be edited on; whoever runs one reads it with parse_scenario(). Empty: the text is
/// no JSON.
[[nodiscard]] std::optional<Scenario> parse_scenario_draft(const std::string& text);

}  // namespace poolscope
