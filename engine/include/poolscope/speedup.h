// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <poolscope/statistics.h>

/// How much faster more workers make a pool, and the law behind the curve. Pure, like statistics.h.
namespace poolscope::study {

/// One measured run.
struct SpeedupPoint {
    double processes = 1;  ///< 1 and more
    double seconds = 0;    ///< above zero
};

/// Amdahl (1967): a share of the work is done by one worker at a time. Gunther's Universal Scalability Law (1993) adds what workers
/// cost each other in pairs, which makes too many of them slower than fewer.
enum class SpeedupLaw : std::uint8_t { Amdahl, Gunther };
[[nodiscard]] const char* to_string(SpeedupLaw law) noexcept;

/// seconds(p) = one_worker * (1 + contention (p - 1) + coherence p (p - 1)) / p; contention is Amdahl's serial share, 0 to 1.
struct SpeedupCurve {
    double one_worker = 0;  ///< seconds
    double contention = 0;
    double coherence = 0;   ///< 0 by Amdahl
    [[nodiscard]] double seconds(double processes) const noexcept;
    /// Times as fast as one worker.
    [[nodiscard]] double speedup(double processes) const noexcept;
    /// The number of processes with the greatest speed-up; empty: there is none, the curve rises for ever.
    [[nodiscard]] std::optional<double> peak() const noexcept;
    /// The speed-up that no number of processes exceeds; empty: there is none.
    [[nodiscard]] std::optional<double> limit() const noexcept;
};

struct SpeedupFit {
    SpeedupLaw law = SpeedupLaw::Amdahl;
    SpeedupCurve curve;
    Interval contention;   ///< 95 %, by bootstrap: of the runs at each number of processes, or of what the curve leaves unexplained
    Interval coherence;
    double error = 0;      ///< root of the mean squared relative error
    std::vector<SpeedupCurve> resampled;  ///< for a band around the curve: see speedup_band()
};
struct FitOptions {
    std::uint32_t resamples = 400;
    std::uint64_t seed = 1;
};
/// Whether the 95 % of the contention are narrow enough, a fifth, that a share can be named. Otherwise the runs tell neither the share nor
/// what follows from it, the most that more processes could gain.
[[nodiscard]] bool tells_a_share(const Interval& contention) noexcept;
/// Least squares of the relative errors; neither contention nor coherence goes below 0, and contention not above 1. Throws ValueError when there are fewer different
/// numbers of processes than the law has unknowns (2 and 3), or impossible values.
[[nodiscard]] SpeedupFit fit_speedup(std::span<const SpeedupPoint> runs, SpeedupLaw law, const FitOptions& options = {});
/// The simpler law unless the other explains clearly more (Akaike's criterion for small samples, by 2 and more). Throws as fit_speedup for Amdahl.
[[nodiscard]] SpeedupFit fit_speedup(std::span<const SpeedupPoint> runs, const FitOptions& options = {});
/// The 95 % interval of the speed-up at so many processes.
[[nodiscard]] Interval speedup_band(const SpeedupFit& fit, double processes);

}  // namespace poolscope::study
