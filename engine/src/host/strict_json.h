// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <poolscope/bounded_json.h>
#include <poolscope/json.h>

#include "host/scenario_problems.h"

namespace poolscope::host {

/// Largest document that is read at all.
inline constexpr std::size_t kLargestDocumentBytes = 64u * 1024 * 1024;

/// Reads JSON as RFC 8259 has it and refuses what parsers usually let pass: a key given twice, whole numbers that do
/// not fit 64 bits, nesting deeper than kDeepestNesting. Empty when there is no document to go on with (a syntax
/// error); otherwise the document, even when problems were added.
[[nodiscard]] std::optional<Json> parse_strict_json(const std::string& text, Problems& problems);

}  // namespace poolscope::host
