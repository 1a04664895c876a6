// SPDX-License-Identifier: MIT
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>

#include <poolscope/errors.h>
#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "fuzz_input.h"
#include "lane/bell.h"
#include "lane/host_lane.h"
#include "lane/worker_lane.h"
#include "worker/setup.h"

/// A lane whose other end writes anything at any time: the result ring as the host reads it, with everything in the
/// shared page changed in between, and the task ring as a worker reads it.
namespace {

using namespace poolscope;
using namespace poolscope::lane;

base::UniqueFd copy(int fd) { return base::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0)); }

/// The peer: whatever the input says, written where a process with this memory could write.
class Peer {
public:
    Peer(const HostLane& lane, const RingMemory& ring) : base_(lane.memory().data()), ring_(ring) {}

    void act(fuzz::Input& input) {
        switch (input.number<std::uint8_t>() % 7) {
        case 0: write_frame(input); break;
        case 1: write_raw(input.take(input.number<std::uint8_t>())); break;
        case 2: ring_.tail->store(input.number<std::uint64_t>()); break;
        case 3: ring_.head->store(input.number<std::uint64_t>()); break;
        case 4: ring_.tail->fetch_add(input.number<std::uint16_t>()); break;
        case 5: {
            Header& header = *reinterpret_cast<Header*>(base_);
            header.claims[input.number<std::uint8_t>() % kClaims].store(input.number<std::uint64_t>());
            break;
        }
        case 6: {
            // Anywhere in the lane, the other ring included.
            const std::size_t at = input.number<std::uint32_t>() % kLaneBytes;
            const auto bytes = input.take(input.number<std::uint8_t>());
            if (!bytes.empty()) std::memcpy(base_ + at, bytes.data(), std::min(bytes.size(), kLaneBytes - at));
            break;
        }
        }
    }

private:
    void write_frame(fuzz::Input& input) {
        FrameHead head{};
        head.kind = input.number<std::uint8_t>();
        head.flags = input.number<std::uint8_t>();
        head.number = input.number<std::uint8_t>();
        const auto size = input.number<std::uint16_t>();
        // The upper bits: a size that is told and one that is true need not be the same.
        head.size = (size & 0x8000) != 0 ? input.number<std::uint32_t>() : size;
        write_raw({reinterpret_cast<const std::byte*>(&head), sizeof head});
        write_raw(input.take(size & 0x7fff));
        ring_.tail->store((ring_.tail->load() + 7) / 8 * 8);
    }
    void write_raw(std::span<const std::byte> bytes) {
        for (const std::byte each : bytes) {
            const std::uint64_t at = ring_.tail->load();
            ring_.data[at & (ring_.size - 1)] = each;
            ring_.tail->store(at + 1);
        }
    }
    std::byte* base_;
    RingMemory ring_;
};

void take_result(HostLane& lane, const ResultMessage& message) {
    static_cast<void>(value_to_text(message.payload, 100));
    std::span<const std::byte> value = message.payload;
    ResultsHead head{};
    if (message.kind == ResultKind::Results && value.size() >= sizeof head) {
        std::memcpy(&head, value.data(), sizeof head);
        const detail::ValueRow row{head.items, value.subspan(sizeof head), static_cast<PackedKind>(head.kind)};
        try {
            detail::ValueRowReader reader(row);
            for (std::uint32_t i = 0; row.is_sound() && i < row.items; ++i) static_cast<void>(value_to_text(reader.next(), 100));
        } catch (const DecodingError&) {
        }
    }
    if (const auto blocks = lane.take_blocks(value)) {
        try {
            ValueReader reader(value, blocks.get());
            while (!reader.at_end()) {
                if (reader.peek() == Tag::Bytes) static_cast<void>(reader.bytes());
                else if (reader.peek() == Tag::Packed) static_cast<void>(reader.packed());
                else static_cast<void>(reader.skip());
            }
        } catch (const DecodingError&) {
        }
    }
    if (message.kind != ResultKind::InitializerFailed) return;
    try {
        static_cast<void>(decode_error(message.payload));
    } catch (const DecodingError&) {
    }
}

/// The host, with tasks in flight, while the worker writes.
void read_as_host(fuzz::Input input) {
    HostLane lane(1);
    Peer worker(lane, result_ring(lane.memory().data()));
    std::uint64_t sequence = 0;
    const std::vector<std::byte> arguments(1000);
    ResultMessage message;
    while (!input.empty()) {
        worker.act(input);
        TaskHead head{};
        head.function = head.items = 1;
        lane.send_task(++sequence, head, arguments);
        lane.pump();
        for (int most = 0; most < 1000 && lane.receive(message); ++most) take_result(lane, message);
        lane.release();
        static_cast<void>(lane.withdraw(sequence > 3 ? sequence - 3 : 1));
        static_cast<void>(lane.is_begun(sequence));
        static_cast<void>(lane.begun_at(sequence));
        static_cast<void>(lane.items_done(sequence, 0));
        if (lane.take_ledger(sequence, 0, message)) take_result(lane, message);
        fuzz::require(!lane.damaged() || !lane.has_news(), "a damaged lane has no news");
    }
}

/// Whether the worker's receive() has all that it will take, so that it does not wait for a host that never comes.
bool is_whole(RingReader& shadow) {
    FrameHead head{};
    std::vector<std::byte> ignored;
    do {
        const RingReader::State state = shadow.next(head, ignored);
        if (state == RingReader::State::Empty) return false;
        if (state == RingReader::State::Damaged) return true;
    } while ((head.flags & kMore) != 0);
    return true;
}

void take_task(const TaskMessage& message, WorkerLane& lane) {
    try {
        if (message.kind == TaskKind::Setup) static_cast<void>(worker::decode_setup(message.payload));
        TaskHead head{};
        if (message.kind != TaskKind::Task || message.payload.size() < sizeof head) return;
        std::memcpy(&head, message.payload.data(), sizeof head);
        static_cast<void>(lane.claim(message.number));
        ChunkReader items(std::span<const std::byte>(message.payload).subspan(sizeof head), static_cast<PackedKind>(head.kind));
        for (std::uint32_t item = 0; item < head.items; ++item) static_cast<void>(value_to_text(items.next(), 100));
    } catch (const DecodingError&) {
    }
}

void read_as_worker(fuzz::Input input) {
    HostLane lane(1);
    HostBell bell;
    WorkerLane worker(copy(lane.memory_fd()), WorkerBell(copy(bell.memory_fd()), copy(bell.event_fd())));
    const RingMemory ring = task_ring(lane.memory().data());
    Peer host(lane, ring);
    RingReader shadow(ring);
    TaskMessage message;
    try {
        while (!input.empty()) {
            host.act(input);
            RingReader ahead = shadow;
            for (int most = 0; most < 1000 && is_whole(ahead); ++most) {
                worker.receive(message);
                shadow = ahead;
                take_task(message, worker);
            }
        }
    } catch (const ValueError&) {
        // The worker does not believe this host any more and leaves.
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    if (input.number<std::uint8_t>() % 2 == 0) read_as_host(input);
    else read_as_worker(input);
    return 0;
}
