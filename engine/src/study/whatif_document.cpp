// SPDX-License-Identifier: MIT
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/whatif_document.h>

namespace poolscope::study {
namespace {

Json prediction_document(const Prediction& prediction, const PredictionError& error) {
    Json ledger = Json::object();
    for (std::size_t i = 0; i < kLedgerCauses; ++i) ledger[poolscope::to_string(static_cast<LedgerCause>(i))] = prediction.ledger[i];
    const Interval around = error.around(prediction.makespan);
    return {{"seconds", prediction.makespan},
            {"low", around.low},
            {"high", around.high},
            {"tasks", prediction.tasks},
            {"workers_started", prediction.workers_started},
            {"contended_seconds", prediction.contended},
            {"ledger", std::move(ledger)}};
}

Json loss_document(const Loss& loss) {
    Json causes = Json::object();
    for (std::size_t i = 0; i < kLossCauses; ++i) causes[to_string(static_cast<LossCause>(i))] = loss.seconds[i];
    return {{"measured", loss.measured}, {"ideal", loss.ideal}, {"share", loss.share()}, {"seconds", std::move(causes)}};
}

}  // namespace

Json to_json(const PoolShape& shape) {
    return {{"processes", shape.processes},
            {"start_method", poolscope::to_string(shape.start_method)},
            {"chunksize", shape.chunksize ? Json(*shape.chunksize) : Json(nullptr)},
            {"maxtasksperchild", shape.maxtasksperchild ? Json(*shape.maxtasksperchild) : Json(nullptr)},
            {"maxitemsperchild", shape.maxitemsperchild ? Json(*shape.maxitemsperchild) : Json(nullptr)},
            {"order", to_string(shape.order)}};
}

Json to_json(const WhatIf& found) {
    const PredictionError& error = found.error;
    Json document{{"recorded", {{"shape", to_json(found.work.recorded)},
                                {"seconds", found.work.recorded_seconds},
                                {"simulated", prediction_document(found.as_it_was, error)},
                                {"loss", loss_document(found.loss)}}},
                  {"what_if", {{"shape", to_json(found.predicted.shape)},
                               {"predicted", prediction_document(found.predicted, error)},
                               {"loss", loss_document(found.predicted_loss)}}},
                  {"cores", found.cores},
                  {"error", {{"low", error.low}, {"middle", error.middle}, {"high", error.high}, {"runs", error.runs}}},
                  {"items_are_averaged", found.work.items_are_averaged},
                  {"computing_is_assumed", found.work.computing_is_assumed},
                  {"items_unknown", found.work.items_unknown},
                  {"not_simulated", found.work.not_simulated},
                  {"verified_seconds", found.verified_seconds ? Json(*found.verified_seconds) : Json(nullptr)}};
    if (!found.verified_run.empty()) document["verified_run"] = found.verified_run;
    return document;
}

}  // namespace poolscope::study
