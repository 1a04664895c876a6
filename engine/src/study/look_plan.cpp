// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <string>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "study/random.h"
#include "study/rank_distribution.h"

namespace poolscope::study {
namespace {

constexpr std::uint32_t kSeries = 20'000;
/// Fewer series than these in which something may be claimed, and their number is too uncertain to build on.
constexpr double kFewestClaims = 200;
constexpr std::uint32_t kMostRuns = 10'000;
/// What is kept back of the error, since what is drawn is uncertain itself.
constexpr double kDrawnShare = 0.9;

/// p-values by U of n against n.
std::vector<double> p_values(std::uint32_t n) {
    if (n <= kMostExact) return exact_p_values(n, n);
    std::vector<double> p(std::size_t{n} * n + 1);
    for (std::size_t u = 0; u < p.size(); ++u) p[u] = approximate_p_value(static_cast<double>(u), n, n, 0);
    return p;
}

/// Two samples of one distribution that grow by one value each a round; tells the U of each round.
class Series {
public:
    explicit Series(Random& random) : random_(random) {}

    std::size_t grow() {
        const double a = random_.uniform(), b = random_.uniform();
        // Pairs of the new a with the old b's, of the old a's with the new b, and of the new ones.
        const auto among_b = std::lower_bound(b_.begin(), b_.end(), a);
        u_ += static_cast<std::size_t>(b_.end() - among_b);
        b_.insert(std::lower_bound(b_.begin(), b_.end(), b), b);
        const auto among_a = std::lower_bound(a_.begin(), a_.end(), b);
        u_ += static_cast<std::size_t>(among_a - a_.begin()) + (a < b ? 1 : 0);
        a_.insert(std::lower_bound(a_.begin(), a_.end(), a), a);
        return u_;
    }

private:
    Random& random_;
    std::vector<double> a_, b_;
    std::size_t u_ = 0;
};

/// The levels whose claims, over all series and without those that claimed before, are no more than what may be spent by each look.
std::vector<double> drawn_levels(const LookPlan::Options& options, double alpha) {
    const std::size_t looks = options.last - options.first + 1;
    std::vector<std::vector<float>> seen(looks);  // by look, each series' p-value
    {
        std::vector<std::vector<double>> tables;
        for (std::uint32_t n = options.first; n <= options.last; ++n) tables.push_back(p_values(n));
        Random random(2021);
        for (auto& look : seen) look.reserve(kSeries);
        for (std::uint32_t i = 0; i < kSeries; ++i) {
            Series series(random);
            for (std::uint32_t n = 1; n <= options.last; ++n) {
                const std::size_t u = series.grow();
                if (n >= options.first) seen[n - options.first].push_back(static_cast<float>(tables[n - options.first][u]));
            }
        }
    }
    std::vector<double> levels(looks, 0.0);
    std::vector<bool> has_claimed(kSeries, false);
    double claimed = 0;
    for (std::size_t look = 0; look < looks; ++look) {
        const double share = static_cast<double>(options.first + look) / options.last;
        const auto room = static_cast<std::size_t>(std::max(0.0, std::floor(kDrawnShare * alpha * share * kSeries - claimed)));
        std::vector<float> open;
        for (std::uint32_t i = 0; i < kSeries; ++i)
            if (!has_claimed[i]) open.push_back(seen[look][i]);
        std::sort(open.begin(), open.end());
        if (room == 0 || room >= open.size()) continue;
        // The greatest level with no more than `room` at or below it: just below the first value that is too many.
        const double level = std::min(static_cast<double>(std::nextafter(open[room], 0.0f)), alpha);
        levels[look] = level;
        for (std::uint32_t i = 0; i < kSeries; ++i) {
            if (has_claimed[i] || static_cast<double>(seen[look][i]) > level) continue;
            has_claimed[i] = true;
            claimed += 1;
        }
    }
    return levels;
}

/// The levels whose sum is alpha: what one look cannot use, since its p-values come in steps, the next one has.
std::vector<double> summed_levels(const LookPlan::Options& options, double alpha) {
    std::vector<double> levels;
    double spent = 0;
    for (std::uint32_t n = options.first; n <= options.last; ++n) {
        const double room = alpha * static_cast<double>(n) / options.last - spent;
        double reached = room;
        if (n <= kMostExact) {
            reached = 0;
            for (const double p : exact_p_values(n, n))
                if (p <= room) reached = std::max(reached, p);
        }
        spent += reached;
        levels.push_back(reached);
    }
    return levels;
}

}  // namespace

LookPlan::LookPlan(const Options& options) : options_(options) {
    if (options.first < 2 || options.last < options.first || options.last > kMostRuns)
        throw ValueError("looks begin at 2 runs a side or more and end later, not " + std::to_string(options.first) + " and " +
                         std::to_string(options.last));
    if (!(options.alpha > 0 && options.alpha < 1) || options.comparisons == 0)
        throw ValueError("an error is between 0 and 1, of one comparison or more");
    const double alpha = options.alpha / options.comparisons;
    const bool can_be_drawn = alpha * kSeries >= kFewestClaims && options.last <= 200;
    levels_ = can_be_drawn ? drawn_levels(options, alpha) : summed_levels(options, alpha);
}

double LookPlan::level(std::uint64_t runs) const noexcept {
    if (runs < options_.first) return 0;
    return levels_[std::min<std::uint64_t>(runs - options_.first, levels_.size() - 1)];
}

}  // namespace poolscope::study
