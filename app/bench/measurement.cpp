// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/measurement.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace poolscope::bench {

namespace {

struct Turn {
    RowSpec row;
    int workers;
};

std::vector<Turn> turns_of(const BenchPlan& plan) {
    std::vector<Turn> turns;
    for (const RowSpec& row : plan.rows) {
        if (row.scales && !plan.workers.empty()) {
            for (const int workers : plan.workers) turns.push_back({row, workers});
        } else {
            turns.push_back({row, row.workers});
        }
    }
    return turns;
}

std::string request_of(const Turn& turn, const BenchPlan& plan) {
    std::string text = turn.row.request;
    if (turn.workers > 0) text += " workers=" + std::to_string(turn.workers);
    return text + " seconds=" + std::to_string(plan.seconds);
}

double ratio_of(Better better, double ours, double theirs) {
    return better == Better::Higher ? ours / theirs : theirs / ours;
}

class RowMeasurement {
public:
    RowMeasurement(const Turn& turn, const BenchPlan& plan, std::vector<RowSide>& sides)
        : turn_(turn), request_(request_of(turn, plan)), sides_(sides), taken_(sides.size()) {
        for (const RowSide& side : sides) results_.push_back({.side = side.name(), .samples = {}, .hung = 0, .error = {}, .ratios = {}});
    }
    RowResult take(int samples) {
        std::vector<std::string> left_out;
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            try_on(i, [&] {
                taken_[i] = sides_[i].prepare(request_);
                if (!taken_[i] && !sides_[i].why_not().empty()) left_out.push_back(sides_[i].name() + ": " + sides_[i].why_not());
            });
        }
        for (int round = 0; round < std::min(samples, turn_.row.most_samples); ++round) take_round();
        for (RowSide& side : sides_) side.finish();
        RowResult result{.row = turn_.row, .workers = turn_.workers, .sides = {}, .left_out = std::move(left_out)};
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            const bool has_something = taken_[i] || !results_[i].error.empty() || results_[i].hung > 0;
            if (has_something) result.sides.push_back(std::move(results_[i]));
        }
        return result;
    }

private:
    template <class Action>
    void try_on(std::size_t side, const Action& action) {
        try {
            action();
        } catch (const std::runtime_error& error) {
            results_[side].error = error.what();
            taken_[side] = false;
        }
    }
    void take_round() {
        double first = 0;  // none
        for (std::size_t i = 0; i < sides_.size(); ++i) {
            if (!is_ready(i)) continue;
            double value = 0;
            if (!sampled(i, value)) continue;
            results_[i].samples.add(value);
            if (i == 0) first = value;
            else if (first > 0 && value > 0) results_[i].ratios.add(ratio_of(turn_.row.better, first, value));
        }
    }
    /// Starts the side's program anew where that is due.
    bool is_ready(std::size_t side) {
        if (taken_[side] && (turn_.row.programs == Programs::NewForEachSample || is_gone_[side])) {
            sides_[side].end();
            is_gone_[side] = false;
            try_on(side, [&] { taken_[side] = sides_[side].prepare(request_); });
        }
        return taken_[side];
    }
    bool sampled(std::size_t side, double& value) {
        bool has_come = false;
        try_on(side, [&] {
            if (const auto sample = sides_[side].sample()) {
                value = *sample;
                has_come = true;
            }
        });
        if (has_come || !taken_[side]) return has_come;
        ++results_[side].hung;
        is_gone_[side] = true;
        if (results_[side].hung == 2 && results_[side].samples.empty()) taken_[side] = false;  // it always will
        return false;
    }

    const Turn& turn_;
    std::string request_;
    std::vector<RowSide>& sides_;
    std::vector<bool> taken_;
    std::vector<bool> is_gone_ = std::vector<bool>(sides_.size());
    std::vector<SideResult> results_;
};

}  // namespace

double Samples::quantile(double share) const {
    std::vector<double> sorted = values_;
    std::sort(sorted.begin(), sorted.end());
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const auto above = static_cast<std::size_t>(std::ceil(place));
    return sorted[below] + (sorted[above] - sorted[below]) * (place - std::floor(place));
}

double Samples::spread() const {
    const double middle = median();
    return middle == 0 ? 0 : (quantile(0.75) - quantile(0.25)) / 2 / std::abs(middle);
}

std::vector<RowResult> measure(const BenchPlan& plan, std::vector<RowSide>& sides, const BenchProgress& progress) {
    const std::vector<Turn> turns = turns_of(plan);
    std::vector<RowResult> results;
    for (const Turn& turn : turns) {
        progress(results.size(), turns.size(), turn.row.title);
        results.push_back(RowMeasurement(turn, plan, sides).take(plan.samples));
    }
    progress(turns.size(), turns.size(), {});
    return results;
}

}  // namespace poolscope::bench
