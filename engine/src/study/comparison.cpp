// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "study/normal_distribution.h"
#include "study/sample_checks.h"

namespace poolscope::study {
namespace {

/// How surely a claim that is true is to be seen, when it is said how many runs that takes.
constexpr double kPower = 0.8;
/// No estimate is taken for more than this.
constexpr double kMostForeseen = 1e6;

std::vector<double> scaled(std::span<const double> sample, double factor) {
    std::vector<double> values(sample.begin(), sample.end());
    for (double& value : values) value *= factor;
    return values;
}

/// Runs a side after which a rank test with this share of pairs is likely to reach the level (Noether 1987); never fewer than make it
/// reachable at all.
double runs_to_settle(double superiority, double level) {
    const double away = std::abs(superiority - 0.5);
    if (away < 1e-9) return kMostForeseen;
    const double z = normal_quantile(1 - level / 2) + normal_quantile(kPower);
    double least = 2, orders = 6;  // 2 n over n: the orders of n and n values
    while (2 / orders > level && least < 60) {
        least += 1;
        orders *= (2 * least) * (2 * least - 1) / (least * least);
    }
    return std::clamp(std::ceil(z * z / (6 * away * away)), least, kMostForeseen);
}

}  // namespace

const char* to_string(Finding finding) noexcept {
    switch (finding) {
    case Finding::Difference: return "difference";
    case Finding::NoDifference: return "no_difference";
    case Finding::MoreRuns: return "more_runs";
    case Finding::NotSettled: return "not_settled";
    }
    return "not_settled";
}

double Comparison::open_difference() const noexcept {
    const double above = ratio.interval.high - 1;
    const double below = ratio.interval.low > 0 ? 1 / ratio.interval.low - 1 : above;
    return std::max({above, below, 0.0});
}

Comparison compare(std::span<const double> a, std::span<const double> b, const CompareOptions& options) {
    require_positive(a);
    require_positive(b);
    if (!(options.margin > 0) || !(options.level >= 0 && options.level < 1))
        throw ValueError("a margin is above 0 and a level from 0 to 1, not " + std::to_string(options.margin) + " and " +
                         std::to_string(options.level));
    Comparison result;
    result.margin = options.margin;
    result.ratio = ratio_of_medians(a, b, options.ratio);
    result.test = rank_test(a, b);
    const std::size_t runs = std::min(a.size(), b.size());
    const bool can_claim = runs > 1 && options.level > 0;

    const bool is_slower = result.test.superiority > 0.5 && result.ratio.interval.low > 1;
    const bool is_faster = result.test.superiority < 0.5 && result.ratio.interval.high < 1;
    if (can_claim && result.test.p <= options.level && (is_slower || is_faster)) {
        result.finding = Finding::Difference;
        return result;
    }
    // Moved by the margin either way, each sample must lie surely on its side of the other.
    const RankTest against_slower = rank_test(scaled(a, 1 + options.margin), b);
    const RankTest against_faster = rank_test(scaled(a, 1 / (1 + options.margin)), b);
    const bool is_close = against_slower.superiority < 0.5 && against_faster.superiority > 0.5;
    if (can_claim && is_close && against_slower.p <= options.level && against_faster.p <= options.level) {
        result.finding = Finding::NoDifference;
        return result;
    }
    const double level = options.level > 0 ? options.level : 0.05;
    double needed = runs_to_settle(result.test.superiority, level);
    if (is_close || runs < 3) {
        needed = std::min(needed, std::max(runs_to_settle(against_slower.superiority, level),
                                           runs_to_settle(against_faster.superiority, level)));
    }
    const double more = std::max(1.0, needed - static_cast<double>(runs));
    if (options.most_runs) {
        result.more_runs = static_cast<std::uint64_t>(more);
        if (static_cast<double>(runs) + more > static_cast<double>(*options.most_runs)) result.finding = Finding::NotSettled;
    } else if (needed < kMostForeseen) {
        // As many runs as one likes: that they would not tell either is nothing that so few of them can say.
        result.more_runs = static_cast<std::uint64_t>(more);
    }
    return result;
}

}  // namespace poolscope::study
