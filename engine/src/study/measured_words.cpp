// SPDX-License-Identifier: MIT
#include <array>
#include <ctime>

#include <poolscope/measured_words.h>

#include "study/number_words.h"

namespace poolscope::study {
namespace {

std::string day_of(std::int64_t wall_clock_ns) {
    const std::time_t seconds = wall_clock_ns / 1'000'000'000;
    std::tm parts{};
    std::array<char, 32> text{};
    if (::gmtime_r(&seconds, &parts) == nullptr || std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts) == 0) return {};
    return text.data();
}

}  // namespace

std::string seconds_words(double seconds) {
    if (seconds < 1e-3) return three_digits(seconds * 1e6) + " us";
    return seconds < 1 ? three_digits(seconds * 1e3) + " ms" : three_digits(seconds) + " s";
}

std::string shape_words(const PoolShape& shape) {
    std::string words = std::to_string(shape.processes) + (shape.processes == 1 ? " worker, " : " workers, ") + poolscope::to_string(shape.start_method);
    if (shape.chunksize) words += ", chunksize " + std::to_string(*shape.chunksize);
    if (shape.order != ItemOrder::AsGiven) words += std::string(", ") + to_string(shape.order);
    if (shape.maxtasksperchild) words += ", maxtasksperchild " + std::to_string(*shape.maxtasksperchild);
    if (shape.maxitemsperchild) words += ", maxitemsperchild " + std::to_string(*shape.maxitemsperchild);
    return words;
}

std::string median_words(std::span<const double> seconds) {
    if (seconds.empty()) return "not measured";
    if (seconds.size() == 1) return "measured: " + seconds_words(seconds.front()) + " in one run";
    return "measured: median " + seconds_words(median(seconds)) + " of " + std::to_string(seconds.size()) + " runs";
}

std::string against_words(const Comparison& comparison, const std::string& other) {
    const Interval& ratio = comparison.ratio.interval;
    switch (comparison.finding) {
    case Finding::Difference:
        if (comparison.ratio.ratio > 1) return "takes " + three_digits(ratio.low) + " to " + three_digits(ratio.high) + " times as long as " + other + " (95 %)";
        return three_digits(1 / ratio.high) + " to " + three_digits(1 / ratio.low) + " times as fast as " + other + " (95 %)";
    case Finding::NoDifference: return "no difference beyond " + three_digits(comparison.margin * 100) + " % from " + other;
    case Finding::MoreRuns:
    case Finding::NotSettled: break;
    }
    return "not certain to differ from " + other;
}

std::string where_words(const Environment& environment, std::int64_t wall_clock_ns) {
    std::string words;
    const auto add = [&words](const std::string& part) {
        if (!part.empty()) words += (words.empty() ? "on " : ", ") + part;
    };
    if (wall_clock_ns > 0) add(day_of(wall_clock_ns));
    add(environment.cpu_model);
    if (environment.usable_cpus) add(std::to_string(*environment.usable_cpus) + (*environment.usable_cpus == 1 ? " CPU" : " CPUs"));
    if (!environment.kernel.empty()) add("kernel " + environment.kernel);
    return words;
}

std::vector<std::string> measured_words(const AdviceTrial& trial, const PoolShape& shape, std::size_t configuration) {
    const std::vector<double>& seconds = trial.seconds().at(configuration);
    std::vector<std::string> lines{shape_words(shape), median_words(seconds)};
    if (const auto comparison = trial.against_present(configuration))
        lines.push_back(against_words(*comparison, "the configuration before, whose median is " + seconds_words(median(trial.seconds().front()))));
    return lines;
}

}  // namespace poolscope::study
