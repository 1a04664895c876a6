// SPDX-License-Identifier: MIT
#include "study/normal_distribution.h"

#include <cmath>
#include <numbers>

namespace poolscope::study {

double normal_share_below(double z) noexcept {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double normal_quantile(double p) noexcept {
    // Bisection of an increasing function: 60 halvings of a range that holds every p a double can tell from 0 and 1. Nobody asks for
    // many of them, and there is no table of coefficients to get wrong.
    double low = -40, high = 40;
    for (int i = 0; i < 70; ++i) {
        const double middle = (low + high) / 2;
        (normal_share_below(middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace poolscope::study
