// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/verdict.h"

#include <algorithm>

namespace poolscope::bench {

namespace {

const SideResult* side_of(const RowResult& result, const std::string& name) {
    const auto found = std::find_if(result.sides.begin(), result.sides.end(), [&](const SideResult& side) { return side.side == name; });
    return found == result.sides.end() ? nullptr : &*found;
}

bool is_ratio(const Goal& goal) {
    return goal.of == GoalOf::RatioToPool || goal.of == GoalOf::RatioToXargs;
}

}  // namespace

const char* to_string(Verdict verdict) noexcept {
    switch (verdict) {
    case Verdict::NoGoal: return "";
    case Verdict::NoValue: return "no value";
    case Verdict::Below: return "below";
    case Verdict::Floor: return "floor";
    case Verdict::Aim: return "aim";
    }
    return "";
}

std::string judged_side(const RowResult& result) {
    if (result.row.goal.of == GoalOf::RatioToPool) return kPoolSide;
    if (result.row.goal.of == GoalOf::RatioToXargs) return kXargsSide;
    return side_of(result, kOwnSide) == nullptr && side_of(result, kWindowSide) != nullptr ? kWindowSide : kOwnSide;
}

const Samples* judged_numbers(const RowResult& result) {
    const SideResult* const side = side_of(result, judged_side(result));
    if (side == nullptr) return nullptr;
    const Samples& numbers = is_ratio(result.row.goal) ? side->ratios : side->samples;
    return numbers.empty() ? nullptr : &numbers;
}

Verdict verdict_on(const RowResult& result) {
    const Goal& goal = result.row.goal;
    if (goal.of == GoalOf::Nothing) return Verdict::NoGoal;
    const Samples* const numbers = judged_numbers(result);
    if (numbers == nullptr) return Verdict::NoValue;
    const double reached = numbers->median();
    const bool is_lower_better = !is_ratio(goal) && result.row.better == Better::Lower;
    const auto meets = [&](double bound) { return is_lower_better ? reached <= bound : reached >= bound; };
    return meets(goal.aim) ? Verdict::Aim : meets(goal.floor) ? Verdict::Floor : Verdict::Below;
}

}  // namespace poolscope::bench
