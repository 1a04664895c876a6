// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "study/sample_checks.h"

namespace poolscope::study {

void require_numbers(std::span<const double> sample) {
    if (sample.empty()) throw ValueError("a sample holds no values");
    for (const double value : sample)
        if (!std::isfinite(value)) throw ValueError("a sample holds a value that is no number");
}

void require_positive(std::span<const double> sample) {
    require_numbers(sample);
    for (const double value : sample)
        if (value <= 0) throw ValueError("a ratio needs values above zero, not " + std::to_string(value));
}

double quantile(std::span<const double> sample, double p) {
    require_numbers(sample);
    if (!(p >= 0 && p <= 1)) throw ValueError("a quantile's share must be between 0 and 1, not " + std::to_string(p));
    std::vector<double> values(sample.begin(), sample.end());
    const double position = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values.begin(), at, values.end());
    if (below + 1 == values.size()) return *at;
    const double next = *std::min_element(at + 1, values.end());
    return *at + (position - static_cast<double>(below)) * (next - *at);
}

double median(std::span<const double> sample) {
    return quantile(sample, 0.5);
}

}  // namespace poolscope::study
