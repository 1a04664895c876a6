// SPDX-License-Identifier: MIT
#include <utility>

#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/reducer.h"

namespace poolscope {
namespace {

// A call of apply is one task: as with tasks, the list of events tells of it only when something went wrong.
bool is_worth_an_event(const BatchInfo& batch) {
    return batch.method != "apply" && batch.method != "apply_async";
}

std::string batch_words(const BatchInfo& batch) {
    return "batch " + std::to_string(batch.id.value) + " (" + batch.method + " of " + batch.function + ")";
}

}  // namespace

std::uint32_t PoolState::Impl::batch_index(BatchId id) const {
    if (id.value >= 1 && id.value <= batches.size() && batches[id.value - 1].id == id) {
        return id.value - 1;
    }
    const auto found = batch_places.find(id.value);
    return found != batch_places.end() ? found->second : kNoIndex;
}

void PoolState::Impl::take(const trace::BatchSubmitted& record) {
    if (batch_index(record.batch) != kNoIndex) {
        return contradict();
    }
    const auto index = static_cast<std::uint32_t>(batches.size());
    if (record.batch.value != index + 1) {
        batch_places.emplace(record.batch.value, index);
    }
    BatchInfo batch;
    batch.id = record.batch;
    batch.method = record.method;
    batch.function = record.function;
    batch.description = record.description;
    batch.chunksize = record.chunksize;
    batch.items = record.items;
    batch.tasks = record.tasks;
    batch.submitted = now;
    summary.items_submitted += record.items.value_or(0);
    if (is_worth_an_event(batch)) {
        std::string text = batch_words(batch) + " is submitted";
        if (!batch.description.empty()) {
            text += ": " + batch.description;
        }
        if (batch.tasks) {
            text += ", " + trace::count_words(*batch.tasks, "task");
        }
        add_event(trace::Severity::Note, kNoIndex, kNoIndex, std::move(text));
    }
    batches.push_back(std::move(batch));
    batch_tracks.emplace_back();
}

void PoolState::Impl::take(const trace::BatchInputEnded& record) {
    const std::uint32_t index = batch_index(record.batch);
    if (index == kNoIndex || batches[index].ended) {
        return contradict();
    }
    BatchInfo& batch = change_batch(index);
    summary.items_submitted -= batch.items.value_or(0);
    summary.items_submitted += record.items;
    batch.items = record.items;
    batch.tasks = record.tasks;
    if (!record.error.empty()) {
        add_event(trace::Severity::Error, kNoIndex, kNoIndex,
                  "the input of " + batch_words(batch) + " broke off after " +
                      trace::count_words(record.items, "item") + ": " + record.error);
    }
}

void PoolState::Impl::take(const trace::BatchEnded& record) {
    const std::uint32_t index = batch_index(record.batch);
    if (index == kNoIndex || batches[index].ended) {
        return contradict();
    }
    BatchInfo& batch = change_batch(index);
    batch.ended = now;
    batch.outcome = record.outcome;
    batch.error_type = record.error_type;
    batch.error_message = record.error_message;
    batch.error_item = record.error_item;
    batch.error_worker = record.error_worker;
    cancel_what_is_open(index);
    const bool succeeded = record.outcome == trace::BatchOutcome::Succeeded;
    if (succeeded && !is_worth_an_event(batch)) {
        return;
    }
    std::string text = batch_words(batch);
    switch (record.outcome) {
    case trace::BatchOutcome::Succeeded: text += " succeeded"; break;
    case trace::BatchOutcome::Failed: text += " failed"; break;
    case trace::BatchOutcome::Lost: text += " is lost"; break;
    case trace::BatchOutcome::Cancelled: text += " was cancelled"; break;
    }
    text += " after " + trace::duration_words(trace::elapsed(batch.submitted, now));
    if (!record.error_type.empty() || !record.error_message.empty()) {
        text += ": " + record.error_type + (record.error_type.empty() ? "" : ": ") + record.error_message;
        if (record.error_item) {
            text += " (item " + std::to_string(*record.error_item) + ")";
        }
    }
    const auto severity = succeeded                                          ? trace::Severity::Note
                          : record.outcome == trace::BatchOutcome::Cancelled ? trace::Severity::Warning
                                                                             : trace::Severity::Error;
    const std::uint32_t worker = record.error_worker ? worker_index(*record.error_worker) : kNoIndex;
    add_event(severity, worker, kNoIndex, std::move(text));
}

}  // namespace poolscope
