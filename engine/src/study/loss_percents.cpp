// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <poolscope/simulation.h>

namespace poolscope::study {
namespace {

constexpr double kTold = 0.5;  // per cent

struct Part {
    std::optional<LossCause> cause;
    double percent = 0;
    int whole = 0;
    [[nodiscard]] double remainder() const { return percent - whole; }
};

std::vector<Part> parts_of(const Loss& loss) {
    std::vector<Part> parts;
    double other = 0;
    for (std::size_t i = 0; i < kLossCauses; ++i) {
        const double percent = 100 * loss.seconds[i] / loss.measured;
        if (std::abs(percent) < kTold) other += percent;
        else parts.push_back({static_cast<LossCause>(i), percent});
    }
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.percent > b.percent; });
    parts.push_back({std::nullopt, other});
    return parts;
}

}  // namespace

LossPercents in_whole_percents(const Loss& loss) {
    LossPercents found;
    if (!(loss.measured > 0)) return found;
    found.sum = static_cast<int>(std::lround(100 * loss.share()));
    std::vector<Part> parts = parts_of(loss);
    int left = found.sum;
    for (Part& part : parts) {
        part.whole = static_cast<int>(std::floor(part.percent));
        left -= part.whole;
    }
    std::vector<Part*> by_remainder;
    for (Part& part : parts) by_remainder.push_back(&part);
    std::stable_sort(by_remainder.begin(), by_remainder.end(), [](const Part* a, const Part* b) { return a->remainder() > b->remainder(); });
    for (std::size_t i = 0; i < by_remainder.size() && left > 0; ++i, --left) ++by_remainder[i]->whole;
    for (const Part& part : parts)
        if (part.whole != 0) found.parts.push_back({part.cause, part.whole});
    return found;
}

}  // namespace poolscope::study
