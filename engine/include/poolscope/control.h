// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace poolscope {

/// What those may do who attach to a pool: look at everything that happened and happens, or order it about as well.
enum class Control : std::uint8_t { ReadOnly, Allowed };

}  // namespace poolscope
