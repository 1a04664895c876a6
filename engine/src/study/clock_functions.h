// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
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
/// Their first argument: of one value, or of an argument list. Empty for what is no time that anything could take.
[[nodiscard]] inline std::optional<double> first_seconds(const Json& arguments) {
    const Json& first = arguments.is_array() && !arguments.empty() ? arguments[0] : arguments;
    if (!first.is_number()) return {};
    const double seconds = first.get<double>();
    return std::isfinite(seconds) && seconds >= 0 ? std::optional(seconds) : std::nullopt;
}
/// What another program does may be waiting as well as computing.
[[nodiscard]] inline bool runs_a_command(std::string_view function) { return function == "run_command"; }

/// Functions of the catalogue that mostly wait: those that go by the clock, and the one that holds memory for a while.
[[nodiscard]] inline bool waits(std::string_view function) { return goes_by_the_clock(function) || function == "leak"; }
/// Functions of the catalogue that compute. Of any other nobody knows: it may as well wait.
[[nodiscard]] inline bool computes(std::string_view function) {
    constexpr std::array<std::string_view, 12> kComputing{"square",    "multiply",       "identity",    "parse_int",      "is_prime",   "fibonacci",
                                                          "make_bytes", "monte_carlo_pi", "random_walk", "mandelbrot_row", "plain_loop", "count_words"};
    return std::find(kComputing.begin(), kComputing.end(), function) != kComputing.end();
}

}  // namespace poolscope::study
