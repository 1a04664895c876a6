// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>

#include <poolscope/value.h>

#include "trace/event_text.h"
#include "trace/reducer.h"

namespace poolscope {
namespace {

using trace::ItemOutcome;

// Beyond this many in one batch the list of events only says that there are more: the table of tasks has them all.
constexpr std::uint64_t kMostFailuresTold = 200;

// Type and message of an error, cut short where they are very long; empty where the trace has them not.
std::pair<std::string, std::string> error_of(const std::vector<std::byte>& value) {
    constexpr std::size_t most = 300;
    if (value.empty()) {
        return {};
    }
    try {
        auto [type, message] = decode_value<std::pair<std::string, std::string>>(value);
        type.resize(std::min(type.size(), most));
        message.resize(std::min(message.size(), most));
        return {std::move(type), std::move(message)};
    } catch (const DecodingError&) {
        return {};
    }
}

}  // namespace

void PoolState::Impl::count_items(const trace::TaskEnded& record, std::uint32_t batch, std::uint32_t worker) {
    std::uint64_t counts[7] = {};
    for (const trace::ItemResult& item : record.results) {
        ++counts[std::min<std::size_t>(static_cast<std::size_t>(item.outcome), 6)];
    }
    const auto of = [&](ItemOutcome outcome) { return counts[static_cast<std::size_t>(outcome)]; };
    const auto add_to = [&](auto& totals) {
        totals.items_done += of(ItemOutcome::Done);
        totals.items_failed += of(ItemOutcome::Failed);
        totals.items_lost += of(ItemOutcome::Lost);
        totals.items_timed_out += of(ItemOutcome::TimedOut);
        totals.items_cancelled += of(ItemOutcome::Cancelled);
    };
    add_to(summary);
    if (batch != kNoIndex) {
        add_to(batches[batch]);
    }
    if (worker != kNoIndex) {
        workers[worker].items_done += of(ItemOutcome::Done) + of(ItemOutcome::Failed);
    }
}

// A batch that ended has no open items: those that no task ended for were dropped before any worker got them.
void PoolState::Impl::cancel_what_is_open(std::uint32_t batch) {
    BatchInfo& info = batches[batch];
    if (info.items && *info.items > info.items_settled()) {
        const std::uint64_t open = *info.items - info.items_settled();
        info.items_cancelled += open;
        summary.items_cancelled += open;
    }
    if (info.tasks_assigned == info.tasks_ended) {
        return;
    }
    std::erase_if(waiting_tasks, [&](std::uint32_t task) {
        TaskRow row = tasks.row(task, summary.origin);
        if (row.batch != info.id) {
            return false;
        }
        row.phase = TaskPhase::Cancelled;
        row.ended = now;
        change_task(task, row);
        return true;
    });
}

void PoolState::Impl::tell_failures(const trace::TaskEnded& record, std::uint32_t task, std::uint32_t batch,
                                    std::uint32_t worker) {
    if (batch != kNoIndex && ++batch_tracks[batch].failures_told > kMostFailuresTold) {
        if (batch_tracks[batch].failures_told == kMostFailuresTold + 1) {
            add_event(trace::Severity::Error, kNoIndex, task,
                      "more tasks of batch " + std::to_string(record.batch.value) +
                          " went wrong; they are not listed here, the table of tasks has all");
        }
        return;
    }
    // One line a task: its first item of the worst kind, and how many there are.
    const TaskPhase phase = tasks.phase(task);
    const ItemOutcome worst = phase == TaskPhase::Failed     ? ItemOutcome::Failed
                              : phase == TaskPhase::TimedOut ? ItemOutcome::TimedOut
                                                             : ItemOutcome::Lost;
    std::uint64_t first = record.results.size();
    std::uint64_t bad = 0;
    std::uint64_t moved = 0;
    for (std::uint64_t position = 0; position < record.results.size(); ++position) {
        const ItemOutcome outcome = record.results[position].outcome;
        moved += outcome == ItemOutcome::Moved ? 1 : 0;
        if (outcome == worst) {
            first = std::min(first, position);
            ++bad;
        }
    }
    const std::string of_task =
        " (task " + std::to_string(record.task.value) + " of batch " + std::to_string(record.batch.value) + ")";
    std::string text;
    if (bad == 0) {
        text = "task " + std::to_string(record.task.value) + " of batch " + std::to_string(record.batch.value) +
               " was lost with its worker";
    } else {
        text = bad == 1 ? "item " + std::to_string(record.first_item + first)
                        : trace::count_words(bad, "item") + " from item " + std::to_string(record.first_item + first) +
                              " on";
        text += of_task + (worst == ItemOutcome::Failed     ? " failed"
                           : worst == ItemOutcome::TimedOut ? " ran out of time"
                           : bad == 1                       ? " is lost"
                                                            : " are lost");
    }
    const auto error = bad != 0 ? error_of(record.results[first].value) : std::pair<std::string, std::string>();
    if (worst == ItemOutcome::Lost && !error.second.empty()) {
        text += ": " + error.second;  // it names the worker and says how it died
    } else {
        text += worker != kNoIndex ? " in " + trace::worker_words(workers[worker]) : "";
        text += (error.first.empty() ? "" : ": " + error.first) + (error.second.empty() ? "" : ": " + error.second);
    }
    if (moved != 0) {
        text += "; " + trace::count_words(moved, "item") + (moved == 1 ? " is" : " are") + " given to other tasks";
    }
    add_event(bad == 0 ? trace::Severity::Warning : trace::Severity::Error, worker, task, std::move(text));
}

}  // namespace poolscope
