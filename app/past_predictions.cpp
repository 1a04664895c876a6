// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <nlohmann/json.hpp>

#include "state_file.h"
#include "whatif_command.h"

namespace poolscope::app {

namespace {

constexpr const char* kFile = "predictions.json";
constexpr std::size_t kMostKept = 500;

}  // namespace

std::vector<study::PredictedRun> past_predictions() {
    std::vector<study::PredictedRun> past;
    const auto path = state_path(kFile);
    const auto document = path ? read_document(*path) : std::nullopt;
    if (!document || !document->is_array()) return past;
    for (const Json& each : *document) {
        if (!each.is_object() || !each.contains("predicted") || !each["predicted"].is_number() || !each.contains("measured") ||
            !each["measured"].is_number())
            continue;
        past.push_back({each["predicted"].get<double>(), each["measured"].get<double>()});
    }
    return past;
}

void keep_prediction(const study::PredictedRun& run) {
    const auto path = state_path(kFile);
    if (!path) return;
    std::vector<study::PredictedRun> past = past_predictions();
    past.push_back(run);
    Json document = Json::array();
    for (std::size_t i = past.size() - std::min(past.size(), kMostKept); i < past.size(); ++i)
        document.push_back({{"predicted", past[i].predicted}, {"measured", past[i].measured}});
    write_document(*path, document);
}

}  // namespace poolscope::app
