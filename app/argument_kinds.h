// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

/// Kinds of arguments that several commands take.
namespace poolscope::app {

/// One of these names; what is none of them is refused with the names alone.
template <class Value> [[nodiscard]] CLI::Validator one_of(std::vector<std::pair<std::string, Value>> choices) {
    std::string list, words;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        list += (i == 0 ? "" : ",") + choices[i].first;
        words += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i].first;
    }
    return CLI::Validator(
        [choices = std::move(choices), words](std::string& typed) -> std::string {
            for (const auto& [name, value] : choices)
                if (typed == name) {
                    typed = std::to_string(static_cast<std::underlying_type_t<Value>>(value));
                    return {};
                }
            return "must be " + words + ", not " + typed;
        },
        "{" + list + "}");
}

/// A trace, or the folder of a run: becomes the trace in it.
[[nodiscard]] inline CLI::Validator trace_or_run_folder() {
    return CLI::Validator(
        [](std::string& typed) -> std::string {
            std::error_code error;
            if (std::filesystem::is_directory(typed, error)) typed = (std::filesystem::path(typed) / "trace").string();
            return {};
        },
        "");
}

}  // namespace poolscope::app
