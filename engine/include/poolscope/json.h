// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace poolscope {

/// A JSON value. Objects keep the order of their keys, so that a document is written back as it was read.
using Json = nlohmann::ordered_json;

}  // namespace poolscope
