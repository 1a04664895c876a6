// SPDX-License-Identifier: MIT
#pragma once

#include <string>

/// What a scenario does, as short words that are the same for scenarios that do the same.
namespace poolscope::runs {

struct ScenarioKeys {
    std::string work;      ///< of its calls, in whatever order, chunks, batches and by whatever method; empty: there are none
    std::string settings;  ///< of everything that is set, but for what is said about it (title, description)
};
/// A short word for a text: texts that differ have different ones, but for one pair in very many.
[[nodiscard]] std::string word_of_text(const std::string& text);

/// Of a scenario as JSON. Empty words for what is no scenario. Linear in its items.
[[nodiscard]] ScenarioKeys keys_of(const std::string& scenario);

}  // namespace poolscope::runs
