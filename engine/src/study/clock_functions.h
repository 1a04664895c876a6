// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>

namespace poolscope::study {

/// Functions of the catalogue that last for as long as they are told to, whoever else wants the processors.
[[nodiscard]] inline bool goes_by_the_clock(std::string_view function) {
    constexpr std::array<std::string_view, 4> kByTheClock{"sleep", "hang", "busy", "slow_start"};
    return std::find(kByTheClock.begin(), kByTheClock.end(), function) != kByTheClock.end();
}
/// Those of them whose first argument is how many seconds.
[[nodiscard]] inline bool takes_seconds(std::string_view function) { return function == "sleep" || function == "busy" || function == "slow_start"; }
/// Their first argument: of one value, or of an argument list.
[[nodiscard]] inline std::optional<double> first_number(const Json& arguments) {
    if (arguments.is_number()) return arguments.get<double>();
    if (arguments.is_array() && !arguments.empty() && arguments[0].is_number()) return arguments[0].get<double>();
    return {};
}
/// What another program does may be waiting as well as computing.
[[nodiscard]] inline bool runs_a_command(std::string_view function) { return function == "run_command"; }

}  // namespace poolscope::study
