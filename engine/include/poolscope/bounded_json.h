// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <poolscope/json.h>

namespace poolscope {

/// Deepest nesting of lists and objects in what is read: whoever copies or writes a document calls itself once for each level.
inline constexpr std::size_t kDeepestNesting = 64;

/// A JSON text that comes from a file or a peer and may be anything. Discarded (Json::is_discarded()) when it is no JSON, or nested deeper
/// than kDeepestNesting.
[[nodiscard]] Json parse_bounded_json(std::string_view text);

}  // namespace poolscope
