// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <vector>

#include <poolscope/statistics.h>

#include "study/normal_distribution.h"
#include "study/rank_distribution.h"
#include "study/sample_checks.h"

namespace poolscope::study {
namespace {

struct Ranked {
    double u = 0;
    double tie_sum = 0;  ///< of t^3 - t over groups of equal values
};

Ranked rank(std::span<const double> a, std::span<const double> b) {
    struct Value {
        double value;
        bool of_b;
    };
    std::vector<Value> all;
    all.reserve(a.size() + b.size());
    for (const double value : a) all.push_back({value, false});
    for (const double value : b) all.push_back({value, true});
    std::sort(all.begin(), all.end(), [](const Value& x, const Value& y) { return x.value < y.value; });
    Ranked ranked;
    double a_before = 0;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin;
        double in_a = 0, in_b = 0;
        for (; end < all.size() && all[end].value == all[begin].value; ++end) (all[end].of_b ? in_b : in_a) += 1;
        ranked.u += in_b * (a_before + in_a / 2);
        a_before += in_a;
        const auto t = static_cast<double>(end - begin);
        ranked.tie_sum += t * t * t - t;
        begin = end;
    }
    return ranked;
}

}  // namespace

std::vector<double> exact_p_values(std::size_t n, std::size_t m) {
    // How many orders have each U are the coefficients of the Gaussian binomial, the product over i from 1 to n of
    // (1 - x^(m + i)) / (1 - x^i). After each i it is a whole polynomial, with numbers of up to 40 over 20, which a double holds exactly.
    std::vector<double> counts(n * m + 1, 0.0);
    counts[0] = 1;
    for (std::size_t i = 1; i <= n; ++i) {
        for (std::size_t u = counts.size(); u-- > m + i;) counts[u] -= counts[u - m - i];
        for (std::size_t u = i; u < counts.size(); ++u) counts[u] += counts[u - i];
    }
    double total = 0;
    for (const double count : counts) total += count;
    std::vector<double> p(counts.size());
    double tail = 0;
    for (std::size_t low = 0, high = counts.size() - 1; low <= high; ++low, --high) {
        tail += counts[low];
        p[low] = p[high] = std::min(1.0, 2 * tail / total);
        if (high == 0) break;
    }
    return p;
}

double approximate_p_value(double u, std::size_t n, std::size_t m, double tie_sum) {
    const auto x = static_cast<double>(n), y = static_cast<double>(m), all = x + y;
    const double variance = x * y / 12 * ((all + 1) - tie_sum / (all * (all - 1)));
    if (variance <= 0) return 1;  // all values are equal
    const double distance = std::max(0.0, std::abs(u - x * y / 2) - 0.5);
    return 2 * normal_share_below(-distance / std::sqrt(variance));
}

RankTest rank_test(std::span<const double> a, std::span<const double> b) {
    require_numbers(a);
    require_numbers(b);
    const Ranked ranked = rank(a, b);
    RankTest test;
    test.u = ranked.u;
    test.superiority = ranked.u / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
    test.is_exact = ranked.tie_sum == 0 && a.size() <= kMostExact && b.size() <= kMostExact;
    test.p = test.is_exact ? exact_p_values(a.size(), b.size())[static_cast<std::size_t>(ranked.u)]
                           : approximate_p_value(ranked.u, a.size(), b.size(), ranked.tie_sum);
    return test;
}

}  // namespace poolscope::study
