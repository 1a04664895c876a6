// SPDX-License-Identifier: MIT
#include "trace/batch_pack.h"

#include <cstring>

#include "trace/field_reader.h"
#include "trace/pack_key.h"

namespace poolscope::trace {
namespace {

std::string_view text(std::span<const std::byte> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

bool BatchPackWriter::suits(const BatchTaken& batch) const noexcept {
    return batch.items == items_ && batch.tasks == tasks_ && batch.chunksize == chunksize_ && batch.function == function_ &&
           batch.method == method_;
}

std::size_t BatchPackWriter::most_head_bytes(const BatchTaken& first) noexcept {
    return 2 + 8 * FieldWriter::kMaxNumber + first.method.size() + first.function.size();
}

void BatchPackWriter::begin(FieldWriter& out, const BatchTaken& first) {
    batches_ = 0;
    batch_ = {};
    time_ = 0;
    method_ = first.method;
    function_ = first.function;
    items_ = first.items;
    tasks_ = first.tasks;
    chunksize_ = first.chunksize;
    out.u8(0);  // the number of batches, when it is known
    out.u8(0);
    out.string(method_);
    out.string(function_);
    out.optional_varint(items_);
    out.optional_varint(tasks_);
    out.varint(chunksize_);
}

void BatchPackWriter::add(FieldWriter& out, Time time, const BatchTaken& batch) noexcept {
    out.number(static_cast<std::int64_t>(std::uint64_t{batch.batch.value} - std::uint64_t{batch_.value} - 1));
    out.number(static_cast<std::int64_t>(static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(time_)));
    out.string(batch.description);
    batch_ = batch.batch;
    time_ = time;
    ++batches_;
}

void BatchPackWriter::finish(std::byte* payload) noexcept {
    const auto count = static_cast<std::uint16_t>(batches_);
    std::memcpy(payload, &count, sizeof count);
    batches_ = 0;
}

bool BatchPack::read(std::span<const std::byte> payload) {
    batches.clear();
    std::uint16_t count = 0;
    if (payload.size() < sizeof count) return false;
    std::memcpy(&count, payload.data(), sizeof count);
    if (count == 0 || count > PackKey::kMostEntries) return false;
    FieldReader in(payload.subspan(sizeof count), 0);
    method = text(in.view());
    function = text(in.view());
    items = in.optional_varint();
    tasks = in.optional_varint();
    chunksize = in.varint();
    batches.reserve(count);
    std::uint64_t id = 0, time = 0;
    for (std::uint16_t i = 0; i < count && in.sound(); ++i) {
        id += 1 + static_cast<std::uint64_t>(in.number());
        time += static_cast<std::uint64_t>(in.number());
        if (id > UINT32_MAX) return false;
        batches.push_back({BatchId{static_cast<std::uint32_t>(id)}, static_cast<Time>(time), text(in.view())});
    }
    return in.sound();
}

BatchSubmitted BatchPack::expand(std::size_t index) const {
    BatchSubmitted batch;
    batch.batch = batches[index].id;
    batch.method = method;
    batch.function = function;
    batch.items = items;
    batch.tasks = tasks;
    batch.chunksize = chunksize;
    batch.description = batches[index].description;
    return batch;
}

}  // namespace poolscope::trace
