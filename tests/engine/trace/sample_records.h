// SPDX-License-Identifier: MIT
#pragma once

#include <tuple>
#include <vector>

#include <poolscope/trace.h>

namespace poolscope::testing {

/// One record of each kind at least, no field left at its default where another value is possible.
[[nodiscard]] std::vector<trace::Body> sample_records();

/// True when all fields are the same.
[[nodiscard]] bool same(const trace::Body& one, const trace::Body& other);

}  // namespace poolscope::testing
