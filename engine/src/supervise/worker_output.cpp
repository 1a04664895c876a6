// SPDX-License-Identifier: MIT
#include "supervise/worker_output.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace poolscope::supervise {
namespace {

using lane::kKeptOutputBytes;
using lane::kKeptOutputHalf;

constexpr std::size_t kTailBytes = 2048;
constexpr std::size_t kTailLines = 10;

/// How much of a text that goes on ends with a whole line, or, when it has none, with a whole character.
std::size_t whole_lines(const std::string& text) {
    const std::size_t line = text.find_last_of("\n\r");
    if (line != std::string::npos) return line + 1;
    std::size_t end = text.size();
    // A UTF-8 character is four bytes at most; the bytes after its first are 10xxxxxx.
    for (int i = 0; i < 3 && end > 0 && (static_cast<unsigned char>(text[end - 1]) & 0xC0) == 0x80; ++i) --end;
    if (end > 0 && static_cast<unsigned char>(text[end - 1]) >= 0xC0) --end;
    return end;
}

}  // namespace

std::string last_lines(const std::string& text) {
    std::size_t begin = text.size() > kTailBytes ? text.size() - kTailBytes : 0;
    std::size_t at = text.size();
    for (std::size_t lines = 0; at > begin; --at) {
        if (text[at - 1] != '\n' || at == text.size()) continue;
        if (++lines == kTailLines) break;
    }
    begin = std::max(begin, at);
    // Cut in the middle of a character only if the whole of it is no text.
    for (int i = 0; begin > 0 && i < 3 && begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80; ++i) ++begin;
    return text.substr(begin);
}

void WorkerOutput::Stream::begin_at(std::uint64_t position) noexcept { taken = told = peeked = trimmed = position; }

WorkerOutput::WorkerOutput() {
    streams_[0].file = lane::OutputFile::create("poolscope-stdout");
    streams_[1].file = lane::OutputFile::create("poolscope-stderr");
    streams_[1].name = trace::OutputStream::Err;
    for (Stream& stream : streams_) stream.begin_at(stream.file.begin());
}

bool WorkerOutput::take(const lane::ResultMessage& message, std::vector<OutputPiece>& told) {
    lane::OutputHead head{};
    if (message.number < 1 || message.number > streams_.size() || message.payload.size() < sizeof head) return false;
    std::memcpy(&head, message.payload.data(), sizeof head);
    const std::size_t size = message.payload.size() - sizeof head;
    Stream& stream = streams_[message.number - 1];
    if (head.end < head.begin || (head.next != head.end && head.next != stream.file.begin()) || size > kKeptOutputBytes ||
        size > head.end - head.begin)
        return false;
    // It began elsewhere when the file was truncated: what was read ahead is gone from there.
    if (head.begin != stream.taken || stream.told > head.end) stream.begin_at(head.begin);
    const auto* text = reinterpret_cast<const char*>(message.payload.data()) + sizeof head;
    lane::KeptOutput kept;
    const std::size_t head_size = size == head.end - head.begin ? size : std::min(size, kKeptOutputHalf);
    const std::size_t before = std::min<std::size_t>(head_size, stream.told - head.begin);
    kept.head.assign(text + before, head_size - before);
    kept.tail.assign(text + head_size, size - head_size);
    kept.omitted = head.end - head.begin - size;
    if (stream.name == trace::OutputStream::Err) error_tail_ = last_lines(std::string(text, size));
    tell(stream, std::move(kept), told);
    if (head.next < head.end) stream.rewound_at = head.end;
    stream.begin_at(head.next);
    return true;
}

void WorkerOutput::tell(const Stream& stream, lane::KeptOutput kept, std::vector<OutputPiece>& told) {
    if (!kept.head.empty() || kept.omitted > 0) told.push_back({stream.name, std::move(kept.head), kept.omitted});
    if (!kept.tail.empty()) told.push_back({stream.name, std::move(kept.tail), 0});
}

std::vector<OutputPiece> WorkerOutput::peek(Cut cut) {
    std::vector<OutputPiece> pieces;
    for (Stream& stream : streams_) {
        stream.peeked = stream.told;
        const std::uint64_t size = stream.file.size();
        const std::uint64_t end = std::min(size, stream.taken + kKeptOutputHalf);
        if (end <= stream.told) continue;
        std::string text = stream.file.read(stream.told, end);
        if (end == size && cut == Cut::AtLines) text.resize(whole_lines(text));
        if (text.empty()) continue;
        stream.peeked = stream.told + text.size();
        pieces.push_back({stream.name, std::move(text), 0});
    }
    return pieces;
}

void WorkerOutput::confirm() noexcept {
    for (Stream& stream : streams_) stream.told = stream.peeked;
}

std::uint64_t WorkerOutput::trim() noexcept {
    std::uint64_t grown = 0;
    for (Stream& stream : streams_) {
        const std::uint64_t size = stream.file.size();
        const std::uint64_t seen = std::exchange(stream.seen_size, size);
        grown += size > seen ? size - seen : 0;
        // The worker itself reads the two halves of the bound when the item ends; what lies between them is not wanted.
        const std::uint64_t from = std::max(stream.trimmed, stream.taken + kKeptOutputHalf);
        if (size < from + 2 * kKeptOutputBytes) continue;
        stream.file.forget(from, size - kKeptOutputBytes);
        stream.trimmed = size - kKeptOutputBytes;
    }
    return grown;
}

bool WorkerOutput::set_alarm(OutputAlarm& alarm) noexcept {
    for (Stream& stream : streams_) {
        if (stream.alarm < 0) stream.alarm = alarm.watch(stream.file.fd());
        if (stream.alarm < 0) return false;
    }
    return true;
}

void WorkerOutput::alarm_went(int watch) noexcept {
    for (Stream& stream : streams_)
        if (stream.alarm == watch) stream.alarm = -1;
}

void WorkerOutput::finish(std::vector<OutputPiece>& told) {
    for (Stream& stream : streams_) {
        const std::uint64_t size = stream.file.size();
        // It died between saying that it rewinds the file and doing so: what lies there was told.
        if (stream.taken == stream.file.begin() && stream.rewound_at > stream.taken && size >= stream.rewound_at)
            stream.begin_at(stream.rewound_at);
        if (size < stream.told) stream.begin_at(0);
        if (stream.name == trace::OutputStream::Err && size > stream.taken)
            error_tail_ = last_lines(stream.file.read(size - std::min<std::uint64_t>(size - stream.taken, 2 * kTailBytes), size));
        tell(stream, keep(stream.file, stream.taken, size, stream.told), told);
        stream.begin_at(size);
        stream.file.seal();
    }
}

}  // namespace poolscope::supervise
