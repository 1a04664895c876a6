// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "lane/layout.h"

namespace poolscope::lane {

/// Memory of one ring and its two positions, borrowed from a lane.
struct RingMemory {
    std::byte* data = nullptr;
    std::size_t size = 0;  ///< a power of two
    Position* tail = nullptr;
    Position* head = nullptr;
};

/// The two rings of the lane whose memory begins at `base`.
[[nodiscard]] inline RingMemory task_ring(std::byte* base) {
    auto& header = *reinterpret_cast<Header*>(base);
    return {base + kHeaderBytes, kTaskRingBytes, &header.task_tail, &header.task_head};
}
[[nodiscard]] inline RingMemory result_ring(std::byte* base) {
    auto& header = *reinterpret_cast<Header*>(base);
    return {base + kHeaderBytes + kTaskRingBytes, kResultRingBytes, &header.result_tail, &header.result_head};
}

/// The producing end: one thread of one process.
class RingWriter {
public:
    explicit RingWriter(const RingMemory& memory) : ring_(memory) {}

    /// Payload bytes that a frame written now could carry; 0 when not even an empty one fits.
    [[nodiscard]] std::size_t room() {
        // acquire: the reader has finished copying out what it gave back.
        const std::size_t used = static_cast<std::size_t>(tail_ - ring_.head->load(std::memory_order_acquire));
        if (used > ring_.size) return 0;  // the peer wrote nonsense: behave as if full; the peer's end settles it
        const std::size_t free = ring_.size - used;
        return free < sizeof(FrameHead) + 8 ? 0 : free - sizeof(FrameHead) - 8;
    }
    /// Writes a frame that fits into room(); not visible to the reader before publish().
    void write(const FrameHead& head, std::span<const std::byte> first, std::span<const std::byte> second = {}) {
        copy_in(tail_, {reinterpret_cast<const std::byte*>(&head), sizeof head});
        copy_in(tail_ + sizeof head, first);
        copy_in(tail_ + sizeof head + first.size(), second);
        tail_ += (sizeof head + first.size() + second.size() + 7) / 8 * 8;
    }
    /// Writes the head and the first half of the payload only, as a writer that dies in between does; write() writes it all
    /// over again.
    void write_half(const FrameHead& head, std::span<const std::byte> payload) {
        copy_in(tail_, {reinterpret_cast<const std::byte*>(&head), sizeof head});
        copy_in(tail_ + sizeof head, payload.first(payload.size() / 2));
    }
    /// seq_cst: ordered before the writer's following look at the reader's sleeping flag (the reader does the same in
    /// reverse), so that one of the two sees the other.
    void publish() { ring_.tail->store(tail_, std::memory_order_seq_cst); }
    /// The reader has taken all that was published.
    [[nodiscard]] bool is_read() const { return ring_.head->load(std::memory_order_acquire) == tail_; }
    /// Bytes ever written.
    [[nodiscard]] std::uint64_t position() const noexcept { return tail_; }

private:
    void copy_in(std::uint64_t position, std::span<const std::byte> bytes) {
        if (bytes.empty()) return;
        const std::size_t at = static_cast<std::size_t>(position) & (ring_.size - 1);
        const std::size_t before_end = std::min(bytes.size(), ring_.size - at);
        std::memcpy(ring_.data + at, bytes.data(), before_end);
        std::memcpy(ring_.data, bytes.data() + before_end, bytes.size() - before_end);
    }
    RingMemory ring_;
    std::uint64_t tail_ = 0;
};

/// The consuming end: one thread of one process. What the other side wrote is checked before it is used and copied
/// out before it is parsed.
class RingReader {
public:
    enum class State { Frame, Empty, Damaged };

    explicit RingReader(const RingMemory& memory) : ring_(memory) {}

    /// Takes one frame: its payload is appended to `payload`. One that would make that larger than `most` counts as damaged, before any
    /// memory is taken for it. Throws std::bad_alloc, with nothing taken.
    State next(FrameHead& head, std::vector<std::byte>& payload, std::size_t most = SIZE_MAX) {
        const std::uint64_t available = ring_.tail->load(std::memory_order_seq_cst) - head_;  // see RingWriter::publish
        if (available == 0) return State::Empty;
        if (available > ring_.size || available < sizeof head) return State::Damaged;
        copy_out(head_, {reinterpret_cast<std::byte*>(&head), sizeof head});
        const std::uint64_t whole = (sizeof head + static_cast<std::uint64_t>(head.size) + 7) / 8 * 8;
        if (whole > available) return State::Damaged;
        const std::size_t before = payload.size();
        if (before > most || head.size > most - before) return State::Damaged;
        payload.resize(before + head.size);
        copy_out(head_ + sizeof head, std::span(payload).subspan(before));
        head_ += whole;
        return State::Frame;
    }
    /// True when next() would give something.
    [[nodiscard]] bool has_more() const { return ring_.tail->load(std::memory_order_seq_cst) != head_; }
    /// Gives the space of the frames taken so far back to the writer. seq_cst: see RingWriter::publish.
    void release() { ring_.head->store(head_, std::memory_order_seq_cst); }

private:
    void copy_out(std::uint64_t position, std::span<std::byte> bytes) const {
        if (bytes.empty()) return;
        const std::size_t at = static_cast<std::size_t>(position) & (ring_.size - 1);
        const std::size_t before_end = std::min(bytes.size(), ring_.size - at);
        std::memcpy(bytes.data(), ring_.data + at, before_end);
        std::memcpy(bytes.data() + before_end, ring_.data, bytes.size() - before_end);
    }
    RingMemory ring_;
    std::uint64_t head_ = 0;
};

}  // namespace poolscope::lane
