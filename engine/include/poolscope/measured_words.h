// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <poolscope/advice.h>
#include <poolscope/environment.h>
#include <poolscope/statistics.h>

/// What was measured of a configuration, as lines to stand above its code: in English and in the words of a comment, without its signs.
/// Pure.
namespace poolscope::study {

/// "1.23 s", "312 ms".
[[nodiscard]] std::string seconds_words(double seconds);
/// "4 workers, forkserver, chunksize 10, longest_first".
[[nodiscard]] std::string shape_words(const PoolShape& shape);
/// "measured: median 312 ms of 8 runs"; "not measured" without any.
[[nodiscard]] std::string median_words(std::span<const double> seconds);
/// This against `other`: "1.22 to 1.35 times as fast as the configuration before (95 %)", "no difference beyond 3 % from ...", "not certain to
/// differ from ...".
[[nodiscard]] std::string against_words(const Comparison& comparison, const std::string& other);
/// "on 2026-01-31, AMD EPYC 7B13, 4 CPUs, kernel 6.1.0": as far as it is known. The day is UTC's.
[[nodiscard]] std::string where_words(const Environment& environment, std::int64_t wall_clock_ns);

/// Of a configuration of a trial, 0 being the present one.
[[nodiscard]] std::vector<std::string> measured_words(const AdviceTrial& trial, const PoolShape& shape, std::size_t configuration);

}  // namespace poolscope::study
