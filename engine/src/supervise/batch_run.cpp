// SPDX-License-Identifier: MIT
#include "supervise/batch_run.h"

#include <algorithm>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

namespace poolscope::supervise {

BatchEnd end_of_refused() {
    BatchEnd end;
    end.outcome = trace::BatchOutcome::Failed;
    end.pool_broke = true;
    const CaughtError error = describe_current_exception();
    // As break_pool() calls it.
    end.error = {error.type == "poolscope::BrokenPoolError" ? "BrokenPoolError" : error.type, error.message};
    return end;
}

BatchRun::Supply BatchRun::next_task(Task& task, std::uint64_t& next_id) {
    if (has_returned()) {
        task = std::move(troubles_->returned.back());
        troubles_->returned.pop_back();
        return Supply::Task;
    }
    if (request_->items == 0 && !input_ended_) input_ended_ = input_end_news_ = true;
    if (input_ended_) return Supply::Exhausted;
    task.attempt = 1;
    if (request_->source) {
        task.chunk = {};
        switch (request_->source->next(task.chunk)) {
        case ChunkSource::State::NotYet: return Supply::NotYet;
        case ChunkSource::State::Ended:
            end_input();
            return Supply::Exhausted;
        case ChunkSource::State::Ready: break;
        }
    } else {
        task.chunk = std::move(only_);
    }
    task.id = TaskId{next_id++};
    read_ += task.chunk.items;
    ++tasks_;
    // A size known beforehand spares one more question, which may have to wait for a free worker.
    if (request_->items && read_ >= *request_->items) input_ended_ = input_end_news_ = true;
    else look_for_input_end();
    return Supply::Task;
}

void BatchRun::look_for_input_end() {
    if (!input_ended_ && request_->source && request_->source->at_end()) end_input();
}

void BatchRun::end_input() {
    input_ended_ = input_end_news_ = true;
    if (auto error = request_->source->error()) {
        troubles().input_error = std::move(*error);
        troubles().thrown_by_input = request_->source->thrown();
    }
}

void BatchRun::take_back(Task task) {
    if (was_cancelled_) dropped_ += task.chunk.items;
    else troubles().returned.push_back(std::move(task));
}

std::optional<Task> BatchRun::remove_waiting(TaskId task) {
    if (!has_returned()) return {};
    std::vector<Task>& returned = troubles_->returned;
    const auto found = std::find_if(returned.begin(), returned.end(), [&](const Task& each) { return each.id == task; });
    if (found == returned.end()) return {};
    Task taken = std::move(*found);
    returned.erase(found);
    return taken;
}

std::optional<Task> BatchRun::remove_waiting_item(std::uint64_t item) {
    if (!has_returned()) return {};
    const std::vector<Task>& returned = troubles_->returned;
    const auto found = std::find_if(returned.rbegin(), returned.rend(), [&](const Task& each) {
        return item >= each.chunk.first_item && item - each.chunk.first_item < each.chunk.items;
    });
    return found == returned.rend() ? std::nullopt : remove_waiting(found->id);
}

bool BatchRun::cancel_when_read(std::uint64_t item) {
    if (item < read_ || input_ended_ || !request_->items || item >= *request_->items) return false;
    std::vector<std::uint64_t>& items = troubles().cancel_when_read;
    const auto at = std::lower_bound(items.begin(), items.end(), item);
    if (at == items.end() || *at != item) items.insert(at, item);
    return true;
}

std::vector<std::uint64_t> BatchRun::take_cancelled(const Chunk& chunk) {
    if (!troubles_ || troubles_->cancel_when_read.empty()) return {};
    std::vector<std::uint64_t>& items = troubles_->cancel_when_read;
    const auto begin = std::lower_bound(items.begin(), items.end(), chunk.first_item);
    const auto end = std::lower_bound(begin, items.end(), chunk.first_item + chunk.items);
    std::vector<std::uint64_t> taken(begin, end);
    items.erase(begin, end);
    return taken;
}

void BatchRun::cancel() {
    was_cancelled_ = true;
    if (troubles_) {
        for (const Task& task : troubles_->returned) dropped_ += task.chunk.items;
        troubles_->returned.clear();
    }
    if (input_ended_) return;
    input_ended_ = input_was_cut_ = true;
    // The size of an input that was read to no end is what was read of it; one that was known beforehand stays.
    input_end_news_ = !request_->items;
    if (request_->source) request_->source->stop();
}

bool BatchRun::leaves_items_untold() const noexcept {
    return was_cancelled_ && (dropped_ > 0 || input_was_cut_);
}

void BatchRun::items_done(std::uint64_t first_item, const detail::ValueRow& row, WorkerId worker, std::int32_t pid) {
    ended_ += row.items;
    if (watcher_ != nullptr) watcher_->items_done(first_item, row, worker, pid);
}

void BatchRun::item_ended(const SettledItem& item) {
    ++ended_;
    switch (item.outcome) {
    case trace::ItemOutcome::Failed: ++troubles().failed; break;
    case trace::ItemOutcome::Lost:
    case trace::ItemOutcome::TimedOut: ++troubles().lost; break;
    case trace::ItemOutcome::Cancelled: ++troubles().cancelled; break;
    case trace::ItemOutcome::Done:
    case trace::ItemOutcome::Moved: break;
    }
    if (item.outcome != trace::ItemOutcome::Done && first_error() == nullptr) {
        const CaughtError error = decode_error(item.value);
        troubles().first_error = FirstError{error.type, error.message, item.item, item.worker};
    }
    if (watcher_ != nullptr) watcher_->item_settled(item);
}

void BatchRun::task_ended(std::uint64_t first_item, std::uint32_t items) {
    if (watcher_ != nullptr) watcher_->task_settled(first_item, items);
}

trace::BatchOutcome BatchRun::outcome() const noexcept {
    if (leaves_items_untold()) return trace::BatchOutcome::Cancelled;
    if (!troubles_) return trace::BatchOutcome::Succeeded;
    if (troubles_->cancelled > 0) return trace::BatchOutcome::Cancelled;
    if (troubles_->lost > 0) return trace::BatchOutcome::Lost;
    if (troubles_->failed > 0 || troubles_->input_error) return trace::BatchOutcome::Failed;
    return trace::BatchOutcome::Succeeded;
}

void BatchObserver::items_done(std::uint64_t first_item, const detail::ValueRow& row, WorkerId worker, std::int32_t pid) {
    detail::ValueRowReader reader(row);
    SettledItem item;
    item.worker = worker;
    item.pid = pid;
    for (std::uint32_t i = 0; i < row.items; ++i) {
        item.item = first_item + i;
        item.value = reader.next();
        item_settled(item);
    }
}

std::vector<std::byte> arguments_at(const Chunk& chunk, std::uint32_t position) {
    ChunkReader reader(chunk.encoded(), chunk.kind);
    for (std::uint32_t i = 0; i < position; ++i) static_cast<void>(reader.next());
    const std::span<const std::byte> list = reader.next();
    return {list.begin(), list.end()};
}

Chunk part_of_chunk(const Chunk& chunk, std::uint32_t position, std::uint32_t count) {
    Chunk part{chunk.first_item + position, count, {}, {}, chunk.kind, chunk.large};
    if (const std::size_t size = packed_size(chunk.kind)) {
        const std::span<const std::byte> numbers = chunk.encoded().subspan(position * size, count * size);
        part.arguments.assign(numbers.begin(), numbers.end());
        return part;
    }
    ChunkReader reader(chunk.encoded());
    for (std::uint32_t i = 0; i < position; ++i) static_cast<void>(reader.next());
    ChunkWriter writer(part.arguments);
    for (std::uint32_t i = 0; i < count; ++i) writer.add_encoded(reader.next());
    return part;
}

}  // namespace poolscope::supervise
