// SPDX-License-Identifier: MIT
#pragma once

#include <poolscope/json.h>

namespace poolscope::host {

/// Every function that this program knows, as the command "functions" tells of them.
[[nodiscard]] Json functions_json();

}  // namespace poolscope::host
