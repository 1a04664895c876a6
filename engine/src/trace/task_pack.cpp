// SPDX-License-Identifier: MIT
#include "trace/task_pack.h"

#include <cstring>

#include <poolscope/wire.h>

#include "trace/field_reader.h"
#include "trace/pack_key.h"

namespace poolscope::trace {
namespace {

// The first number of a packed value.
constexpr std::uint64_t kWhole = 0;        // Int64: the number follows
constexpr std::uint64_t kListOfWhole = 1;  // a list of one Int64: the number follows
constexpr std::uint64_t kNull = 2;
constexpr std::uint64_t kFalse = 3;
constexpr std::uint64_t kTrue = 4;
constexpr std::uint64_t kAsItIs = 5;  // and its size: the bytes follow

// The first number of a task.
constexpr std::uint64_t kOmitsArguments = 1;
constexpr std::uint64_t kOtherSize = 2;    // items follow: not one
constexpr std::uint64_t kOtherPlace = 4;   // batch and worker follow: not those of the task before
constexpr std::uint64_t kEndsBatch = 8;   // the batch succeeded with this task
constexpr std::uint64_t kKnownFlags = 15;

constexpr std::size_t kWholeSize = 1 + sizeof(std::int64_t);
constexpr std::size_t kListHead = 1 + sizeof(std::uint32_t);

std::int64_t number_at(const std::byte* at) noexcept {
    std::int64_t number = 0;
    std::memcpy(&number, at, sizeof number);
    return number;
}

void append_whole(std::vector<std::byte>& value, std::int64_t number) {
    std::byte bytes[kWholeSize];
    bytes[0] = static_cast<std::byte>(Tag::Int64);
    std::memcpy(bytes + 1, &number, sizeof number);
    value.insert(value.end(), bytes, bytes + sizeof bytes);
}

/// Passes over one packed value; the reader says whether it is sound.
void skip_value(FieldReader& in) {
    const std::uint64_t form = in.varint();
    if (form <= kListOfWhole) {
        static_cast<void>(in.varint());
    } else if (form >= kAsItIs) {
        in.skip(form - kAsItIs);
    }
}

std::uint64_t difference(std::uint64_t now, std::uint64_t before) noexcept { return now - before; }

}  // namespace

void packed_value::write(FieldWriter& out, std::span<const std::byte> value) noexcept {
    const auto tag = value.empty() ? Tag::Packed : static_cast<Tag>(value[0]);
    if (tag == Tag::Int64 && value.size() == kWholeSize) {
        out.varint(kWhole);
        out.number(number_at(value.data() + 1));
        return;
    }
    if (tag == Tag::List && value.size() == kListHead + kWholeSize && static_cast<Tag>(value[kListHead]) == Tag::Int64) {
        std::uint32_t count = 0;
        std::memcpy(&count, value.data() + 1, sizeof count);
        if (count == 1) {
            out.varint(kListOfWhole);
            out.number(number_at(value.data() + kListHead + 1));
            return;
        }
    }
    if (value.size() == 1 && tag <= Tag::True) {
        out.varint(tag == Tag::Null ? kNull : tag == Tag::False ? kFalse : kTrue);
        return;
    }
    out.varint(kAsItIs + value.size());
    out.raw(value);
}

void packed_value::expand(std::span<const std::byte>& packed, std::vector<std::byte>& value) {
    FieldReader in(packed, 0);
    switch (const std::uint64_t form = in.varint()) {
    case kWhole: append_whole(value, in.number()); break;
    case kListOfWhole: {
        constexpr std::uint32_t one = 1;
        std::byte head[kListHead];
        head[0] = static_cast<std::byte>(Tag::List);
        std::memcpy(head + 1, &one, sizeof one);
        value.insert(value.end(), head, head + sizeof head);
        append_whole(value, in.number());
        break;
    }
    case kNull: value.push_back(static_cast<std::byte>(Tag::Null)); break;
    case kFalse: value.push_back(static_cast<std::byte>(Tag::False)); break;
    case kTrue: value.push_back(static_cast<std::byte>(Tag::True)); break;
    default: {
        const auto bytes = in.take(form - kAsItIs);
        value.insert(value.end(), bytes.begin(), bytes.end());
    }
    }
    packed = packed.last(in.left());
}

void TaskPackWriter::add(FieldWriter& out, const PackedTask& task) noexcept {
    const bool same_place = task.batch == batch_ && task.worker == worker_;
    flags_ = out.position();
    out.varint((task.arguments_omitted != 0 ? kOmitsArguments : 0) | (task.items != 1 ? kOtherSize : 0) |
               (same_place ? 0 : kOtherPlace) | (task.ends_batch ? kEndsBatch : 0));
    if (!same_place) {
        out.varint(task.batch.value);
        out.varint(task.worker.value);
    }
    if (task.items != 1) out.varint(task.items);
    out.number(static_cast<std::int64_t>(difference(task.task.value, task_.value + 1)));
    out.number(static_cast<std::int64_t>(difference(task.first_item, next_item_)));
    out.number(static_cast<std::int64_t>(difference(static_cast<std::uint64_t>(task.assigned), static_cast<std::uint64_t>(assigned_))));
    out.number(static_cast<std::int64_t>(difference(static_cast<std::uint64_t>(task.started), static_cast<std::uint64_t>(ended_))));
    out.number(static_cast<std::int64_t>(difference(static_cast<std::uint64_t>(task.ended), static_cast<std::uint64_t>(task.started))));
    if (task.arguments_omitted != 0) out.varint(task.arguments_omitted);
    else out.raw(task.arguments);
    out.raw(task.values);
    ++tasks_;
    ended_batches_ += task.ends_batch ? 1 : 0;
    task_ = task.task;
    batch_ = task.batch;
    worker_ = task.worker;
    next_item_ = task.first_item + task.items;
    assigned_ = task.assigned;
    ended_ = task.ended;
}

bool TaskPackWriter::end_batch(BatchId batch) noexcept {
    const auto ends = static_cast<std::byte>(kEndsBatch);
    if (tasks_ == 0 || batch_ != batch || (*flags_ & ends) != std::byte{0}) return false;
    *flags_ |= ends;
    ++ended_batches_;
    return true;
}

void TaskPackWriter::finish(std::byte* payload) const noexcept {
    const auto count = static_cast<std::uint16_t>(tasks_);
    std::memcpy(payload, &count, sizeof count);
}

bool read_pack(std::span<const std::byte> payload, std::vector<PackedTask>& tasks) {
    tasks.clear();
    std::uint16_t count = 0;
    if (payload.size() < sizeof count) return false;
    std::memcpy(&count, payload.data(), sizeof count);
    if (count == 0 || count > PackKey::kMostEntries) return false;
    FieldReader in(payload.subspan(sizeof count), 0);
    tasks.reserve(count);
    PackedTask task;
    std::uint64_t number = 0, next_item = 0, assigned = 0, ended = 0;
    for (std::uint16_t i = 0; i < count; ++i) {
        const std::uint64_t flags = in.varint();
        if (flags > kKnownFlags) return false;
        if ((flags & kOtherPlace) != 0) {
            task.batch.value = in.varint32();
            task.worker.value = in.varint32();
        }
        task.ends_batch = (flags & kEndsBatch) != 0;
        task.items = (flags & kOtherSize) != 0 ? in.varint32() : 1;
        number += 1 + static_cast<std::uint64_t>(in.number());
        task.task.value = number;
        task.first_item = next_item + static_cast<std::uint64_t>(in.number());
        next_item = task.first_item + task.items;
        assigned += static_cast<std::uint64_t>(in.number());
        const std::uint64_t started = ended + static_cast<std::uint64_t>(in.number());
        ended = started + static_cast<std::uint64_t>(in.number());
        task.assigned = static_cast<Time>(assigned);
        task.started = static_cast<Time>(started);
        task.ended = static_cast<Time>(ended);
        if (task.items == 0 || task.items > in.left()) return false;  // each has a byte at least
        task.arguments_omitted = (flags & kOmitsArguments) != 0 ? in.varint() : 0;
        task.arguments = in.rest();
        if ((flags & kOmitsArguments) == 0) {
            for (std::uint32_t item = 0; item < task.items && in.sound(); ++item) skip_value(in);
        }
        task.values = in.rest();
        task.arguments = task.arguments.first(task.arguments.size() - task.values.size());
        for (std::uint32_t item = 0; item < task.items && in.sound(); ++item) skip_value(in);
        if (!in.sound()) return false;
        task.values = task.values.first(task.values.size() - in.left());
        tasks.push_back(task);
    }
    return true;
}

void expand_record(const PackedTask& task, std::size_t record, ReadValues values, Body& body) {
    if (record == 0) {
        auto& assigned = body.emplace<TaskAssigned>();
        assigned.task = task.task;
        assigned.batch = task.batch;
        assigned.worker = task.worker;
        assigned.first_item = task.first_item;
        assigned.items = task.items;
        assigned.arguments_omitted = task.arguments_omitted;
        assigned.assigned = task.assigned;
        if (values == ReadValues::No || task.arguments_omitted != 0) return;
        ValueWriter list(assigned.arguments);
        list.begin_list(task.items);
        for (std::span<const std::byte> rest = task.arguments; !rest.empty();) packed_value::expand(rest, assigned.arguments);
        return;
    }
    if (record == 2) {
        body.emplace<BatchEnded>().batch = task.batch;
        return;
    }
    auto& ended = body.emplace<TaskEnded>();
    ended.task = task.task;
    ended.batch = task.batch;
    ended.worker = task.worker;
    ended.started = task.started;
    ended.ended = task.ended;
    ended.first_item = task.first_item;
    ended.results.resize(task.items);
    if (values == ReadValues::No) return;
    std::span<const std::byte> rest = task.values;
    for (ItemResult& item : ended.results) packed_value::expand(rest, item.value);
}

}  // namespace poolscope::trace
