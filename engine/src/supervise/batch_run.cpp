// SPDX-License-Identifier: MIT
#include "supervise/batch_run.h"

#include <poolscope/value.h>

#include <poolscope/remote_error.h>

namespace poolscope::supervise {

BatchRun::Supply BatchRun::next_task(Task& task, std::uint64_t& next_id) {
    if (!returned_.empty()) {
        task = std::move(returned_.front());
        returned_.pop_front();
        return Supply::Task;
    }
    if (request_.items == 0 && !input_ended_) input_ended_ = input_end_news_ = true;
    if (input_ended_) return Supply::Exhausted;
    task = {};
    switch (request_.source->next(task.chunk)) {
    case ChunkSource::State::NotYet: return Supply::NotYet;
    case ChunkSource::State::Ended:
        input_ended_ = input_end_news_ = true;
        input_error_ = request_.source->error();
        return Supply::Exhausted;
    case ChunkSource::State::Ready: break;
    }
    task.id = TaskId{next_id++};
    read_ += task.chunk.items;
    ++tasks_;
    // A size known beforehand spares one more question, which may have to wait for a free worker.
    if (request_.items && read_ >= *request_.items) input_ended_ = input_end_news_ = true;
    return Supply::Task;
}

void BatchRun::item_ended(const SettledItem& item) {
    ++ended_;
    switch (item.outcome) {
    case trace::ItemOutcome::Failed: ++failed_; break;
    case trace::ItemOutcome::Lost:
    case trace::ItemOutcome::TimedOut: ++lost_; break;
    case trace::ItemOutcome::Cancelled: ++cancelled_; break;
    case trace::ItemOutcome::Done:
    case trace::ItemOutcome::Moved: break;
    }
    if (item.outcome != trace::ItemOutcome::Done && !first_error_) {
        const CaughtError error = decode_error(item.value);
        first_error_ = FirstError{error.type, error.message, item.item, item.worker};
    }
    if (request_.observer) request_.observer->item_settled(item);
}

void BatchRun::task_ended(std::uint64_t first_item, std::uint32_t items) {
    if (request_.observer) request_.observer->task_settled(first_item, items);
}

trace::BatchOutcome BatchRun::outcome() const noexcept {
    if (cancelled_ > 0) return trace::BatchOutcome::Cancelled;
    if (lost_ > 0) return trace::BatchOutcome::Lost;
    if (failed_ > 0 || input_error_) return trace::BatchOutcome::Failed;
    return trace::BatchOutcome::Succeeded;
}

std::optional<Chunk> rest_of_chunk(const Chunk& chunk, std::uint32_t position) {
    if (position >= chunk.items) return {};
    ChunkReader reader(chunk.arguments);
    for (std::uint32_t i = 0; i < position; ++i) static_cast<void>(reader.next());
    Chunk rest{chunk.first_item + position, chunk.items - position, {}};
    ChunkWriter writer(rest.arguments);
    for (std::uint32_t i = position; i < chunk.items; ++i) writer.add_encoded(reader.next());
    return rest;
}

}  // namespace poolscope::supervise
