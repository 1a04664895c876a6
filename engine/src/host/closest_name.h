// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolscope::host {

/// The known name that a misspelt one most likely meant; empty when none is near. Near is an edit distance (a letter
/// more, less, changed, or two neighbours swapped) of at most a third of the name's length.
[[nodiscard]] std::optional<std::string> closest_name(std::string_view name, const std::vector<std::string>& known);

/// What to do about an unknown name: "did you mean 'processes'?", or the known names when none is near.
[[nodiscard]] std::string name_advice(std::string_view name, const std::vector<std::string>& known);

/// A name as it stands in a message: in single quotes, cut when it is very long, control characters shown as '?'.
[[nodiscard]] std::string in_quotes(std::string_view name);

}  // namespace poolscope::host
