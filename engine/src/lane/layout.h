// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "lane/block_table.h"

/// The shared memory of a lane and of the doorbell. See LANE.md for why it is made so.
namespace poolscope::lane {

inline constexpr std::uint64_t kMagic = 0x31454e414c534f50;  // "POSLANE1"
inline constexpr std::uint32_t kLaneVersion = 3;
inline constexpr std::size_t kHeaderBytes = 8192;
/// Powers of two, multiples of a page. 64 KiB hold a thousand small tasks or results; larger values travel in pieces.
inline constexpr std::size_t kTaskRingBytes = 64 * 1024;
inline constexpr std::size_t kResultRingBytes = 64 * 1024;
inline constexpr std::size_t kLaneBytes = kHeaderBytes + kTaskRingBytes + kResultRingBytes + kBlockSlotsBytes;
/// How far the memory behind a lane and behind the doorbell goes: there the worker puts large results and the host large
/// arguments. Only what is used of it takes memory.
inline constexpr std::uint64_t kLaneReach = std::uint64_t{64} << 30;
inline constexpr std::uint64_t kDoorbellReach = std::uint64_t{64} << 30;
/// Tasks that may be in a lane at once (SPEED.md, fact 5: 64 suffice below 5 us).
inline constexpr std::size_t kClaims = 128;
/// Values of a chunk that wait to go into the ring together.
inline constexpr std::size_t kLedgerBytes = 6144;
/// More faults than this between two looks of the host, and the oldest are not told of.
inline constexpr std::size_t kToldFaults = 16;

using Word = std::atomic<std::uint32_t>;
using Position = std::atomic<std::uint64_t>;  ///< bytes ever written or read; the ring's index is this modulo its size
static_assert(Word::is_always_lock_free && Position::is_always_lock_free);

struct Header {
    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t generation;
    std::uint64_t reach;               ///< end of the memory for large results; the host does not read it
    Word is_made;                      ///< futex: 1 when the host has written the above; a forked worker may be there before
    alignas(64) Position task_tail;    ///< written by the host
    alignas(64) Position task_head;    ///< written by the worker
    alignas(64) Position result_tail;  ///< written by the worker
    alignas(64) Position result_head;  ///< written by the host
    alignas(64) Word worker_waits;     ///< futex: 1 while the worker sleeps or is about to
    alignas(64) Word host_wants_room;  ///< 1 while the host has more for this lane than fits
    /// For each task in the lane, at its sequence number modulo kClaims: sequence * 4 + Claim.
    alignas(64) std::array<Position, kClaims> claims;
    /// Faults of the plan that this worker performed or is about to: their count, and the last ones as index << 32 | nth.
    alignas(64) Position faults_told;
    std::array<Position, kToldFaults> faults;
    /// The task that the worker began last, and when; the sequence is 0 while the two are changed.
    alignas(64) Position begun_sequence;
    Position begun_at;
    /// What the task with this sequence number has done and not yet put into the ring, for a host that finds the worker dead:
    /// values back to back, of the items from position `ledger_first` of its chunk on.
    Position ledger_sequence;
    Word ledger_first;
    Word ledger_kind;      ///< PackedKind of bare numbers; 0: encoded values
    Position ledger_state;  ///< items << 32 | bytes, stored after each value
    std::array<std::byte, kLedgerBytes> ledger;
};
static_assert(std::is_standard_layout_v<Header> && sizeof(Header) <= kHeaderBytes);
static_assert(offsetof(Header, task_tail) == 64 && offsetof(Header, claims) == 448);

/// Who has a task that was put into a lane. Handed becomes either Begun (by the worker) or Withdrawn (by the host), by
/// compare-and-swap, once.
enum class Claim : std::uint64_t { None = 0, Handed = 1, Begun = 2, Withdrawn = 3 };

/// Where the lane that begins at `base` has its BlockSlots.
[[nodiscard]] inline BlockSlots& block_slots(std::byte* base) noexcept {
    return *reinterpret_cast<BlockSlots*>(base + kHeaderBytes + kTaskRingBytes + kResultRingBytes);
}

/// One page for all lanes of a pool, written by the host alone (workers map it read-only).
struct Doorbell {
    std::uint64_t magic;
    std::uint64_t reach;           ///< end of the memory for large arguments
    alignas(64) Word host_sleeps;  ///< 1 while the host sleeps or is about to: a worker with news writes the eventfd
};
inline constexpr std::size_t kDoorbellBytes = 4096;
static_assert(std::is_standard_layout_v<Doorbell> && sizeof(Doorbell) <= kDoorbellBytes);

/// Head of each frame in a ring; frames begin at multiples of 8 and may wrap around the ring's end.
struct FrameHead {
    std::uint32_t size;   ///< bytes of the payload in this frame
    std::uint16_t kind;   ///< TaskKind or ResultKind
    std::uint16_t flags;  ///< kMore
    std::uint64_t number; ///< a sequence number, an outcome: as the kind says
};
static_assert(sizeof(FrameHead) == 16 && std::is_trivially_copyable_v<FrameHead>);
/// The payload goes on in the next frame, which has the same kind.
inline constexpr std::uint16_t kMore = 1;

/// Host to worker.
enum class TaskKind : std::uint16_t {
    Setup = 1,  ///< who the worker is, its initializer: worker/setup.h
    Function,   ///< number: an id; payload: the name it stands for in this lane
    Task,       ///< number: sequence; payload: TaskHead, then the items' argument lists or numbers
    Quit,       ///< leave when everything before is done
};
struct TaskHead {
    std::uint32_t function;
    std::uint32_t items;
    std::uint32_t batch;
    std::uint32_t attempt;      ///< of these items
    std::uint64_t first_item;
    std::uint32_t kind;         ///< PackedKind: the items are bare numbers of it, the only argument each; 0: argument lists
    std::uint32_t reserved;
};
static_assert(sizeof(TaskHead) == 32);

/// Worker to host.
enum class ResultKind : std::uint16_t {
    Hello = 1,          ///< number: pid; the program runs
    Ready,              ///< the initializer has returned
    InitializerFailed,  ///< payload: encoded [type, message]
    Results,            ///< number: sequence; payload: ResultsHead, then the values of items that are done, back to back
    Item,               ///< number: ItemStatus; payload: the value, or encoded [type, message]; after a Results of its task
    Output,             ///< number: OutputStream; payload: OutputHead and text; what was written since the last such message,
                        ///< by the item whose Item message follows, or by no task where none is going
};
inline constexpr ResultKind kLastResultKind = ResultKind::Output;
enum class OutputStream : std::uint64_t { Out = 1, Err = 2 };
/// Positions in the stream's OutputFile. The text is what keep() keeps of begin..end, in one piece.
struct OutputHead {
    std::uint64_t begin;
    std::uint64_t end;
    std::uint64_t next;  ///< where the next output begins: `end`, or OutputFile::begin() when the file is rewound now
};
static_assert(sizeof(OutputHead) == 24);
/// How far a task has come: so many more items are done, in order, after those that were told before.
struct ResultsHead {
    std::int64_t started;
    std::int64_t ended;  ///< 0: the task goes on
    std::uint32_t items;
    std::uint32_t kind;  ///< PackedKind: the values are bare numbers of it; 0: encoded values
};
static_assert(sizeof(ResultsHead) == 24);
/// DoneLarge: the value has large parts, and the payload ends with their table (block_table.h).
enum class ItemStatus : std::uint64_t { Done = 1, Failed = 2, DoneLarge = 3 };

}  // namespace poolscope::lane
