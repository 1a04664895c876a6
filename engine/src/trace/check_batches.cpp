// SPDX-License-Identifier: MIT
#include <algorithm>

#include "trace/checker.h"
#include "trace/event_text.h"

namespace poolscope::trace {

Checker::Impl::Batch* Checker::Impl::open_batch(BatchId batch, const std::string& what) {
    const auto found = batches.find(batch.value);
    if (found != batches.end()) {
        return &found->second;
    }
    const bool was = known_batches.contains(batch.value);
    find(was ? Rule::BatchLife : Rule::Order,
         what + (was ? " after the end of " : ", but nobody submitted ") + words(batch));
    return nullptr;
}

void Checker::Impl::take(const BatchSubmitted& record) {
    ++report.batches;
    if (!created) {
        find(Rule::Order, words(record.batch) + " is submitted before the pool was created");
    }
    if (!known_batches.insert(record.batch.value, 1)) {
        return find(Rule::Order, words(record.batch) + " is submitted twice");
    }
    if (phase && *phase != PoolPhase::Running) {
        find(Rule::PoolLife, words(record.batch) + " is submitted when the pool is " + phase_words(*phase));
    }
    Batch& batch = batches[record.batch.value];
    batch.items = record.items;
    batch.sized = record.items.has_value();
}

void Checker::Impl::take(const BatchInputEnded& record) {
    Batch* batch = open_batch(record.batch, "the input ends");
    if (batch == nullptr) {
        return;
    }
    if (batch->input_ended) {
        find(Rule::BatchLife, "the input of " + words(record.batch) + " ends twice");
    }
    batch->input_ended = true;
    batch->input_failed = !record.error.empty();
    if (record.items < batch->known_end) {
        find(Rule::Items, words(record.batch) + " has " + count_words(record.items, "item") + ", but " +
                              item_words(batch->known_end - 1, 1) + " was in a task");
    }
    batch->items = record.items;
}

// Runs of items with one outcome go into the set at once.
void Checker::Impl::settle(const TaskEnded& record, Batch& batch) {
    const std::size_t size = record.results.size();
    const std::uint64_t room = UINT64_MAX - record.first_item;
    batch.known_end = std::max(batch.known_end, record.first_item + std::min<std::uint64_t>(size, room));
    if (batch.items && size != 0 && (record.first_item > *batch.items || size > *batch.items - record.first_item)) {
        find(Rule::Items, words(record.task) + " ends with " + item_words(record.first_item, size) + " of " +
                              words(record.batch) + ", which has " + count_words(*batch.items, "item"));
    }
    bool all_before_ended = true;  // so that this item is the one in which the worker was stopped
    for (std::size_t begin = 0; begin < size;) {
        const ItemOutcome outcome = record.results[begin].outcome;
        std::size_t end = begin + 1;
        while (end < size && record.results[end].outcome == outcome) {
            ++end;
        }
        const std::uint64_t count = end - begin;
        switch (outcome) {
        case ItemOutcome::Done: batch.done += count; break;
        case ItemOutcome::Failed: batch.failed += count; break;
        case ItemOutcome::Lost: batch.lost += count; break;
        case ItemOutcome::TimedOut: batch.timed_out += count; break;
        case ItemOutcome::Cancelled: batch.cancelled += count; break;
        case ItemOutcome::Moved:
            if (all_before_ended && record.started != 0) {
                ++batch.runs[record.first_item + begin];
            }
            break;
        }
        all_before_ended = all_before_ended && (outcome == ItemOutcome::Done || outcome == ItemOutcome::Failed);
        if (outcome != ItemOutcome::Moved && !batch.settled.insert(record.first_item + begin, count)) {
            find(Rule::Items, item_words(record.first_item + begin, count) + " of " + words(record.batch) +
                                  (count == 1 ? " ends" : " end") + " a second time in " + words(record.task));
        }
        begin = end;
    }
}

std::uint64_t Checker::Impl::items_of(const Batch& batch) noexcept {
    return batch.items.value_or(batch.known_end);
}

void Checker::Impl::count(const Batch& batch, std::uint64_t items, std::uint64_t untold_cancelled) {
    report.items_submitted += items;
    report.items_done += batch.done;
    report.items_failed += batch.failed;
    report.items_lost += batch.lost;
    report.items_timed_out += batch.timed_out;
    report.items_cancelled += batch.cancelled + untold_cancelled;
    report.items_open += items - std::min(items, batch.settled.size() + untold_cancelled);
}

void Checker::Impl::take(const BatchEnded& record) {
    Batch* batch = open_batch(record.batch, "the batch ends");
    if (batch == nullptr) {
        return;
    }
    for (const std::uint64_t id : batch->open) {
        const auto task = tasks.find(id);
        if (task->second.worker != 0) {
            find(Rule::BatchLife, words(record.batch) + " ends while " + words(WorkerId{task->second.worker}) +
                                      " has " + words(TaskId{id}));
            if (const auto life = lives.find(task->second.worker); life != lives.end()) {
                life->second.lane.erase(id);
                forget_if_over(task->second.worker);
            }
        }
        ended_tasks.insert(id, 1);
        tasks.erase(task);
    }
    const std::uint64_t items = items_of(*batch);
    const std::uint64_t settled = batch->settled.size();
    const std::uint64_t untold = items - std::min(items, settled);
    const std::uint64_t told = batch->done + batch->failed + batch->lost + batch->timed_out + batch->cancelled;
    if (told + untold != items) {
        find(Rule::Items, words(record.batch) + " had " + count_words(items, "item") + ", but " +
                              std::to_string(told + untold) + " ends of items are told");
    }
    const std::uint64_t cancelled = batch->cancelled + untold;
    const std::uint64_t lost = batch->lost + batch->timed_out;
    const bool fits = [&] {
        switch (record.outcome) {
        case BatchOutcome::Succeeded: return batch->failed + lost + cancelled == 0 && !batch->input_failed;
        case BatchOutcome::Failed: return batch->failed != 0 || !record.error_type.empty();
        case BatchOutcome::Lost: return lost != 0;
        case BatchOutcome::Cancelled: return cancelled != 0 || !batch->sized;  // its input may have been cut short
        }
        return false;
    }();
    if (!fits) {
        find(Rule::Outcome, words(record.batch) + " " + outcome_words(record.outcome) + ", but " +
                                std::to_string(batch->failed) + " of its items failed, " + std::to_string(lost) +
                                " were lost or timed out and " + std::to_string(cancelled) + " were cancelled");
    }
    count(*batch, items, untold);
    batches.erase(record.batch.value);
}

}  // namespace poolscope::trace
