// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>

#include <poolscope/errors.h>
#include <poolscope/speedup.h>

#include "study/random.h"

namespace poolscope::study {
namespace {

// seconds * p = a + b (p - 1) + c p (p - 1) is linear in a = one_worker, b = a contention, c = a coherence: no search is needed.
constexpr std::size_t kUnknowns = 3;
using Unknowns = std::array<double, kUnknowns>;

Unknowns row_of(const SpeedupPoint& run) {
    // Divided by what was measured, so that the error that is squared is relative.
    const double p = run.processes, y = run.seconds * p;
    return {1 / y, (p - 1) / y, p * (p - 1) / y};
}

double squared_error(std::span<const SpeedupPoint> runs, const Unknowns& x) {
    double sum = 0;
    for (const SpeedupPoint& run : runs) {
        const Unknowns row = row_of(run);
        const double error = row[0] * x[0] + row[1] * x[1] + row[2] * x[2] - 1;
        sum += error * error;
    }
    return sum;
}

enum class Contention { None, Free, All };

/// Least squares with the unknowns in use, the others 0; empty when they are not determined. All contention: a and b are one unknown, since
/// no more than the whole work can be done by one worker at a time.
std::optional<Unknowns> solve(std::span<const SpeedupPoint> runs, Contention contention, bool with_coherence) {
    const std::array<bool, kUnknowns> used{true, contention == Contention::Free, with_coherence};
    std::array<std::array<double, kUnknowns + 1>, kUnknowns> m{};
    for (const SpeedupPoint& run : runs) {
        Unknowns row = row_of(run);
        if (contention == Contention::All) row[0] += row[1];
        for (std::size_t i = 0; i < kUnknowns; ++i) {
            for (std::size_t j = 0; j < kUnknowns; ++j) m[i][j] += row[i] * row[j];
            m[i][kUnknowns] += row[i];
        }
    }
    for (std::size_t i = 0; i < kUnknowns; ++i) {
        if (used[i]) continue;
        for (std::size_t j = 0; j < kUnknowns; ++j) m[i][j] = m[j][i] = 0;
        m[i][i] = 1;
        m[i][kUnknowns] = 0;
    }
    for (std::size_t i = 0; i < kUnknowns; ++i) {
        std::size_t pivot = i;
        for (std::size_t k = i + 1; k < kUnknowns; ++k)
            if (std::abs(m[k][i]) > std::abs(m[pivot][i])) pivot = k;
        if (!(std::abs(m[pivot][i]) > 1e-300)) return {};
        std::swap(m[i], m[pivot]);
        for (std::size_t k = 0; k < kUnknowns; ++k) {
            if (k == i) continue;
            const double factor = m[k][i] / m[i][i];
            for (std::size_t j = i; j <= kUnknowns; ++j) m[k][j] -= factor * m[i][j];
        }
    }
    Unknowns x{};
    for (std::size_t i = 0; i < kUnknowns; ++i) x[i] = m[i][kUnknowns] / m[i][i];
    if (contention == Contention::All) x[1] = x[0];
    return x;
}

/// The best that has no unknown below 0 and no contention above 1: one of these, since the sum of squares is convex.
Unknowns best(std::span<const SpeedupPoint> runs, SpeedupLaw law) {
    Unknowns found{};
    double least = std::numeric_limits<double>::infinity();
    for (const Contention contention : {Contention::Free, Contention::None, Contention::All}) {
        for (const bool with_coherence : {true, false}) {
            if (with_coherence && law == SpeedupLaw::Amdahl) continue;
            const auto x = solve(runs, contention, with_coherence);
            if (!x || (*x)[0] <= 0 || (*x)[1] < 0 || (*x)[1] > (*x)[0] || (*x)[2] < 0) continue;
            const double error = squared_error(runs, *x);
            if (error < least) {
                least = error;
                found = *x;
            }
        }
    }
    return found;
}

SpeedupCurve curve_of(const Unknowns& x) {
    return {x[0], x[0] > 0 ? x[1] / x[0] : 0, x[0] > 0 ? x[2] / x[0] : 0};
}

using Groups = std::map<double, std::vector<double>>;  // seconds by processes

/// Fewer runs of one number of processes than these tell little of their noise: what the curve leaves unexplained everywhere is dealt out
/// anew. More of them are drawn from themselves.
constexpr std::size_t kEnoughForThemselves = 10;

std::vector<SpeedupPoint> resample(const Groups& groups, const SpeedupCurve& curve, const std::vector<double>& residuals,
                                   Random& random) {
    std::vector<SpeedupPoint> runs;
    for (const auto& [processes, seconds] : groups) {
        for (std::size_t i = 0; i < seconds.size(); ++i) {
            const double one = seconds.size() >= kEnoughForThemselves ? seconds[random.below(seconds.size())]
                                                  : curve.seconds(processes) * residuals[random.below(residuals.size())];
            runs.push_back({processes, one});
        }
    }
    return runs;
}

double akaike(const SpeedupFit& fit, std::size_t runs, double unknowns) {
    const auto n = static_cast<double>(runs);
    const double room = n - unknowns - 2;  // the error's own size is one more
    if (room <= 0) return std::numeric_limits<double>::infinity();
    return n * std::log(std::max(fit.error * fit.error, 1e-30)) + 2 * (unknowns + 1) * n / room;
}

}  // namespace

const char* to_string(SpeedupLaw law) noexcept {
    return law == SpeedupLaw::Amdahl ? "amdahl" : "gunther";
}

double SpeedupCurve::seconds(double p) const noexcept {
    return one_worker * (1 + contention * (p - 1) + coherence * p * (p - 1)) / p;
}

double SpeedupCurve::speedup(double p) const noexcept {
    return p / (1 + contention * (p - 1) + coherence * p * (p - 1));
}

std::optional<double> SpeedupCurve::peak() const noexcept {
    if (coherence <= 0) return {};
    return contention < 1 ? std::max(1.0, std::sqrt((1 - contention) / coherence)) : 1.0;
}

std::optional<double> SpeedupCurve::limit() const noexcept {
    if (const auto at = peak()) return speedup(*at);
    if (contention <= 0) return {};
    return 1 / contention;
}

bool tells_a_share(const Interval& contention) noexcept {
    constexpr double kWidest = 0.2;
    return contention.high - contention.low <= kWidest;
}

SpeedupFit fit_speedup(std::span<const SpeedupPoint> runs, SpeedupLaw law, const FitOptions& options) {
    Groups groups;
    for (const SpeedupPoint& run : runs) {
        if (!(run.processes >= 1) || !(run.seconds > 0) || !std::isfinite(run.processes) || !std::isfinite(run.seconds))
            throw ValueError("a run for a speed-up has 1 process or more and took a time above 0");
        groups[run.processes].push_back(run.seconds);
    }
    const std::size_t unknowns = law == SpeedupLaw::Amdahl ? 2 : 3;
    if (groups.size() < unknowns)
        throw ValueError("the law of " + std::string(law == SpeedupLaw::Amdahl ? "Amdahl" : "Gunther") + " needs runs with at least " +
                         std::to_string(unknowns) + " different numbers of processes, not " + std::to_string(groups.size()));
    SpeedupFit fit;
    fit.law = law;
    const Unknowns x = best(runs, law);
    fit.curve = curve_of(x);
    fit.error = std::sqrt(squared_error(runs, x) / static_cast<double>(runs.size()));

    std::vector<double> residuals;
    // Spread as far as they would be had the curve not been drawn through them.
    const double spread = std::sqrt(static_cast<double>(runs.size()) /
                                    std::max(1.0, static_cast<double>(runs.size()) - static_cast<double>(unknowns)));
    for (const SpeedupPoint& run : runs)
        residuals.push_back(std::max(0.01, 1 + (run.seconds / fit.curve.seconds(run.processes) - 1) * spread));
    Random random(options.seed);
    std::vector<double> contentions, coherences;
    for (std::uint32_t i = 0; i < options.resamples; ++i) {
        const SpeedupCurve curve = curve_of(best(resample(groups, fit.curve, residuals, random), law));
        if (curve.one_worker <= 0) continue;
        fit.resampled.push_back(curve);
        contentions.push_back(curve.contention);
        coherences.push_back(curve.coherence);
    }
    fit.contention = {fit.curve.contention, fit.curve.contention};
    fit.coherence = {fit.curve.coherence, fit.curve.coherence};
    if (!contentions.empty()) {
        fit.contention = {quantile(contentions, 0.025), quantile(contentions, 0.975)};
        fit.coherence = {quantile(coherences, 0.025), quantile(coherences, 0.975)};
    }
    return fit;
}

SpeedupFit fit_speedup(std::span<const SpeedupPoint> runs, const FitOptions& options) {
    SpeedupFit simple = fit_speedup(runs, SpeedupLaw::Amdahl, options);
    std::map<double, int> numbers;
    for (const SpeedupPoint& run : runs) ++numbers[run.processes];
    if (numbers.size() < 3) return simple;
    SpeedupFit full = fit_speedup(runs, SpeedupLaw::Gunther, options);
    const bool is_better = akaike(full, runs.size(), 3) + 2 < akaike(simple, runs.size(), 2);
    return is_better ? full : simple;
}

Interval speedup_band(const SpeedupFit& fit, double processes) {
    if (fit.resampled.empty()) return {fit.curve.speedup(processes), fit.curve.speedup(processes)};
    std::vector<double> values;
    values.reserve(fit.resampled.size());
    for (const SpeedupCurve& curve : fit.resampled) values.push_back(curve.speedup(processes));
    return {quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace poolscope::study
