// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/span_search.h"

namespace poolscope::ui {

std::size_t spansBegunBy(const PoolState& state, std::size_t slot, Time time) {
    std::size_t low = 0;
    std::size_t high = state.span_count(slot);  // in order of time
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (state.span(slot, middle).begin <= time) low = middle + 1;
        else high = middle;
    }
    return low;
}

}  // namespace poolscope::ui
