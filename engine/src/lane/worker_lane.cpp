// SPDX-License-Identifier: MIT
#include "lane/worker_lane.h"

#include <algorithm>
#include <cstring>

#include <sched.h>

#include <poolscope/errors.h>

#include "base/clock.h"
#include "base/pause_briefly.h"
#include "lane/futex.h"

namespace poolscope::lane {
namespace {

/// How long a worker looks for work before it sleeps, after it was busy: less than the 30-60 us that waking it costs
/// (SPEED.md, facts 1 and 2).
constexpr std::int64_t kSpinNs = 15'000;

}  // namespace

WorkerLane::WorkerLane(base::UniqueFd memory, WorkerBell bell)
    : memory_(std::make_shared<base::SharedMemory>(
          base::SharedMemory::open(std::move(memory), kLaneBytes, base::SharedMemory::Access::ReadWrite))),
      bell_(std::move(bell)), tasks_(task_ring(memory_->data())), results_(result_ring(memory_->data())) {
    memory_->close_fd();
    while (header().is_made.load(std::memory_order_acquire) == 0) futex_wait(header().is_made, 0);
    if (header().magic != kMagic || header().version != kLaneVersion)
        throw ValueError("the worker's lane is not one of this version: host and worker programs do not match");
}

std::shared_ptr<Arena> WorkerLane::make_result_arena() const {
    return std::make_shared<Arena>(memory_, ByteRange{kLaneBytes, header().reach});
}

template <class Condition>
void WorkerLane::wait_until(const Condition& condition) {
    if (condition()) return;
    if (recently_busy_) {
        // Bursts of pauses with a look between, and the core offered to others between bursts: good whether the host
        // runs on another core (it comes soon) or wants this one (it gets it).
        const std::int64_t until = base::now_ns() + kSpinNs;
        do {
            for (int i = 0; i < 32; ++i) {
                base::pause_briefly();
                if (i % 8 == 7 && condition()) return;
            }
            sched_yield();
            if (condition()) return;
        } while (base::now_ns() < until);
    }
    Word& waits = header().worker_waits;
    while (true) {
        // seq_cst: raised before the last look, as the host publishes before it looks at this (RingWriter::publish).
        waits.store(1, std::memory_order_seq_cst);
        if (condition()) break;
        bell_.ring();
        const auto longest = before_sleep_ ? before_sleep_() : std::nullopt;
        futex_wait(waits, 1, longest);
        if (condition()) break;
    }
    waits.store(0, std::memory_order_relaxed);
    recently_busy_ = false;  // after a long gap it sleeps at once: an idle pool costs nothing
}

bool WorkerLane::receive(TaskMessage& message) {
    message.payload.clear();
    FrameHead head{};
    bool waited = false;
    do {
        if (!tasks_.has_more()) {
            waited = true;
            wait_until([this] { return tasks_.has_more(); });
        }
        if (tasks_.next(head, message.payload) != RingReader::State::Frame)
            throw ValueError("the host wrote a damaged frame into the lane");
        tasks_.release();
        // seq_cst on both sides: see HostLane::write_backlog.
        if (header().host_wants_room.load(std::memory_order_seq_cst) != 0) bell_.ring();
    } while ((head.flags & kMore) != 0);
    message.kind = static_cast<TaskKind>(head.kind);
    message.number = head.number;
    recently_busy_ = message.kind == TaskKind::Task;
    return waited;
}

bool WorkerLane::claim(std::uint64_t sequence) {
    std::uint64_t expected = sequence * 4 + static_cast<std::uint64_t>(Claim::Handed);
    return header().claims[sequence % kClaims].compare_exchange_strong(
        expected, sequence * 4 + static_cast<std::uint64_t>(Claim::Begun), std::memory_order_acq_rel);
}

void WorkerLane::send_piece(ResultKind kind, std::uint64_t number, std::span<const std::byte>& payload,
                            const std::function<void()>* in_between) {
    const std::size_t least = std::min(payload.size(), kResultRingBytes / 8);
    std::size_t room = results_.room();
    if (room == 0 || room < least) {
        wait_until([this, least] {
            const std::size_t now = results_.room();
            return now > 0 && now >= least;
        });
        room = results_.room();
    }
    const std::size_t now = std::min(payload.size(), room);
    FrameHead head{static_cast<std::uint32_t>(now), static_cast<std::uint16_t>(kind),
                   now < payload.size() ? kMore : std::uint16_t{0}, number};
    if (in_between != nullptr) {
        results_.write_half(head, payload.first(now));
        (*in_between)();
    }
    results_.write(head, payload.first(now));
    results_.publish();
    payload = payload.subspan(now);
    if (head.flags == kMore) bell_.ring();
}

void WorkerLane::send(ResultKind kind, std::uint64_t number, std::span<const std::byte> payload) {
    do send_piece(kind, number, payload, nullptr);
    while (!payload.empty());
}

void WorkerLane::send_interrupted(ResultKind kind, std::uint64_t number, std::span<const std::byte> payload,
                                  const std::function<void()>& in_between) {
    const bool in_pieces = payload.size() > kResultRingBytes;
    if (in_pieces) send_piece(kind, number, payload, nullptr);
    send_piece(kind, number, payload, &in_between);
    while (!payload.empty()) send_piece(kind, number, payload, nullptr);
}

void WorkerLane::begin(std::uint64_t sequence, std::int64_t now) noexcept {
    Header& shared = header();
    // release: the host believes the time only when it finds the same sequence number before and after it.
    shared.begun_sequence.store(0, std::memory_order_relaxed);
    shared.begun_at.store(static_cast<std::uint64_t>(now), std::memory_order_release);
    shared.begun_sequence.store(sequence, std::memory_order_release);
    told_items_ = noted_items_ = 0;
    noted_bytes_ = 0;
    noted_kind_ = detail::kNotPacked;
}

/// What lay there was told or belongs to an earlier task: emptied before it gets another meaning.
void WorkerLane::begin_ledger(PackedKind kind) noexcept {
    Header& shared = header();
    shared.ledger_state.store(0, std::memory_order_release);
    shared.ledger_kind.store(static_cast<std::uint32_t>(kind), std::memory_order_release);
    shared.ledger_first.store(told_items_, std::memory_order_release);
    shared.ledger_sequence.store(shared.begun_sequence.load(std::memory_order_relaxed), std::memory_order_release);
    noted_kind_ = kind;
}

detail::NumberCalls WorkerLane::room_for_numbers(PackedKind kind) noexcept {
    if (noted_items_ == 0) begin_ledger(kind);
    Header& shared = header();
    const std::size_t size = packed_size(kind);
    detail::NumberCalls room;
    room.results = shared.ledger.data() + noted_bytes_;
    room.calls = static_cast<std::uint32_t>((kLedgerBytes - noted_bytes_) / size);
    room.told = &shared.ledger_state;
    room.state = std::uint64_t{noted_items_} << 32 | noted_bytes_;
    room.step = std::uint64_t{1} << 32 | size;
    return room;
}

void WorkerLane::note_numbers(std::uint32_t count) noexcept {
    noted_items_ += count;
    noted_bytes_ += count * packed_size(noted_kind_);
}

bool WorkerLane::note_value(std::span<const std::byte> value) noexcept {
    if (value.size() > kLedgerBytes - noted_bytes_) return false;
    Header& shared = header();
    if (noted_items_ == 0) begin_ledger(detail::kNotPacked);
    std::memcpy(shared.ledger.data() + noted_bytes_, value.data(), value.size());
    noted_bytes_ += value.size();
    ++noted_items_;
    shared.ledger_state.store(std::uint64_t{noted_items_} << 32 | noted_bytes_, std::memory_order_release);
    return true;
}

void WorkerLane::tell_results(std::uint64_t sequence, std::int64_t started, std::int64_t ended) {
    send_results(sequence, {started, ended, noted_items_, static_cast<std::uint32_t>(noted_kind_)}, std::span(header().ledger).first(noted_bytes_));
    told_items_ += noted_items_;
    noted_items_ = 0;
    noted_bytes_ = 0;
}

void WorkerLane::tell_results(std::uint64_t sequence, std::int64_t started, std::int64_t ended, std::span<const std::byte> value) {
    send_results(sequence, {started, ended, 1, 0}, value);
}

void WorkerLane::send_results(std::uint64_t sequence, const ResultsHead& head, std::span<const std::byte> values) {
    const std::span<const std::byte> first(reinterpret_cast<const std::byte*>(&head), sizeof head);
    if (results_.room() < first.size() + values.size())
        wait_until([this, size = first.size() + values.size()] { return results_.room() >= size; });
    results_.write({static_cast<std::uint32_t>(first.size() + values.size()), static_cast<std::uint16_t>(ResultKind::Results), 0, sequence},
                   first, values);
    results_.publish();
}

void WorkerLane::tell_fault(std::uint32_t index, std::uint32_t nth) noexcept {
    const std::uint64_t told = header().faults_told.load(std::memory_order_relaxed);
    header().faults[told % kToldFaults].store(std::uint64_t{index} << 32 | nth, std::memory_order_relaxed);
    // seq_cst: the word before the count, and the count before the look at the host's sleep (see RingWriter::publish).
    header().faults_told.store(told + 1, std::memory_order_seq_cst);
    bell_.ring();
}

}  // namespace poolscope::lane
