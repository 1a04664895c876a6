// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "study/random.h"

namespace poolscope::study::tests {

/// Times of runs of one configuration, of which the true median is known.
enum class Noise { Normal, Lognormal, Bimodal };

class NoisyRuns {
public:
    NoisyRuns(Noise noise, std::uint64_t seed) : noise_(noise), random_(seed) {}

    /// With a median of 1 (normal, lognormal). The bimodal ones have two humps a quarter apart, seven of ten runs in the lower one, as where a
    /// run sometimes meets another program; their median is within the lower hump and the same for every sample.
    double next() {
        switch (noise_) {
        case Noise::Normal: return 1 + 0.05 * standard();
        case Noise::Lognormal: return std::exp(0.15 * standard());
        case Noise::Bimodal: return (random_.uniform() < 0.7 ? 1.0 : 1.25) * std::exp(0.03 * standard());
        }
        return 1;
    }
    std::vector<double> take(std::size_t count, double times = 1) {
        std::vector<double> values(count);
        for (double& value : values) value = times * next();
        return values;
    }

private:
    double standard() {
        // Box and Muller (1958): exact, and cheap enough for the million values of a test.
        const double radius = std::sqrt(-2 * std::log(1 - random_.uniform()));
        return radius * std::cos(6.283185307179586 * random_.uniform());
    }
    Noise noise_;
    Random random_;
};

}  // namespace poolscope::study::tests
