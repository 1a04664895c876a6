// SPDX-License-Identifier: MIT
#include "lane/host_lane.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include <poolscope/wire.h>

#include "lane/futex.h"

namespace poolscope::lane {
namespace {

constexpr std::uint64_t claim_word(std::uint64_t sequence, Claim claim) {
    return sequence * 4 + static_cast<std::uint64_t>(claim);
}

}  // namespace

base::UniqueFd HostLane::make_memory() { return base::SharedMemory::create_file("poolscope-lane", kLaneBytes, kLaneReach); }

HostLane::HostLane(std::uint32_t generation, base::UniqueFd memory)
    : memory_(std::make_shared<base::SharedMemory>(
          base::SharedMemory::open(std::move(memory), kLaneBytes, base::SharedMemory::Access::ReadWrite))),
      large_(std::make_shared<ArenaView>(memory_, memory_->reach())), tasks_(task_ring(memory_->data())),
      results_(result_ring(memory_->data())) {
    memory_->keep_from_forks();
    new (memory_->data()) Header{};
    header().magic = kMagic;
    header().version = kLaneVersion;
    header().generation = generation;
    header().reach = memory_->reach();
    // release: whoever sees it sees the rest.
    header().is_made.store(1, std::memory_order_release);
    futex_wake(header().is_made);
}

void HostLane::send_setup(std::span<const std::byte> setup) { send(TaskKind::Setup, 0, setup); }

void HostLane::send_function(std::uint32_t id, const std::string& name) {
    send(TaskKind::Function, id, std::as_bytes(std::span(name)));
}

void HostLane::send_task(std::uint64_t sequence, const TaskHead& head, std::span<const std::byte> arguments, bool lent) {
    // relaxed: the worker reads it only after the task's frame was published.
    claim(sequence).store(claim_word(sequence, Claim::Handed), std::memory_order_relaxed);
    send(TaskKind::Task, sequence, {reinterpret_cast<const std::byte*>(&head), sizeof head}, arguments, lent);
}

void HostLane::send_quit() { send(TaskKind::Quit, 0, {}); }

void HostLane::send(TaskKind kind, std::uint64_t number, std::span<const std::byte> first, std::span<const std::byte> second, bool lent) {
    const std::size_t size = first.size() + second.size();
    FrameHead head{static_cast<std::uint32_t>(size), static_cast<std::uint16_t>(kind), 0, number};
    if (backlog_.empty() && size <= tasks_.room()) {
        tasks_.write(head, first, second);
        return;
    }
    Pending pending{head, {}, {}, 0};
    pending.bytes.reserve(lent ? first.size() : size);
    pending.bytes.insert(pending.bytes.end(), first.begin(), first.end());
    if (lent) pending.lent = second;
    else pending.bytes.insert(pending.bytes.end(), second.begin(), second.end());
    backlog_.push_back(std::move(pending));
}

void HostLane::keep_lent() {
    for (Pending& pending : backlog_) {
        pending.bytes.insert(pending.bytes.end(), pending.lent.begin(), pending.lent.end());
        pending.lent = {};
    }
}

void HostLane::write_backlog() {
    while (!backlog_.empty()) {
        Pending& pending = backlog_.front();
        const std::size_t left = pending.size() - pending.sent;
        const std::size_t room = tasks_.room();
        // A piece is worth a frame only when it carries something substantial, or all that is left.
        if (room < left && room < kTaskRingBytes / 8) break;
        if (room == 0) break;
        const std::size_t now = std::min(left, room);
        FrameHead head = pending.head;
        head.size = static_cast<std::uint32_t>(now);
        head.flags = now < left ? kMore : std::uint16_t{0};
        const std::span<const std::byte> own = std::span(pending.bytes).subspan(std::min(pending.sent, pending.bytes.size()));
        const std::size_t of_own = std::min(own.size(), now);
        const std::size_t lent_before = pending.sent + of_own - pending.bytes.size();  // matters only when some of it goes now
        tasks_.write(head, own.first(of_own), of_own < now ? pending.lent.subspan(lent_before, now - of_own) : std::span<const std::byte>());
        pending.sent += now;
        if (pending.sent < pending.size()) break;
        backlog_.pop_front();
    }
    // seq_cst: raised before the last look at the room, as the worker makes room before it looks at this.
    header().host_wants_room.store(backlog_.empty() ? 0 : 1, std::memory_order_seq_cst);
}

void HostLane::pump() {
    if (!backlog_.empty()) write_backlog();
    tasks_.publish();
    wake_worker();
}

void HostLane::wake_worker() {
    Word& waits = header().worker_waits;
    if (waits.load(std::memory_order_seq_cst) == 0) return;
    waits.store(0, std::memory_order_relaxed);  // the futex's own kernel lock orders it before the wake
    futex_wake(waits);
}

bool HostLane::withdraw(std::uint64_t sequence) {
    std::uint64_t expected = claim_word(sequence, Claim::Handed);
    // acq_rel: one of host and worker wins the task, and the loser sees that.
    if (!claim(sequence).compare_exchange_strong(expected, claim_word(sequence, Claim::Withdrawn),
                                                 std::memory_order_acq_rel))
        return false;
    // What of it has not gone into the ring need not go.
    std::erase_if(backlog_, [sequence](const Pending& pending) {
        return pending.sent == 0 && pending.head.kind == static_cast<std::uint16_t>(TaskKind::Task) &&
               pending.head.number == sequence;
    });
    return true;
}

bool HostLane::is_begun(std::uint64_t sequence) const {
    return claim(sequence).load(std::memory_order_acquire) == claim_word(sequence, Claim::Begun);
}

std::optional<std::int64_t> HostLane::begun_at(std::uint64_t sequence) const {
    if (header().begun_sequence.load(std::memory_order_acquire) != sequence) return {};
    const std::uint64_t time = header().begun_at.load(std::memory_order_acquire);
    if (header().begun_sequence.load(std::memory_order_acquire) != sequence) return {};
    return static_cast<std::int64_t>(time);
}

std::uint32_t HostLane::items_done(std::uint64_t sequence, std::uint32_t received) const {
    const Header& shared = header();
    if (shared.ledger_sequence.load(std::memory_order_acquire) != sequence) return received;
    const std::uint32_t first = shared.ledger_first.load(std::memory_order_acquire);
    const std::uint64_t state = shared.ledger_state.load(std::memory_order_acquire);
    // Both changed in between: what was received meanwhile says more.
    if (shared.ledger_first.load(std::memory_order_acquire) != first) return received;
    return std::max(received, first + static_cast<std::uint32_t>(state >> 32));
}

bool HostLane::take_ledger(std::uint64_t sequence, std::uint32_t received, ResultMessage& message) {
    const Header& shared = header();
    if (damaged_ || shared.ledger_sequence.load(std::memory_order_acquire) != sequence) return false;
    const std::uint32_t first = shared.ledger_first.load(std::memory_order_acquire);
    const std::uint64_t state = shared.ledger_state.load(std::memory_order_acquire);
    const auto items = static_cast<std::uint32_t>(state >> 32);
    const std::size_t size = state & 0xffff'ffff;
    if (items == 0 || first > received || received - first >= items) return false;
    const auto begun = begun_at(sequence);
    if (!begun || size > kLedgerBytes) {
        damaged_ = size > kLedgerBytes;
        return false;
    }
    const std::vector<std::byte> values(shared.ledger.begin(), shared.ledger.begin() + static_cast<std::ptrdiff_t>(size));
    const std::uint32_t kind = shared.ledger_kind.load(std::memory_order_acquire);
    const std::uint32_t rest = items - (received - first);
    try {
        ValueReader reader(values);
        if (kind == 0) {
            for (std::uint32_t item = first; item < received; ++item) reader.skip();
        } else {
            const std::size_t element = kind <= 0xff ? packed_size(static_cast<PackedKind>(kind)) : 0;
            if (element == 0 || values.size() != std::uint64_t{items} * element) {
                damaged_ = true;
                return false;
            }
            reader = ValueReader(std::span(values).subspan((received - first) * element));
        }
        const ResultsHead head{*begun, 0, rest, kind};
        message.kind = ResultKind::Results;
        message.number = sequence;
        message.payload.resize(sizeof head);
        std::memcpy(message.payload.data(), &head, sizeof head);
        message.payload.insert(message.payload.end(), reader.position(), reader.position() + reader.remaining());
        return true;
    } catch (const DecodingError&) {
        damaged_ = true;
        return false;
    }
}

bool HostLane::receive(ResultMessage& message) {
    while (!damaged_) {
        if (!assembling_) partial_.payload.clear();
        FrameHead head{};
        RingReader::State state = RingReader::State::Damaged;
        try {
            state = results_.next(head, partial_.payload, kMaxMessageBytes);
        } catch (const std::bad_alloc&) {
            // More than this machine has for one result: its worker alone pays for that.
            partial_.payload = {};
            damaged_ = true;
            return false;
        }
        if (state == RingReader::State::Empty) return false;
        const bool kind_known = head.kind >= static_cast<std::uint16_t>(ResultKind::Hello) &&
                                head.kind <= static_cast<std::uint16_t>(kLastResultKind);
        if (state == RingReader::State::Damaged || !kind_known ||
            (assembling_ && head.kind != static_cast<std::uint16_t>(partial_.kind))) {
            damaged_ = true;
            return false;
        }
        partial_.kind = static_cast<ResultKind>(head.kind);
        partial_.number = head.number;
        assembling_ = (head.flags & kMore) != 0;
        if (assembling_) {
            release();  // a large value comes in as fast as it is taken
            continue;
        }
        std::swap(message, partial_);
        return true;
    }
    return false;
}

std::vector<ToldFault> HostLane::take_told_faults() {
    const std::uint64_t told = header().faults_told.load(std::memory_order_acquire);
    std::vector<ToldFault> faults;
    // Only a worker that writes nonsense counts back or on by more than it can tell of.
    if (told - told_faults_ > kToldFaults) told_faults_ = told - std::min<std::uint64_t>(told, kToldFaults);
    for (; told_faults_ < told; ++told_faults_) {
        const std::uint64_t word = header().faults[told_faults_ % kToldFaults].load(std::memory_order_relaxed);
        faults.push_back({static_cast<std::uint32_t>(word >> 32), static_cast<std::uint32_t>(word)});
    }
    return faults;
}

void HostLane::release() {
    results_.release();
    wake_worker();
}

}  // namespace poolscope::lane
