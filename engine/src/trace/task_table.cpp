// SPDX-License-Identifier: MIT
#include "trace/task_table.h"

namespace poolscope::trace {

TaskTable::Packed::Packed(const TaskRow& row, Time origin)
    : id(static_cast<std::uint32_t>(row.id.value)), batch(row.batch.value), worker(row.worker), items(row.items),
      first_item(row.first_item), assigned_offset(row.assigned_offset), ended_offset(row.ended_offset),
      assigned(row.assigned, origin), started(row.started, origin), ended(row.ended, origin), phase(row.phase),
      attempt(row.attempt) {}

TaskRow TaskTable::row(std::size_t index, Time origin) const {
    const Packed& packed = rows_[index];
    TaskRow row;
    row.id.value = packed.id;
    row.batch.value = packed.batch;
    row.worker = packed.worker;
    row.items = packed.items;
    row.first_item = packed.first_item.value();
    row.assigned_offset = packed.assigned_offset.value();
    row.ended_offset = packed.ended_offset.value();
    row.assigned = packed.assigned.time(origin);
    row.started = packed.started.time(origin);
    row.ended = packed.ended.time(origin);
    row.phase = packed.phase;
    row.attempt = packed.attempt;
    return row;
}

std::optional<std::uint32_t> TaskTable::add(const TaskRow& row, Time origin) {
    const std::uint64_t id = row.id.value;
    if (id == 0 || id > rows_.size() + kMostMissing || id >= kNoIndex || rows_.size() >= kMostTasks) {
        return std::nullopt;
    }
    const auto index = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back(Packed(row, origin));
    remember(static_cast<std::uint32_t>(id), index);
    return index;
}

std::optional<std::uint32_t> TaskTable::find(TaskId id) const {
    const std::uint64_t page_number = id.value / kPage;
    if (page_number >= pages_.size() || !pages_[page_number].used) {
        return std::nullopt;
    }
    const Page& page = pages_[page_number];
    const std::int64_t index =
        page.table ? std::int64_t{(*page.table)[id.value % kPage]} : static_cast<std::int64_t>(id.value) + page.shift;
    // The row itself says whether the guess is right: a page without a table does not know which of its ids there are.
    if (index < 0 || static_cast<std::uint64_t>(index) >= rows_.size() ||
        rows_[static_cast<std::size_t>(index)].id != id.value) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(index);
}

void TaskTable::remember(std::uint32_t id, std::uint32_t index) {
    const std::size_t page_number = id / kPage;
    if (page_number >= pages_.size()) {
        pages_.resize(page_number + 1);
    }
    Page& page = pages_[page_number];
    const std::int64_t shift = std::int64_t{index} - std::int64_t{id};
    if (!page.used) {
        page.used = true;
        page.shift = shift;
    } else if (page.table) {
        (*page.table)[id % kPage] = index;
    } else if (page.shift != shift) {
        auto table = std::make_unique<std::array<std::uint32_t, kPage>>();
        table->fill(kNoIndex);
        for (std::uint64_t known = page_number * kPage; known < (page_number + 1) * kPage; ++known) {
            if (const auto found = find(TaskId{known})) {
                (*table)[known % kPage] = *found;
            }
        }
        (*table)[id % kPage] = index;
        page.table = std::move(table);
    }
}

}  // namespace poolscope::trace
