// SPDX-License-Identifier: MIT
#include "trace/record_pack.h"

namespace poolscope::trace {

bool RecordPack::read(const Head& head, std::uint64_t offset, std::span<const std::byte> payload) {
    clear();
    payload_.assign(payload.begin(), payload.end());
    type_ = head.type;
    offset_ = offset;
    sequence_ = head.sequence;
    time_ = head.time;
    const bool sound = type_ == kTaskPackType ? read_pack(payload_, tasks_) : batches_.read(payload_);
    if (!sound || offset > PackKey::kOffsetMask) {
        clear();
        return false;
    }
    records_ = entries();
    if (type_ == kTaskPackType) {
        for (const PackedTask& task : tasks_) records_ += task.ends_batch ? 2 : 1;
    }
    if (sequence_ > UINT64_MAX - records_) clear();
    return records_ != 0;
}

void RecordPack::clear() noexcept {
    tasks_.clear();
    batches_.batches.clear();
    records_ = given_ = 0;
    next_ = {};
}

std::size_t RecordPack::entries() const noexcept {
    return type_ == kTaskPackType ? tasks_.size() : batches_.batches.size();
}

std::size_t RecordPack::records_of(std::size_t entry) const noexcept {
    if (type_ != kTaskPackType) return 1;
    return tasks_[entry].ends_batch ? 3 : 2;
}

bool RecordPack::next(ReadValues values, std::optional<Record>& record) {
    if (given_ == records_) return false;
    give(next_, sequence_ + given_, values, record);
    ++given_;
    if (++next_.record == records_of(next_.entry)) next_ = {next_.entry + 1, 0};
    return true;
}

bool RecordPack::at(const PackKey& key, std::optional<Record>& record) const {
    if (records_ == 0 || key.entry >= entries() || key.record >= records_of(key.entry)) return false;
    std::uint64_t before = 0;
    for (std::size_t entry = 0; entry < key.entry; ++entry) before += records_of(entry);
    give(key, sequence_ + before + key.record, ReadValues::Yes, record);
    return true;
}

void RecordPack::give(const PackKey& key, std::uint64_t sequence, ReadValues values, std::optional<Record>& record) const {
    record.emplace();
    record->sequence = sequence;
    record->file_offset = key.at(offset_);
    if (type_ == kTaskPackType) {
        record->time = time_;
        expand_record(tasks_[key.entry], key.record, values, record->body);
    } else {
        record->time = batches_.batches[key.entry].time;
        record->body = batches_.expand(key.entry);
    }
}

}  // namespace poolscope::trace
