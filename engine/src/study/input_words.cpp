// SPDX-License-Identifier: MIT
#include "study/input_words.h"

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>

#include "runs/scenario_keys.h"

namespace poolscope::study {
namespace {

/// Of a list, so that it and the word after it fit into a column of a table.
constexpr std::size_t kShownChars = 20;

std::string digest_of(const std::string& text) {
    constexpr std::size_t kShown = 8;
    return " #" + runs::word_of_text(text).substr(0, kShown);
}

/// Escaped to ASCII, so that it can be cut anywhere.
std::string text_of(const Json& json) {
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string list_words(const Json& items) {
    const std::string text = text_of(items);
    std::string shown = text;
    if (shown.size() > kShownChars) {
        const std::size_t comma = shown.rfind(',', kShownChars - 5);
        shown = shown.substr(0, comma == std::string::npos ? kShownChars - 5 : comma + 1) + "...]";
    }
    return std::to_string(items.size()) + (items.size() == 1 ? " item " : " items ") + shown + (shown == text ? std::string() : digest_of(text));
}

std::string description_of(const BatchInfo& batch) {
    const std::string count = batch.items ? std::to_string(*batch.items) + (*batch.items == 1 ? " item" : " items") : "none";
    if (batch.description.empty() || batch.description == count) return count;
    // A file may have had other lines then.
    return batch.description.rfind("lines of ", 0) == 0 && batch.items ? batch.description + ", " + count : batch.description;
}

const Json* found(const Json& batch, const char* key) {
    const auto entry = batch.find(key);
    return entry != batch.end() && !entry->is_null() ? &*entry : nullptr;
}

/// Whether the scenario's batch is this one: others may have been submitted in its place.
bool is_it(const Json& said, const BatchInfo& batch) {
    const Json* const method = found(said, "method");
    const Json* const function = found(said, "function");
    return method != nullptr && function != nullptr && *method == batch.method && *function == batch.function;
}

std::string words_of(const Json& said, const BatchInfo& batch) {
    if (const Json* const items = found(said, "iterable"))
        return items->is_array() && batch.items == items->size() ? list_words(*items) : description_of(batch);
    // Of a long argument the description has not all.
    const bool is_cut = batch.description.find("...") != std::string::npos;
    if (!is_cut) return description_of(batch);
    std::string text;
    for (const char* const key : {"args", "kwargs"})
        if (const Json* const values = found(said, key)) text += text_of(*values) + "\n";
    return batch.description + digest_of(text);
}

}  // namespace

std::vector<std::string> input_words(const PoolState& state) {
    const Json scenario = parse_bounded_json(state.summary().scenario);
    const Json* const batches = scenario.is_object() ? found(scenario, "batches") : nullptr;
    std::vector<std::string> words;
    for (std::size_t i = 0; i < state.batches().size(); ++i) {
        const BatchInfo& batch = state.batches()[i];
        const bool is_said = batches != nullptr && batches->is_array() && i < batches->size() && (*batches)[i].is_object() && is_it((*batches)[i], batch);
        words.push_back(is_said ? words_of((*batches)[i], batch) : description_of(batch));
    }
    return words;
}

}  // namespace poolscope::study
