// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_report.h"

#include <array>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>

#include "bench/verdict.h"
#include "text_table.h"

namespace poolscope::bench {

namespace {

std::string printed(const char* format, double value) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

std::string percent(double share) {
    return "+-" + printed("%.0f", 100 * share) + " %";
}

std::string value_words(const RowResult& result, const SideResult& side) {
    if (!side.error.empty() && side.samples.empty()) return "failed";
    std::string words;
    if (!side.samples.empty()) words = short_number(side.samples.median()) + " " + result.row.unit;
    if (side.hung > 0) words += (words.empty() ? "" : ", ") + std::string("hung ") + std::to_string(side.hung) + " x";
    return words;
}

std::string ratio_words(const SideResult& side) {
    return side.ratios.empty() ? std::string() : short_number(side.ratios.median()) + " x";
}

std::string range_words(const SideResult& side) {
    return side.ratios.empty() ? std::string() : short_number(side.ratios.lowest()) + " to " + short_number(side.ratios.highest());
}

/// "60 / 150 x", "<= 5.00 / 1.00 ms": floor and aim.
std::string goal_words(const RowSpec& row) {
    const std::string bounds = short_number(row.goal.floor) + " / " + short_number(row.goal.aim);
    if (row.goal.of == GoalOf::Nothing) return {};
    if (row.goal.of != GoalOf::OwnValue) return bounds + " x";
    return (row.better == Better::Lower ? "<= " : ">= ") + bounds + " " + row.unit;
}

/// How many goals were reached, and which were not.
void write_verdicts(const std::vector<RowResult>& results, std::ostream& out) {
    int judged = 0, floors = 0, aims = 0;
    std::string below;
    for (const RowResult& result : results) {
        const Verdict verdict = verdict_on(result);
        if (verdict == Verdict::NoGoal || verdict == Verdict::NoValue) continue;
        ++judged;
        floors += verdict == Verdict::Below ? 0 : 1;
        aims += verdict == Verdict::Aim ? 1 : 0;
        if (verdict == Verdict::Below) below += (below.empty() ? "" : ", ") + result.row.id + (result.workers > 0 ? "/" + std::to_string(result.workers) : "");
    }
    if (judged > 0) out << "\nOf " << judged << (judged == 1 ? " goal " : " goals ") << floors << " floors and " << aims << " aims are met.\n";
    if (!below.empty()) out << "Below the floor: " << below << '\n';
}

/// What is not in the table, and why.
void write_left_out(const std::vector<RowResult>& results, std::ostream& out) {
    for (const RowResult& result : results) {
        std::string why;
        for (const std::string& reason : result.left_out) why += (why.empty() ? "" : "; ") + reason;
        if (!why.empty()) out << "Not measured: " << result.row.id << ": " << why << '\n';
        else if (result.sides.empty()) out << "Not measured: " << result.row.id << ": nobody here has it\n";
    }
}

Json numbers(const Samples& samples) {
    if (samples.empty()) return nullptr;
    return {{"median", samples.median()},
            {"lowest", samples.lowest()},
            {"highest", samples.highest()},
            {"spread", samples.spread()},
            {"samples", samples.values()}};
}

Json goal_of(const RowResult& result) {
    const Goal& goal = result.row.goal;
    if (goal.of == GoalOf::Nothing) return nullptr;
    const Samples* const judged = judged_numbers(result);
    return {{"against", goal.of == GoalOf::OwnValue ? Json() : Json(judged_side(result))},
            {"floor", goal.floor},
            {"aim", goal.aim},
            {"holds_beside_load", goal.beside_load == BesideLoad::Holds},
            {"reached", judged == nullptr ? Json() : Json(judged->median())},
            {"verdict", to_string(verdict_on(result))}};
}

}  // namespace

std::string short_number(double value) {
    const double size = std::abs(value);
    if (size >= 999.5e6) return short_number(value / 1e9) + " G";
    if (size >= 999.5e3) return short_number(value / 1e6) + " M";
    if (size >= 9995) return short_number(value / 1e3) + " k";
    if (size >= 99.95) return printed("%.0f", value);
    if (size >= 9.995) return printed("%.1f", value);
    if (size >= 0.9995) return printed("%.2f", value);
    return value == 0 ? "0" : printed("%.3g", value);
}

void write_table(const Machine& machine, const std::vector<RowResult>& results, std::ostream& out) {
    out << machine.date << ", " << machine.processor << ", " << machine.processors << (machine.processors == 1 ? " processor, " : " processors, ")
        << machine.kernel << ", " << machine.distribution << "\n\n";
    using Align = app::TextTable::Align;
    app::TextTable table({{"WHAT"}, {"WORKERS", Align::Right}, {"WHO"}, {"MEDIAN", Align::Right}, {"SPREAD", Align::Right},
                          {"POOLSCOPE IS BETTER BY", Align::Right}, {"FROM PAIR TO PAIR", Align::Right}, {"FLOOR / AIM", Align::Right}, {"MET"}});
    for (const RowResult& result : results) {
        if (result.sides.empty()) continue;  // nobody here has it
        std::string title = result.row.title;
        std::string workers = result.workers > 0 ? std::to_string(result.workers) : "";
        const std::string judged = judged_side(result);
        for (const SideResult& side : result.sides) {
            table.add_row({title, workers, side.side, value_words(result, side),
                           side.samples.empty() ? "" : percent(side.samples.spread()), ratio_words(side), range_words(side),
                           side.side == judged ? goal_words(result.row) : "", side.side == judged ? to_string(verdict_on(result)) : ""});
            title.clear();
            workers.clear();
        }
    }
    table.write(out);
    write_verdicts(results, out);
    write_left_out(results, out);
    for (const RowResult& result : results) {
        for (const SideResult& side : result.sides) {
            if (!side.error.empty()) out << "\n" << result.row.id << ": " << side.error << '\n';
        }
    }
}

Json bench_document(const Machine& machine, const std::vector<RowResult>& results) {
    Json rows = Json::array();
    for (const RowResult& result : results) {
        Json sides = Json::object();
        for (const SideResult& side : result.sides) {
            sides[side.side] = {{"value", numbers(side.samples)},
                                {"poolscope_is_better_by", numbers(side.ratios)},
                                {"hung", side.hung},
                                {"error", side.error.empty() ? Json() : Json(side.error)}};
        }
        rows.push_back({{"row", result.row.id},
                        {"title", result.row.title},
                        {"workers", result.workers > 0 ? Json(result.workers) : Json()},
                        {"unit", result.row.unit},
                        {"better", result.row.better == Better::Higher ? "higher" : "lower"},
                        {"goal", goal_of(result)},
                        {"left_out", result.left_out},
                        {"sides", std::move(sides)}});
    }
    return {{"machine",
             {{"date", machine.date},
              {"processor", machine.processor},
              {"processors", machine.processors},
              {"kernel", machine.kernel},
              {"distribution", machine.distribution}}},
            {"rows", std::move(rows)}};
}

}  // namespace poolscope::bench
