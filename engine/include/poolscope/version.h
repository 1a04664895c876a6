// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope {

/// The version of library, programs and window alike; CMake checks that it is the project's.
inline constexpr const char* kVersion = "0.1.0";

}  // namespace poolscope
