// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/simulation.h>
#include <poolscope/sweep.h>

#include "host/batch_source.h"
#include "study/random.h"

namespace poolscope::study {
namespace {

constexpr std::array<const char*, kSweepParameters> kNames{"processes",   "start_method", "chunksize", "maxtasksperchild",
                                                           "initializer", "task_size",    "order"};
/// Items of a range that is written out to be reordered or scaled.
constexpr std::uint64_t kMostWrittenOut = 1'000'000;

[[noreturn]] void refuse(SweepParameter parameter, const std::string& message) {
    throw ScenarioError({{std::string("/parameters/") + to_string(parameter), message}});
}

void scale_number(Json& value, double factor) {
    if (value.is_number_integer()) {
        const double scaled = value.get<double>() * factor;
        if (scaled == std::floor(scaled) && std::abs(scaled) < 9e15)
            value = static_cast<std::int64_t>(scaled);
        else
            value = scaled;
    } else if (value.is_number()) {
        value = value.get<double>() * factor;
    } else if (value.is_array()) {
        for (Json& each : value) scale_number(each, factor);
    }
}

/// {"range": [...]} written out.
Json written_out(const Json& range, SweepParameter parameter) {
    const host::Range numbers = host::Range::from_json(range);
    if (numbers.size() > kMostWrittenOut)
        refuse(parameter, "a range of more than " + std::to_string(kMostWrittenOut) + " numbers cannot be written out to be varied");
    Json list = Json::array();
    for (std::uint64_t i = 0; i < numbers.size(); ++i) list.push_back(numbers.at(i));
    return list;
}

void scale_batch(BatchSpec& batch, double factor) {
    if (factor == 1) return;  // through a double large numbers would not be what they were
    if (takes_arguments(batch.method)) {
        scale_number(batch.args, factor);
        for (auto entry = batch.kwargs.begin(); entry != batch.kwargs.end(); ++entry) scale_number(entry.value(), factor);
    } else if (batch.iterable.is_array()) {
        scale_number(batch.iterable, factor);
    } else if (batch.iterable.contains("range")) {
        Json list = written_out(batch.iterable["range"], SweepParameter::TaskSize);
        scale_number(list, factor);
        batch.iterable = std::move(list);
    } else {
        refuse(SweepParameter::TaskSize, "lines of a file have no size that could be varied");
    }
}

/// How long an item is likely to take, as far as it shows.
double size_of(const Json& item) {
    if (item.is_number()) return item.get<double>();
    if (item.is_string()) return static_cast<double>(item.get_ref<const std::string&>().size());
    if (item.is_array() && !item.empty()) return size_of(item.front());
    return 0;
}

void reorder_batch(BatchSpec& batch, ItemOrder order, std::uint64_t seed) {
    if (takes_arguments(batch.method) || order == ItemOrder::AsGiven) return;
    if (batch.iterable.is_object() && batch.iterable.contains("range"))
        batch.iterable = written_out(batch.iterable["range"], SweepParameter::Order);
    if (!batch.iterable.is_array()) refuse(SweepParameter::Order, "lines of a file stay in their order");
    auto& items = batch.iterable.get_ref<Json::array_t&>();
    if (order == ItemOrder::Shuffled) {
        Random random(seed);
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
    } else if (order == ItemOrder::LongestFirst) {
        std::stable_sort(items.begin(), items.end(), [](const Json& a, const Json& b) { return size_of(a) > size_of(b); });
    } else {
        std::stable_sort(items.begin(), items.end(), [](const Json& a, const Json& b) { return size_of(a) < size_of(b); });
    }
}

std::optional<std::int64_t> whole_or_default(SweepParameter parameter, const Json& value) {
    if (value.is_null()) return {};
    if (!value.is_number_integer()) refuse(parameter, "must be a whole number, or none (null in a file)");
    return value.get<std::int64_t>();
}

std::string text_of(const Json& value) {
    if (value.is_null()) return "default";
    if (value.is_string()) return value.get<std::string>();
    if (value.is_object() && value.contains("function") && value["function"].is_string()) {
        std::string arguments = value.contains("args") ? value["args"].dump(-1, ' ', false, Json::error_handler_t::replace) : "[]";
        return value["function"].get<std::string>() + "(" + arguments.substr(1, arguments.size() - 2) + ")";
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

const char* to_string(SweepParameter parameter) noexcept {
    return kNames[static_cast<std::size_t>(parameter)];
}

std::optional<SweepParameter> sweep_parameter_from_string(const std::string& name) noexcept {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (name == kNames[i]) return static_cast<SweepParameter>(i);
    return {};
}

void apply_parameter(Scenario& scenario, SweepParameter parameter, const Json& value, std::uint64_t seed) {
    switch (parameter) {
    case SweepParameter::Processes: scenario.pool.processes = whole_or_default(parameter, value); return;
    case SweepParameter::MaxTasksPerChild: scenario.pool.maxtasksperchild = whole_or_default(parameter, value); return;
    case SweepParameter::StartMethod:
        if (!value.is_null() && !value.is_string()) refuse(parameter, "must be the name of a start method, or none (null in a file)");
        scenario.pool.start_method = value.is_null() ? std::optional<std::string>() : value.get<std::string>();
        return;
    case SweepParameter::Chunksize:
        for (BatchSpec& batch : scenario.batches)
            if (!takes_arguments(batch.method)) batch.chunksize = whole_or_default(parameter, value);
        return;
    case SweepParameter::Initializer:
        scenario.pool.initargs = Json::array();
        if (value.is_null()) {
            scenario.pool.initializer.reset();
        } else if (value.is_string()) {
            scenario.pool.initializer = value.get<std::string>();
        } else if (value.is_object() && value.contains("function") && value["function"].is_string()) {
            scenario.pool.initializer = value["function"].get<std::string>();
            if (value.contains("args")) scenario.pool.initargs = value["args"];
        } else {
            refuse(parameter, "must be a name, {\"function\": ..., \"args\": [...]}, or none (null in a file)");
        }
        return;
    case SweepParameter::TaskSize:
        if (!value.is_number() || value.get<double>() <= 0) refuse(parameter, "must be a factor above 0");
        for (BatchSpec& batch : scenario.batches) scale_batch(batch, value.get<double>());
        return;
    case SweepParameter::Order: {
        const auto order = value.is_string() ? item_order_from_string(value.get<std::string>()) : std::nullopt;
        if (!order) refuse(parameter, "must be as_given, longest_first, shortest_first or shuffled");
        for (BatchSpec& batch : scenario.batches) reorder_batch(batch, *order, seed);
        return;
    }
    }
}

std::size_t SweepSpec::configuration_count() const noexcept {
    std::size_t count = 1;
    for (const SweepAxis& axis : axes) count *= axis.values.size();
    return count;
}

std::vector<Json> configuration(const SweepSpec& spec, std::size_t number) {
    if (number >= spec.configuration_count()) throw ValueError("the sweep has no configuration " + std::to_string(number));
    std::vector<Json> values(spec.axes.size());
    for (std::size_t i = spec.axes.size(); i-- > 0;) {
        const std::vector<Json>& choices = spec.axes[i].values;
        values[i] = choices[number % choices.size()];
        number /= choices.size();
    }
    return values;
}

std::string configuration_label(const SweepSpec& spec, std::size_t number) {
    const std::vector<Json> values = configuration(spec, number);
    std::string label;
    for (std::size_t i = 0; i < values.size(); ++i)
        label += (i == 0 ? "" : ", ") + std::string(to_string(spec.axes[i].parameter)) + " " + text_of(values[i]);
    return label;
}

Scenario configured(const SweepSpec& spec, std::size_t number) {
    Scenario scenario = spec.scenario;
    const std::vector<Json> values = configuration(spec, number);
    for (std::size_t i = 0; i < values.size(); ++i) apply_parameter(scenario, spec.axes[i].parameter, values[i], spec.seed);
    return scenario;
}

}  // namespace poolscope::study
