// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <poolscope/simulation.h>
#include <poolscope/statistics.h>

/// Finding a better configuration: simulated first, then proved by real runs. Makes no run itself. Pure.
namespace poolscope::study {

/// A configuration that may be better than the present one.
struct Candidate {
    PoolShape shape;
    double predicted = 0;
};
/// Simulates settings around the recorded ones: processes up to a few times the cores (or the tasks), chunks from one item to a worker's
/// share, orders, start methods, without and with maxtasksperchild as it was. The best first, at most so many, no two that are
/// predicted alike unless they differ in processes; the present one is not among them. Candidates predicted to be slower than the
/// present configuration are left out.
[[nodiscard]] std::vector<Candidate> find_candidates(const Workload& work, const PoolCosts& costs, double cores, std::size_t most = 4);

/// Real runs of the present configuration (0) and of candidates, interleaved.
class AdviceTrial {
public:
    /// `candidates`: how many beside the present one. `most_rounds`: runs of each.
    AdviceTrial(std::size_t candidates, std::uint32_t most_rounds, double margin = 0.03, std::uint64_t seed = 1);

    /// Who is to be run next; empty: it is over. Each round has those that are in the race yet, in a random order.
    [[nodiscard]] std::optional<std::size_t> next();
    void add(std::size_t configuration, double seconds);
    /// It never succeeds, and is out of the race.
    void drop(std::size_t configuration);

    /// The one that is best and certainly better than the present one; empty: none is, as far as is known.
    [[nodiscard]] std::optional<std::size_t> winner() const;
    /// Of a configuration against the present one; empty while either has no run.
    [[nodiscard]] std::optional<Comparison> against_present(std::size_t configuration) const;
    [[nodiscard]] const std::vector<std::vector<double>>& seconds() const noexcept { return seconds_; }
    /// Nobody is left who could be better: the present one is as good as any.
    [[nodiscard]] bool present_is_as_good() const;

private:
    void end_round();

    std::vector<std::vector<double>> seconds_;
    std::vector<bool> is_out_;  ///< certainly slower than the present one, or no different
    std::vector<bool> is_dropped_;
    std::vector<std::size_t> round_;
    std::uint32_t rounds_ = 0;
    std::uint32_t most_rounds_;
    double margin_;
    std::uint64_t seed_;
    LookPlan plan_;
    bool is_over_ = false;
};

}  // namespace poolscope::study
