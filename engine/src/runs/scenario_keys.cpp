// SPDX-License-Identifier: MIT
#include "runs/scenario_keys.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>

namespace poolscope::runs {
namespace {

/// A longer range is taken as it stands; nobody puts one into another order (study::shaped()).
constexpr std::int64_t kMostSpelledOut = 1'000'000;

/// FNV-1a, whose bits are mixed once more (the finalizer of MurmurHash3): sums of it are compared.
std::uint64_t hash_of(std::string_view function, std::string_view what) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    const auto add = [&hash](std::string_view text) {
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        hash = (hash ^ 0xFF) * 0x100000001b3ULL;
    };
    add(function);
    add(what);
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdULL;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53ULL;
    return hash ^ (hash >> 33);
}

std::string word_of(std::uint64_t number) {
    std::array<char, 20> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number)));
    return text.data();
}

std::string text_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

struct Numbers {
    std::int64_t begin = 0, end = 0, step = 1;
};
std::optional<Numbers> short_range(const Json& iterable) {
    const auto range = iterable.is_object() ? iterable.find("range") : iterable.end();
    if (!iterable.is_object() || range == iterable.end() || !range->is_array() || range->empty() || range->size() > 3) return {};
    constexpr std::int64_t kFar = std::int64_t{1} << 60;
    for (const Json& number : *range)
        if (!number.is_number_integer() || number.get<std::int64_t>() > kFar || number.get<std::int64_t>() < -kFar) return {};
    Numbers numbers;
    numbers.end = (*range)[range->size() > 1 ? 1 : 0].get<std::int64_t>();
    if (range->size() > 1) numbers.begin = (*range)[0].get<std::int64_t>();
    if (range->size() > 2) numbers.step = (*range)[2].get<std::int64_t>();
    if (numbers.step == 0 || (numbers.end - numbers.begin) / numbers.step > kMostSpelledOut) return {};
    return numbers;
}

/// Adds up, so that no order counts.
std::uint64_t sum_of(const Json& batch) {
    const auto part = [&batch](const char* key) {
        const auto found = batch.find(key);
        return found != batch.end() ? *found : Json();
    };
    const std::string function = text_of(part("function"));
    const Json iterable = part("iterable");
    if (iterable.is_null()) return hash_of(function, text_of(part("args")) + text_of(part("kwargs")));
    std::uint64_t sum = 0;
    if (iterable.is_array()) {
        for (const Json& item : iterable) sum += hash_of(function, text_of(item));
        return sum;
    }
    const auto range = short_range(iterable);
    if (!range) return hash_of(function, text_of(iterable));
    for (std::int64_t i = range->begin; range->step > 0 ? i < range->end : i > range->end; i += range->step)
        sum += hash_of(function, std::to_string(i));
    return sum;
}

}  // namespace

std::string word_of_text(const std::string& text) {
    return word_of(hash_of("text", text));
}

ScenarioKeys keys_of(const std::string& scenario) {
    Json document = parse_bounded_json(scenario);
    if (!document.is_object()) return {};
    ScenarioKeys keys;
    if (const auto batches = document.find("batches"); batches != document.end() && batches->is_array() && !batches->empty()) {
        std::uint64_t sum = 0;
        for (const Json& batch : *batches)
            if (batch.is_object()) sum += sum_of(batch);
        keys.work = word_of(sum);
    }
    for (const char* const said : {"poolscope", "title", "description", "lesson"}) document.erase(said);
    keys.settings = word_of(hash_of("settings", text_of(document)));
    return keys;
}

}  // namespace poolscope::runs
