// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <poolscope/json.h>

namespace poolscope {

/// A JSON text that comes from a file or a peer and may be anything. Discarded (Json::is_discarded()) when it is no JSON, or nested deeper
/// than the 64 levels that a scenario may have: whoever copies or writes such a document calls itself once for each level.
[[nodiscard]] Json parse_bounded_json(std::string_view text);

}  // namespace poolscope
