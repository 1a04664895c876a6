// SPDX-License-Identifier: MIT
#include "trace_input.h"

#include "trace/crc32c.h"
#include "trace/layout.h"
#include "trace/record_pack.h"

namespace poolscope::fuzz {
namespace {

constexpr std::uint32_t kSalt = 0x5eed;

template <class Number> void append(std::vector<std::byte>& out, Number value) {
    const auto bytes = std::as_bytes(std::span(&value, 1));
    out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace

std::vector<std::byte> trace_file(Input input) {
    if (input.number<std::uint8_t>() == kWholeFile) return {input.rest().begin(), input.rest().end()};
    std::vector<std::byte> file(trace::kHeaderSize);
    trace::write_header(std::span<std::byte, trace::kHeaderSize>(file.data(), trace::kHeaderSize), kSalt);
    trace::Head head;
    head.time = 1'000'000;
    while (!input.empty()) {
        // A pack has a number for each record that it stands for.
        if (trace::is_pack(head.type)) head.sequence += trace::PackKey::kMostEntries * trace::PackKey::kRecordsOfEntry;
        head.type = input.number<std::uint8_t>();
        const auto flags = input.number<std::uint8_t>();
        head.time += input.number<std::uint32_t>();
        const auto payload = input.take(input.number<std::uint16_t>());
        head.length = static_cast<std::uint32_t>(payload.size());
        head.sequence += (flags & kGap) != 0 ? 2 : 1;
        head.payload_sum = trace::crc32c(payload, kSalt) + ((flags & kDamage) != 0 ? 1 : 0);
        const std::size_t at = file.size();
        file.resize(at + trace::kHeadSize);
        trace::write_head(file.data() + at, head, kSalt);
        file.insert(file.end(), payload.begin(), payload.end());
    }
    return file;
}

std::vector<std::byte> records_input(std::span<const std::byte> file) {
    std::vector<std::byte> input{std::byte{kRecords}};
    const trace::Header header = trace::read_header(file.first(std::min(file.size(), trace::kHeaderSize)));
    std::size_t at = trace::kHeaderSize;
    trace::Time before = 0;
    while (at + trace::kHeadSize <= file.size()) {
        const auto head = trace::read_head(file.data() + at, header.salt);
        if (!head || head->length > 0xffff || at + trace::kHeadSize + head->length > file.size()) break;
        append(input, static_cast<std::uint8_t>(head->type));
        append(input, std::uint8_t{0});
        append(input, static_cast<std::uint32_t>(before == 0 ? 0 : head->time - before));
        append(input, static_cast<std::uint16_t>(head->length));
        const auto payload = file.subspan(at + trace::kHeadSize, head->length);
        input.insert(input.end(), payload.begin(), payload.end());
        before = head->time;
        at += trace::kHeadSize + head->length;
    }
    return input;
}

}  // namespace poolscope::fuzz
