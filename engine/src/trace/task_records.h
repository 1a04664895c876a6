// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include <poolscope/wire.h>

#include "trace/deferred_tasks.h"
#include "trace/encode.h"
#include "trace/field_writer.h"
#include "trace/result_notes.h"
#include "trace/task_pack.h"
#include "trace/writer.h"

/// TaskAssigned, TaskEnded and BatchSubmitted, encoded from what the host has at hand, without making one first.
namespace poolscope::trace {

/// TaskAssigned of a task that was given just now.
struct GivenRecord {
    const TaskGiven& task;
    std::uint64_t value_limit = 0;
};
/// TaskAssigned of one that waited to be told of.
struct DeferredRecord {
    const DeferredTask& task;
};
/// TaskEnded.
struct FinishedRecord {
    const TaskFinished& task;
    const ResultNotes& results;
};

template <class Record> constexpr std::uint16_t number_of() {
    if constexpr (std::is_same_v<Record, GivenRecord> || std::is_same_v<Record, DeferredRecord>) {
        return type_number<TaskAssigned>();
    } else if constexpr (std::is_same_v<Record, FinishedRecord>) {
        return type_number<TaskEnded>();
    } else if constexpr (std::is_same_v<Record, BatchTaken>) {
        return type_number<BatchSubmitted>();
    } else {
        return type_number<Record>();
    }
}

/// Calls `each` with every item's encoded arguments.
template <class Each> void for_each_item(std::span<const std::byte> chunk, const Each& each) noexcept {
    std::uint32_t length = 0;
    while (chunk.size() >= sizeof length) {
        std::memcpy(&length, chunk.data(), sizeof length);
        chunk = chunk.subspan(sizeof length);
        if (length > chunk.size()) return;
        each(chunk.first(length));
        chunk = chunk.subspan(length);
    }
}

inline void encode_list_head(FieldWriter& out, std::uint32_t count) noexcept {
    out.u8(static_cast<std::uint8_t>(Tag::List));
    out.raw(std::as_bytes(std::span(&count, 1)));
}
inline constexpr std::size_t kListHeadSize = 1 + sizeof(std::uint32_t);

template <class Task> void encode_place(FieldWriter& out, const Task& task, std::uint32_t attempt) noexcept {
    out.varint(task.task.value);
    out.varint(task.batch.value);
    out.varint(task.worker.value);
    out.varint(task.first_item);
    out.varint(task.items);
    out.varint(attempt);
}

inline std::size_t most_bytes(const GivenRecord& record) noexcept {
    const std::size_t size = record.task.arguments.size();
    return kFixedFields + 2 * kNumber + (size <= record.value_limit ? size : 0);
}
inline void encode(FieldWriter& out, const GivenRecord& record) noexcept {
    const TaskGiven& task = record.task;
    encode_place(out, task, task.attempt);
    std::size_t size = 0;
    std::uint32_t items = 0;
    for_each_item(task.arguments, [&](std::span<const std::byte> list) {
        size += list.size();
        ++items;
    });
    if (task.arguments.size() > record.value_limit || size > kMaxValues) {
        out.varint(0);
        out.varint(task.arguments.size());
        return;
    }
    out.varint(kListHeadSize + size);
    encode_list_head(out, items);
    for_each_item(task.arguments, [&](std::span<const std::byte> list) { out.raw(list); });
    out.varint(0);
}

inline std::size_t most_bytes(const DeferredRecord&) noexcept {
    return kFixedFields + 2 * kNumber + DeferredTask::kMostArguments;
}
inline void encode(FieldWriter& out, const DeferredRecord& record) noexcept {
    const DeferredTask& task = record.task;
    encode_place(out, task, 1);
    std::vector<std::byte> lists;
    lists.reserve(DeferredTask::kMostArguments);
    for (std::span<const std::byte> rest(task.arguments.data(), task.arguments_size); !rest.empty();) {
        packed_value::expand(rest, lists);
    }
    out.varint(kListHeadSize + lists.size());
    encode_list_head(out, task.items);
    out.raw(lists);
    out.varint(0);
    out.when(task.assigned);
}

inline std::size_t most_bytes(const FinishedRecord& record) noexcept {
    return kFixedFields + record.results.bytes().size();
}
inline void encode(FieldWriter& out, const FinishedRecord& record) noexcept {
    const TaskFinished& task = record.task;
    out.varint(task.task.value);
    out.varint(task.batch.value);
    out.optional_worker(task.worker);
    out.when(task.started);
    out.when(task.ended);
    out.varint(task.first_item);
    out.varint(record.results.items());
    out.raw(record.results.bytes());
}

}  // namespace poolscope::trace
