// SPDX-License-Identifier: MIT
#include "study/growing_samples.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "study/rank_distribution.h"

namespace poolscope::study {
namespace {

constexpr std::uint32_t kFirstLook = 4, kLastLook = 40;
constexpr double kUsualLevel = 0.05;
/// Drawing the levels, or summing them, takes a while: for so many comparisons they are made once.
constexpr std::size_t kMostKept = 64;

class Looks {
public:
    Looks(double alpha, std::size_t comparisons) {
        const LookPlan plan({.first = kFirstLook, .last = kLastLook, .alpha = alpha, .comparisons = static_cast<std::uint32_t>(comparisons)});
        for (std::uint32_t n = kFirstLook; n <= kLastLook; ++n) {
            double level = plan.level(n);
            if (n <= kMostExact) {
                // Samples of one size have p-values in steps, and a level between two of them claims as often as the lower one. Those of two
                // sizes have finer steps: they may use no more than that.
                double reached = 0;
                for (const double p : exact_p_values(n, n))
                    if (p <= level) reached = std::max(reached, p);
                level = reached;
            }
            levels_.push_back(level);
        }
    }
    [[nodiscard]] double level(std::size_t runs) const {
        return runs < kFirstLook ? 0 : levels_[std::min<std::size_t>(runs - kFirstLook, levels_.size() - 1)];
    }
    /// Runs a side at the first look that can claim anything.
    [[nodiscard]] std::size_t first() const {
        const auto able = std::find_if(levels_.begin(), levels_.end(), [](double level) { return level > 0; });
        return kFirstLook + static_cast<std::size_t>(able - levels_.begin());
    }

private:
    std::vector<double> levels_;  ///< of each look, from the first
};

const Looks& usual_looks(std::size_t comparisons) {
    static std::mutex mutex;
    static std::map<std::size_t, Looks> kept;
    const std::lock_guard lock(mutex);
    return kept.try_emplace(comparisons, kUsualLevel, comparisons).first->second;
}

Comparison compare_by(const Looks& looks, std::span<const double> a, std::span<const double> b, CompareOptions options) {
    const std::size_t runs = std::min(a.size(), b.size());
    options.level = looks.level(runs);
    Comparison result = compare(a, b, options);
    if (result.more_runs && runs < looks.first()) result.more_runs = std::max<std::uint64_t>(*result.more_runs, looks.first() - runs);
    return result;
}

}  // namespace

Comparison compare_growing(std::span<const double> a, std::span<const double> b, CompareOptions options, std::size_t comparisons) {
    comparisons = std::max<std::size_t>(1, comparisons);
    if (options.level == kUsualLevel && comparisons <= kMostKept)
        return compare_by(usual_looks(comparisons), a, b, options);
    return compare_by(Looks(options.level, comparisons), a, b, options);
}

}  // namespace poolscope::study
