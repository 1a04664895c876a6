// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include <poolscope/errors.h>
#include <poolscope/statistics.h>

#include "study/random.h"
#include "study/sample_checks.h"

namespace poolscope::study {
namespace {

/// Medians of resamples of one sample.
class Resampler {
public:
    explicit Resampler(std::span<const double> sample) : sorted_(sample.begin(), sample.end()), counts_(sample.size()) {
        std::sort(sorted_.begin(), sorted_.end());
    }

    /// Of the sorted values only how often each was drawn is needed, so nothing is sorted again.
    double draw(Random& random) {
        const std::size_t n = sorted_.size();
        std::fill(counts_.begin(), counts_.end(), 0u);
        for (std::size_t i = 0; i < n; ++i) ++counts_[random.below(n)];
        const std::size_t lower = (n - 1) / 2, upper = n / 2;
        std::size_t seen = 0, at = 0;
        while (seen + counts_[at] <= lower) seen += counts_[at++];
        const double low = sorted_[at];
        while (seen + counts_[at] <= upper) seen += counts_[at++];
        return (low + sorted_[at]) / 2;
    }

private:
    std::vector<double> sorted_;
    std::vector<std::uint32_t> counts_;
};

}  // namespace

RatioOfMedians ratio_of_medians(std::span<const double> a, std::span<const double> b, const RatioOptions& options) {
    require_positive(a);
    require_positive(b);
    if (!(options.confidence > 0 && options.confidence < 1) || options.resamples == 0)
        throw ValueError("a confidence is between 0 and 1, and some resamples are needed");
    RatioOfMedians result;
    result.ratio = median(b) / median(a);
    Random random(options.seed);
    Resampler of_a(a), of_b(b);
    std::vector<double> ratios(options.resamples);
    for (double& ratio : ratios) {
        const double below = of_a.draw(random);
        ratio = of_b.draw(random) / below;
    }
    const double tail = (1 - options.confidence) / 2;
    result.interval = {quantile(ratios, tail), quantile(ratios, 1 - tail)};
    return result;
}

}  // namespace poolscope::study
