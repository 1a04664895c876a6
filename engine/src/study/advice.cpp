// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <set>

#include <poolscope/advice.h>

#include "study/random.h"

namespace poolscope::study {
namespace {

/// Two predictions closer than this are alike.
constexpr double kAlike = 0.005;
constexpr std::uint32_t kMostProcesses = 256;
constexpr std::uint32_t kFirstLook = 4;

std::uint64_t largest_batch(const Workload& work) {
    std::uint64_t most = 1;
    for (const WorkBatch& batch : work.batches) most = std::max<std::uint64_t>(most, batch.items.size());
    return most;
}

bool computes(const Workload& work) {
    return std::any_of(work.batches.begin(), work.batches.end(), [](const WorkBatch& batch) { return batch.computing > 0.5; });
}

std::set<std::uint32_t> processes_to_try(const Workload& work, double cores) {
    const auto whole = static_cast<std::uint32_t>(std::max(1.0, std::ceil(cores)));
    std::set<std::uint32_t> tried{1, whole, work.recorded.processes};
    // Waiting takes no processor: many workers may wait at once.
    const std::uint32_t most = computes(work) ? 4 * whole : kMostProcesses;
    const auto useful = static_cast<std::uint32_t>(std::min<std::uint64_t>(most, largest_batch(work)));
    for (std::uint32_t p = 1; p <= useful; p = std::max(p + 1, p + p / 2)) tried.insert(p);
    tried.insert(std::max(1u, useful));
    return tried;
}

std::vector<std::optional<std::uint64_t>> chunks_to_try(const Workload& work, std::uint32_t processes) {
    std::vector<std::optional<std::uint64_t>> chunks{std::nullopt};
    const std::uint64_t share = std::max<std::uint64_t>(1, largest_batch(work) / processes);
    // Items that were recorded in chunks are known as means only: smaller chunks than those would be guessed.
    for (std::uint64_t chunk = 1; chunk <= share; chunk *= 4) chunks.emplace_back(chunk);
    return chunks;
}

}  // namespace

std::vector<Candidate> find_candidates(const Workload& work, const PoolCosts& costs, double cores, std::size_t most) {
    std::vector<Candidate> found;
    const SimulationOptions options{.cores = cores};
    const double present = simulate(work, costs, work.recorded, options).makespan;
    for (const std::uint32_t processes : processes_to_try(work, cores)) {
        for (const auto& chunk : chunks_to_try(work, processes)) {
            for (const ItemOrder order : {ItemOrder::AsGiven, ItemOrder::LongestFirst}) {
                for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer}) {
                    PoolShape shape = work.recorded;
                    shape.processes = processes;
                    shape.chunksize = chunk;
                    shape.order = order;
                    shape.start_method = method;
                    if (shape == work.recorded) continue;
                    const double predicted = simulate(work, costs, shape, options).makespan;
                    if (predicted < present * (1 - kAlike)) found.push_back({shape, predicted});
                }
            }
        }
    }
    // Of those that are alike the one that changes least comes first.
    const auto changes = [&work](const PoolShape& shape) {
        return (shape.processes != work.recorded.processes ? 1 : 0) + (shape.chunksize != work.recorded.chunksize ? 1 : 0) +
               (shape.order != work.recorded.order ? 1 : 0) + (shape.start_method != work.recorded.start_method ? 1 : 0);
    };
    std::stable_sort(found.begin(), found.end(), [&changes](const Candidate& a, const Candidate& b) {
        if (std::abs(std::log(a.predicted / b.predicted)) > 1e-12) return a.predicted < b.predicted;
        return changes(a.shape) < changes(b.shape);
    });
    std::vector<Candidate> chosen;
    for (const Candidate& candidate : found) {
        if (chosen.size() == most) break;
        const bool is_alike = std::any_of(chosen.begin(), chosen.end(), [&](const Candidate& other) {
            return candidate.predicted <= other.predicted * (1 + kAlike) && candidate.shape.processes == other.shape.processes;
        });
        if (!is_alike) chosen.push_back(candidate);
    }
    return chosen;
}

AdviceTrial::AdviceTrial(std::size_t candidates, std::uint32_t most_rounds, double margin, std::uint64_t seed)
    : seconds_(candidates + 1), is_out_(candidates + 1, false), is_dropped_(candidates + 1, false), most_rounds_(std::max(kFirstLook, most_rounds)), margin_(margin), seed_(seed),
      plan_({.first = kFirstLook, .last = most_rounds_, .comparisons = static_cast<std::uint32_t>(std::max<std::size_t>(1, candidates))}),
      is_over_(candidates == 0) {}

std::optional<std::size_t> AdviceTrial::next() {
    if (round_.empty() && !is_over_) {
        for (std::size_t i = 0; i < seconds_.size(); ++i)
            if (!is_out_[i]) round_.push_back(i);
        Random random(seed_ * 0x9e3779b97f4a7c15ULL + rounds_);
        for (std::size_t i = round_.size(); i > 1; --i) std::swap(round_[i - 1], round_[random.below(i)]);
    }
    if (is_over_ || round_.empty()) return {};
    return round_.back();
}

void AdviceTrial::add(std::size_t configuration, double seconds) {
    seconds_[configuration].push_back(seconds);
    std::erase(round_, configuration);
    if (round_.empty()) end_round();
}

void AdviceTrial::drop(std::size_t configuration) {
    is_out_[configuration] = is_dropped_[configuration] = true;
    std::erase(round_, configuration);
    if (configuration == 0) is_over_ = true;  // there is nothing to compare with
    if (round_.empty()) end_round();
}

std::optional<Comparison> AdviceTrial::against_present(std::size_t configuration) const {
    const std::vector<double>&present = seconds_[0], &other = seconds_[configuration];
    if (configuration == 0 || present.empty() || other.empty()) return {};
    // As many runs of each: one that left the race is compared with what the present one had by then.
    const std::size_t runs = std::min(present.size(), other.size());
    return compare(std::span(present).first(runs), std::span(other).first(runs),
                   {.margin = margin_, .level = plan_.level(runs), .most_runs = most_rounds_, .ratio = {.resamples = 1000}});
}

void AdviceTrial::end_round() {
    ++rounds_;
    bool is_open = false;
    for (std::size_t i = 1; i < seconds_.size(); ++i) {
        if (is_out_[i]) continue;
        const auto comparison = against_present(i);
        if (!comparison) continue;
        const bool is_slower = comparison->finding == Finding::Difference && comparison->ratio.ratio > 1;
        is_out_[i] = is_slower || comparison->finding == Finding::NoDifference;
        is_open = is_open || (!is_out_[i] && comparison->finding != Finding::Difference);
    }
    is_over_ = is_over_ || !is_open || rounds_ >= most_rounds_;
}

std::optional<std::size_t> AdviceTrial::winner() const {
    std::optional<std::size_t> best;
    double least = 1;
    for (std::size_t i = 1; i < seconds_.size(); ++i) {
        if (is_dropped_[i]) continue;
        const auto comparison = against_present(i);
        if (!comparison || comparison->finding != Finding::Difference || comparison->ratio.ratio >= least) continue;
        least = comparison->ratio.ratio;
        best = i;
    }
    return best;
}

bool AdviceTrial::present_is_as_good() const {
    // One that could not run was not tried.
    const bool none_is_tried = seconds_.size() > 1 && std::all_of(is_dropped_.begin() + 1, is_dropped_.end(), [](bool is_dropped) { return is_dropped; });
    return !none_is_tried && std::all_of(is_out_.begin() + 1, is_out_.end(), [](bool is_out) { return is_out; });
}

}  // namespace poolscope::study
