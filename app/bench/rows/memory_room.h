// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace poolscope::bench {

/// Throws CannotMeasure when so many bytes are more than the machine, or this program's control group (version 2), has left.
void require_memory(std::size_t bytes);

}  // namespace poolscope::bench
