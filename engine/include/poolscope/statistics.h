// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What measured runs tell, and how surely. Pure: no clock, no system call; what is random follows from a seed.
///
/// Samples are times (or other positive measures) of runs of one configuration, in any order. Functions that take samples throw ValueError
/// when one is empty or holds a value that is not finite; those about ratios also when one holds a value that is not above zero.
namespace poolscope::study {

/// The value below which the share `p` (0 to 1) of a sample lies, between neighbours linearly: definition 7 of Hyndman and Fan (1996),
/// which is the default of R and NumPy.
[[nodiscard]] double quantile(std::span<const double> sample, double p);
[[nodiscard]] double median(std::span<const double> sample);

struct Interval {
    double low = 0;
    double high = 0;
    [[nodiscard]] bool contains(double value) const noexcept { return low <= value && value <= high; }
};

struct RatioOptions {
    double confidence = 0.95;
    std::uint32_t resamples = 2000;
    std::uint64_t seed = 1;
};
/// How many times as much `b` takes as `a`.
struct RatioOfMedians {
    double ratio = 1;
    Interval interval{1, 1};
};
/// median(b) / median(a) with a bootstrap interval: percentiles of the ratio over resamples of both sides. Percentiles and not BCa: its
/// acceleration comes from a jackknife, which is inconsistent for medians (Efron 1979), and the percentiles cover 95.5 to 98 % where 95 are
/// wanted, from five values a side on (normal, lognormal and bimodal noise; of three a side 90 %). A sample of one gives an interval of
/// no width: it says nothing about noise.
[[nodiscard]] RatioOfMedians ratio_of_medians(std::span<const double> a, std::span<const double> b, const RatioOptions& options = {});

/// A Mann-Whitney rank test, two-sided.
struct RankTest {
    double u = 0;           ///< pairs in which b is greater; ties count one half
    double superiority = 0.5;  ///< the share of pairs in which b is greater: 0.5 when neither is
    double p = 1;           ///< of samples of one distribution, how many look at least so different
    bool is_exact = false;  ///< by counting all orders (no ties, at most 20 a side); else the normal approximation, corrected for ties
};
[[nodiscard]] RankTest rank_test(std::span<const double> a, std::span<const double> b);

/// What can be said of two samples.
enum class Finding : std::uint8_t {
    Difference,     ///< one is faster, surely
    NoDifference,   ///< none that is larger than the margin, surely
    MoreRuns,       ///< neither yet; `more_runs` says how many would tell, about
    NotSettled,     ///< neither, and more runs than `most_runs` allows would be needed; never where that is not set
};
[[nodiscard]] const char* to_string(Finding finding) noexcept;

struct CompareOptions {
    double margin = 0.05;        ///< a difference that nobody minds: 0.05 is a ratio from 1/1.05 to 1.05
    double level = 0.05;         ///< how often a claim may be wrong; of one look among several: LookPlan::level()
    std::optional<std::uint64_t> most_runs = {};  ///< a side, that will ever be made
    RatioOptions ratio = {};
};
struct Comparison {
    Finding finding = Finding::MoreRuns;
    RatioOfMedians ratio;        ///< b over a
    RankTest test;
    double margin = 0.05;
    std::optional<std::uint64_t> more_runs;  ///< a side; MoreRuns and NotSettled; empty: no number can be said
    /// The largest difference that the interval leaves open: 0.08 for an interval from 0.95 to 1.08.
    [[nodiscard]] double open_difference() const noexcept;
};
/// A difference is claimed when the rank test says so at the level and the interval of the ratio leaves out 1 on the same side; no
/// difference when both hold: a is less than b * (1 + margin) and b less than a * (1 + margin), each by the rank test at the level.
/// A sample of one claims nothing.
[[nodiscard]] Comparison compare(std::span<const double> a, std::span<const double> b, const CompareOptions& options = {});

/// When two samples that grow may be looked at, and how sure each look must be, so that all looks together claim a difference that is not
/// there as seldom as `alpha` says. Whoever looks after every run at the usual 5 % and stops at the first "difference" claims one in a
/// quarter of all A/A comparisons.
///
/// The error is spent evenly over the runs (Lan and DeMets 1983, spending in proportion to information). How much each look may use comes
/// from the joint distribution of the rank tests of all looks, which is the same for any distribution of the times; it is drawn by
/// simulation with a fixed seed, or bounded by the sum of the looks' errors where alpha is too small to be drawn.
class LookPlan {
public:
    struct Options {
        std::uint32_t first = 3;        ///< runs a side at the first look
        std::uint32_t last = 20;        ///< and at the last
        double alpha = 0.05;            ///< of the whole series
        std::uint32_t comparisons = 1;  ///< that are looked at side by side: alpha is shared among them
    };
    /// Throws ValueError for looks that are not in order, or an alpha outside of (0, 1).
    explicit LookPlan(const Options& options);

    /// The p-value that a look at so many runs a side must reach; 0: it can claim nothing. Beyond the last look: as the last.
    [[nodiscard]] double level(std::uint64_t runs) const noexcept;
    [[nodiscard]] const Options& options() const noexcept { return options_; }

private:
    Options options_;
    std::vector<double> levels_;  ///< of each look, from the first
};

}  // namespace poolscope::study
