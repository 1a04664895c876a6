// SPDX-License-Identifier: MIT
#include "trace/result_index.h"

#include <algorithm>

namespace poolscope::trace {
namespace {

ItemOutcome outcome_of(TaskPhase phase) noexcept {
    switch (phase) {
    case TaskPhase::Failed: return ItemOutcome::Failed;
    case TaskPhase::Lost: return ItemOutcome::Lost;
    case TaskPhase::TimedOut: return ItemOutcome::TimedOut;
    case TaskPhase::Cancelled: return ItemOutcome::Cancelled;
    default: return ItemOutcome::Done;
    }
}

}  // namespace

void ResultIndex::add(std::uint32_t task, std::span<const ItemResult> results) {
    std::uint32_t settled = 0;
    bool alike = true;
    for (const ItemResult& item : results) {
        settled += item.outcome != ItemOutcome::Moved ? 1 : 0;
        alike = alike && item.outcome == results.front().outcome;
    }
    if (settled == 0) {
        return;
    }
    if (entries_.size() % kStride == 0) {
        first_rows_.push_back(rows_);
    }
    if (!alike) {
        const bool scattered = std::any_of(results.begin(), results.begin() + settled,
                                           [](const ItemResult& item) { return item.outcome == ItemOutcome::Moved; });
        mixed_.push_back({static_cast<std::uint32_t>(entries_.size()), settled, outcomes_.size(), scattered});
        for (const ItemResult& item : results) {
            outcomes_.push_back(item.outcome);
        }
    }
    entries_.push_back(alike ? task : task | kMixed);
    rows_ += settled;
}

const ResultIndex::Mixed& ResultIndex::mixed(std::size_t entry) const {
    return *std::lower_bound(mixed_.begin(), mixed_.end(), entry,
                             [](const Mixed& one, std::size_t wanted) { return one.entry < wanted; });
}

std::uint32_t ResultIndex::rows_of(std::size_t entry, const TaskTable& tasks) const {
    return (entries_[entry] & kMixed) != 0 ? mixed(entry).settled : tasks.items(entries_[entry]);
}

ResultRow ResultIndex::row(std::size_t row, const TaskTable& tasks) const {
    std::size_t entry = last_entry_;
    std::uint64_t first_row = last_first_row_;
    const bool near = entry < entries_.size() && row >= first_row && row - first_row < kStride;
    if (!near) {
        const auto block = std::prev(std::upper_bound(first_rows_.begin(), first_rows_.end(), row));
        entry = static_cast<std::size_t>(block - first_rows_.begin()) * kStride;
        first_row = *block;
    }
    for (std::uint32_t rows = rows_of(entry, tasks); row - first_row >= rows; rows = rows_of(entry, tasks)) {
        first_row += rows;
        ++entry;
    }
    last_entry_ = entry;
    last_first_row_ = first_row;

    ResultRow result;
    result.task = entries_[entry] & ~kMixed;
    result.position = static_cast<std::uint32_t>(row - first_row);
    if ((entries_[entry] & kMixed) == 0) {
        result.outcome = outcome_of(tasks.phase(result.task));
        return result;
    }
    // Items that moved on have no row. They are nearly always the last ones of their task: the search is for the other
    // case.
    const Mixed& one = mixed(entry);
    const auto outcome_at = [&](std::uint32_t position) { return outcomes_[one.outcomes + position]; };
    if (one.scattered) {
        std::uint32_t position = 0;
        for (std::uint32_t settled_before = 0;
             settled_before < result.position || outcome_at(position) == ItemOutcome::Moved;) {
            settled_before += outcome_at(position) != ItemOutcome::Moved ? 1 : 0;
            ++position;
        }
        result.position = position;
    }
    result.outcome = outcome_at(result.position);
    return result;
}

}  // namespace poolscope::trace
