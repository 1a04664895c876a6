// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::study {

/// What each batch of a run works on, in words that are the same for the same input in the same order:
/// "16 items [0.08,0.01,0.08,...] #3f2a91c0". The items are those of the scenario that the trace holds; a batch that is none of it (of a
/// program that uses the library, or submitted later) is told by its description, which is all that the trace has of it.
[[nodiscard]] std::vector<std::string> input_words(const PoolState& state);

}  // namespace poolscope::study
