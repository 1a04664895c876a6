// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/sweep.h>

#include "study/random.h"

namespace poolscope::study {
namespace {

constexpr std::uint32_t kFirstLook = 3;

LookPlan plan_for(const SweepSpec& spec) {
    const auto count = static_cast<std::uint32_t>(spec.configuration_count());
    // Which one is the best is seen from the same runs: any pair may be the one that is looked at.
    const std::uint32_t pairs = std::max<std::uint32_t>(1, count * (count - 1) / 2);
    const std::uint32_t last = std::max(kFirstLook, spec.stop_when_settled ? spec.most_repetitions : spec.repetitions);
    return LookPlan({.first = spec.stop_when_settled ? kFirstLook : std::max(2u, std::min(spec.repetitions, last)),
                     .last = last,
                     .comparisons = pairs});
}

/// The order of one round: another one each time, the same for the same seed.
std::vector<std::uint32_t> order_of_round(std::size_t count, std::uint64_t seed, std::uint64_t round) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    Random random(seed * 0x9e3779b97f4a7c15ULL + round);
    for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

/// The values that change what is done, not how: the same in configurations that can be ranked.
std::vector<Json> work_of(const SweepSpec& spec, std::size_t number) {
    std::vector<Json> work = configuration(spec, number);
    for (std::size_t axis = spec.axes.size(); axis-- > 0;) {
        const SweepParameter parameter = spec.axes[axis].parameter;
        if (parameter != SweepParameter::TaskSize && parameter != SweepParameter::Initializer) work.erase(work.begin() + static_cast<std::ptrdiff_t>(axis));
    }
    return work;
}

/// Each configuration's best; `standings` have their medians.
void choose_bests(const SweepSpec& spec, SweepVerdict& verdict) {
    std::vector<std::vector<Json>> works;
    std::vector<std::optional<std::uint32_t>> bests;
    std::vector<std::size_t> place;
    for (const SweepStanding& standing : verdict.standings) {
        std::vector<Json> work = work_of(spec, standing.configuration);
        const auto known = static_cast<std::size_t>(std::find(works.begin(), works.end(), work) - works.begin());
        if (known == works.size()) {
            works.push_back(std::move(work));
            bests.emplace_back();
        }
        place.push_back(known);
        if (!standing.median) continue;
        for (std::optional<std::uint32_t>* const best : {&bests[known], &verdict.best})
            if (!*best || *standing.median < *verdict.standings[**best].median) *best = standing.configuration;
    }
    for (std::size_t i = 0; i < place.size(); ++i) verdict.standings[i].best = bests[place[i]];
}

Json result_to_json(const SweepResult& result) {
    Json json{{"configuration", result.run.configuration},
              {"repetition", result.run.repetition},
              {"warm_up", result.run.is_warm_up},
              {"succeeded", result.succeeded},
              {"seconds", result.seconds},
              {"work_seconds", result.work_seconds},
              {"took_seconds", result.took_seconds}};
    if (!result.problem.empty()) json["problem"] = result.problem;
    if (!result.run_folder.empty()) json["run_folder"] = result.run_folder;
    return json;
}

SweepResult result_from_json(const Json& json) {
    SweepResult result;
    result.run.configuration = json.at("configuration").get<std::uint32_t>();
    result.run.repetition = json.at("repetition").get<std::uint32_t>();
    result.run.is_warm_up = json.at("warm_up").get<bool>();
    result.succeeded = json.at("succeeded").get<bool>();
    result.seconds = json.at("seconds").get<double>();
    result.work_seconds = json.at("work_seconds").get<double>();
    result.took_seconds = json.at("took_seconds").get<double>();
    result.problem = json.value("problem", "");
    result.run_folder = json.value("run_folder", "");
    return result;
}

[[noreturn]] void refuse(const std::string& message) {
    throw ScenarioError({{"state of the sweep", message}});
}

}  // namespace

std::vector<std::uint32_t> bests_of(const SweepVerdict& verdict) {
    std::vector<std::uint32_t> bests;
    for (const SweepStanding& standing : verdict.standings)
        if (standing.best == standing.configuration) bests.push_back(standing.configuration);
    return bests;
}

std::vector<SweepResult> sweep_results(const Json& document) {
    std::vector<SweepResult> results;
    const auto found = document.is_object() ? document.find("results") : document.end();
    if (found == document.end() || !found->is_array()) refuse("has no results");
    try {
        for (const Json& each : *found) results.push_back(result_from_json(each));
    } catch (const Json::exception& error) {
        refuse(std::string("cannot be read: ") + error.what());
    }
    return results;
}

SweepProgress::SweepProgress(SweepSpec spec) : spec_(std::move(spec)) {
    latest_ = verdict_at(0);
}

SweepProgress::SweepProgress(SweepSpec spec, const Json& document) : SweepProgress(std::move(spec)) {
    if (!document.is_object() || document.value("poolscope_sweep_state", 0) != 1 || !document.contains("results"))
        refuse("is no state of a sweep");
    if (document.value("sweep", Json()) != study::to_json(spec_)) refuse("is of another sweep, or of another version of it");
    for (SweepResult& result : sweep_results(document)) {
        const auto wanted = next();
        if (!wanted || wanted->configuration != result.run.configuration || wanted->repetition != result.run.repetition ||
            wanted->is_warm_up != result.run.is_warm_up)
            refuse("has runs that this sweep does not make");
        add(std::move(result));
    }
}

std::optional<SweepRun> SweepProgress::next() const {
    if (is_over_) return {};
    const std::size_t count = spec_.configuration_count();
    const std::size_t round = results_.size() / count, place = results_.size() % count;
    const bool is_warm_up = round < spec_.warm_up;
    const std::size_t repetition = is_warm_up ? round : round - spec_.warm_up;
    if (!is_warm_up && repetition >= (spec_.stop_when_settled ? spec_.most_repetitions : spec_.repetitions)) return {};
    return SweepRun{order_of_round(count, spec_.seed, round)[place], static_cast<std::uint32_t>(repetition), is_warm_up};
}

void SweepProgress::add(SweepResult result) {
    results_.push_back(std::move(result));
    if (results_.size() % spec_.configuration_count() == 0) look();
}

std::size_t SweepProgress::complete_rounds() const noexcept {
    const std::size_t rounds = results_.size() / spec_.configuration_count();
    return rounds - std::min<std::size_t>(rounds, spec_.warm_up);
}

void SweepProgress::look() {
    const std::size_t rounds = complete_rounds();
    if (rounds > 1 && spec_.configuration_count() > 1 && !plan_) plan_.emplace(plan_for(spec_));
    latest_ = verdict_at(rounds);
    if (rounds < spec_.repetitions || !spec_.stop_when_settled) return;
    // That it is hopeless is an estimate from noise: it is believed only when half of what is allowed was tried.
    const bool is_hopeless = latest_.state == SweepState::NotSettled && rounds * 2 >= spec_.most_repetitions;
    const bool none_succeeds = !latest_.best.has_value();
    is_over_ = latest_.state == SweepState::Settled || is_hopeless || none_succeeds;
}

std::size_t SweepProgress::planned() const noexcept {
    if (is_over_) return results_.size();
    std::size_t repetitions = spec_.repetitions;
    const std::size_t rounds = complete_rounds();
    if (spec_.stop_when_settled && rounds >= spec_.repetitions) {
        const std::size_t more = latest_.state == SweepState::MoreRuns ? std::max<std::uint64_t>(1, latest_.more_rounds) : 1;
        repetitions = std::min<std::size_t>(rounds + more, spec_.most_repetitions);
    }
    return std::max(results_.size(), spec_.configuration_count() * (spec_.warm_up + repetitions));
}

std::optional<double> SweepProgress::seconds_left() const {
    if (results_.empty()) return {};
    const std::size_t count = spec_.configuration_count();
    std::vector<double> sums(count, 0);
    std::vector<std::size_t> runs(count, 0);
    double all = 0;
    for (const SweepResult& result : results_) {
        sums[result.run.configuration] += result.took_seconds;
        ++runs[result.run.configuration];
        all += result.took_seconds;
    }
    const double mean = all / static_cast<double>(results_.size());
    double left = 0;
    const std::size_t missing = planned() - results_.size();
    const std::size_t begun = results_.size() % count;  // of the round that goes on
    for (std::size_t i = 0; i < std::min(missing, count); ++i) {
        const std::size_t round = results_.size() / count + (begun + i) / count;
        const std::uint32_t configuration = order_of_round(count, spec_.seed, round)[(begun + i) % count];
        const double each = runs[configuration] > 0 ? sums[configuration] / static_cast<double>(runs[configuration]) : mean;
        left += each * static_cast<double>((missing - i + count - 1) / count);
    }
    return left;
}

SweepVerdict SweepProgress::verdict() const {
    SweepVerdict verdict = latest_;
    // Of the round that goes on, the times are shown and nothing is concluded.
    const SweepVerdict now = verdict_at(SIZE_MAX);
    for (std::size_t i = 0; i < verdict.standings.size(); ++i) {
        verdict.standings[i].seconds = now.standings[i].seconds;
        verdict.standings[i].failed = now.standings[i].failed;
        verdict.standings[i].median = now.standings[i].median;
    }
    if (!verdict.best) {
        verdict.best = now.best;
        for (std::size_t i = 0; i < verdict.standings.size(); ++i) verdict.standings[i].best = now.standings[i].best;
    }
    return verdict;
}

SweepVerdict SweepProgress::verdict_at(std::size_t rounds) const {
    SweepVerdict verdict;
    const std::size_t count = spec_.configuration_count();
    verdict.standings.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) verdict.standings[i].configuration = i;
    for (const SweepResult& result : results_) {
        if (result.run.is_warm_up || result.run.repetition >= rounds) continue;
        SweepStanding& standing = verdict.standings[result.run.configuration];
        if (result.succeeded && result.seconds > 0) standing.seconds.push_back(result.seconds);
        else ++standing.failed;
    }
    for (SweepStanding& standing : verdict.standings)
        if (!standing.seconds.empty()) standing.median = median(standing.seconds);
    choose_bests(spec_, verdict);
    if (!verdict.best) {
        verdict.more_rounds = rounds < kFirstLook ? kFirstLook - rounds : 1;
        return verdict;
    }
    if (rounds == SIZE_MAX) return verdict;
    std::size_t others = 0, settled = 0;
    bool is_open = false, is_hopeless = false;
    for (SweepStanding& standing : verdict.standings) {
        if (standing.configuration == standing.best || standing.seconds.empty()) continue;  // one that always fails is not in the race
        const std::vector<double>& best = verdict.standings[*standing.best].seconds;
        const std::size_t runs = std::min(best.size(), standing.seconds.size());
        standing.against_best = compare(best, standing.seconds,
                                        {.margin = spec_.margin, .level = plan_ ? plan_->level(runs) : 0,
                                         .most_runs = spec_.stop_when_settled ? spec_.most_repetitions : spec_.repetitions,
                                         .ratio = {.resamples = 1000}});
        ++others;
        switch (standing.against_best->finding) {
        case Finding::Difference:
        case Finding::NoDifference: ++settled; break;
        case Finding::MoreRuns:
            is_open = true;
            verdict.more_rounds = std::max(verdict.more_rounds, standing.against_best->more_runs.value_or(1));
            break;
        case Finding::NotSettled: is_hopeless = true; break;
        }
    }
    verdict.settled_share = others > 0 ? static_cast<double>(settled) / static_cast<double>(others) : 1;
    if (rounds == 0) verdict.state = SweepState::MoreRuns;
    else if (is_open) verdict.state = SweepState::MoreRuns;
    else verdict.state = is_hopeless ? SweepState::NotSettled : SweepState::Settled;
    if (verdict.state == SweepState::MoreRuns) verdict.more_rounds = std::max<std::uint64_t>(1, verdict.more_rounds);
    return verdict;
}

Json SweepProgress::to_json() const {
    Json results = Json::array();
    for (const SweepResult& result : results_) results.push_back(result_to_json(result));
    return {{"poolscope_sweep_state", 1}, {"sweep", study::to_json(spec_)}, {"results", std::move(results)}};
}

}  // namespace poolscope::study
