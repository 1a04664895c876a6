// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/shared_memory.h"
#include "lane/arena_view.h"
#include "lane/layout.h"
#include "lane/result_blocks.h"
#include "lane/ring.h"

namespace poolscope::lane {

/// A message from a worker, whole, checked in form but not in meaning.
struct ResultMessage {
    ResultKind kind = ResultKind::Hello;
    std::uint64_t number = 0;
    std::vector<std::byte> payload;
};

/// A fault of the plan that the worker said to perform; both numbers are the worker's word.
struct ToldFault {
    std::uint32_t index = 0;
    std::uint32_t nth = 0;
};

/// The host's end of one worker's lane. One thread. Writing never blocks: what does not fit waits here and goes out by
/// pump(). A worker that writes nonsense makes the lane damaged(), and that worker alone is lost.
class HostLane {
public:
    /// Throws SystemError.
    explicit HostLane(std::uint32_t generation) : HostLane(generation, make_memory()) {}
    /// On memory of make_memory(), which a worker may have already: it waits until this has made a lane of it. Throws SystemError.
    HostLane(std::uint32_t generation, base::UniqueFd memory);
    /// Memory for a lane, not mapped. A fork copies the list of the host's mappings, so workers that are forked together are
    /// forked before their lanes are mapped. Throws SystemError.
    [[nodiscard]] static base::UniqueFd make_memory();

    /// For the worker's start.
    [[nodiscard]] int memory_fd() const noexcept { return memory_->fd(); }
    /// When the worker has its own copy.
    void close_memory_fd() noexcept { memory_->close_fd(); }
    [[nodiscard]] const base::SharedMemory& memory() const noexcept { return *memory_; }

    void send_setup(std::span<const std::byte> setup);
    void send_function(std::uint32_t id, const std::string& name);
    /// Puts a task into the lane. Sequence numbers count up from 1, and at most kClaims are unsettled at a time.
    /// `lent`: the arguments stay where they are until keep_lent(), and what does not fit yet is not copied before.
    void send_task(std::uint64_t sequence, const TaskHead& head, std::span<const std::byte> arguments, bool lent = false);
    /// What was lent goes: what of it is not sent yet is copied.
    void keep_lent();
    void send_quit();
    /// Makes what was sent visible and wakes the worker if it sleeps. Call once after a group of sends.
    void pump();
    /// More was sent than fits; pump() again when the worker has made room (it rings).
    [[nodiscard]] bool has_backlog() const noexcept { return !backlog_.empty(); }
    /// The worker has taken all that was sent, be it taken back since or not. One that idles and has not is held up.
    [[nodiscard]] bool is_read() const { return backlog_.empty() && tasks_.is_read(); }
    /// Grows whenever something more goes into the lane.
    [[nodiscard]] std::uint64_t bytes_sent() const noexcept { return tasks_.position(); }

    /// Takes a task back that the worker has not begun. True: it will never begin it.
    [[nodiscard]] bool withdraw(std::uint64_t sequence);
    /// Whether the worker has begun the task: for after its death.
    [[nodiscard]] bool is_begun(std::uint64_t sequence) const;

    /// When the worker began the task, by its own word: known as long as it runs nothing after it.
    [[nodiscard]] std::optional<std::int64_t> begun_at(std::uint64_t sequence) const;
    /// How many items of the task are known to be done: those that were received, or more by what lies in the ledger. Also while the worker lives.
    [[nodiscard]] std::uint32_t items_done(std::uint64_t sequence, std::uint32_t received) const;
    /// After the worker's death: the values that it had ready and could not send any more, of the items after the `received` first of
    /// this task, as a Results message. False when there are none, or the lane is damaged.
    [[nodiscard]] bool take_ledger(std::uint64_t sequence, std::uint32_t received, ResultMessage& message);

    /// The next whole message, empty when there is none yet (or the lane is damaged).
    [[nodiscard]] bool receive(ResultMessage& message);
    [[nodiscard]] bool has_news() const { return results_.has_more() && !damaged_; }
    /// Gives the room of what was received back, waking a worker that waits for it.
    void release();
    [[nodiscard]] bool damaged() const noexcept { return damaged_; }
    /// The large parts of a result that came by this lane; their table is taken off `payload`. Null: the worker wrote nonsense.
    [[nodiscard]] std::shared_ptr<ResultBlocks> take_blocks(std::span<const std::byte>& payload) { return ResultBlocks::take(large_, payload); }
    /// Those that were told of since the last call.
    [[nodiscard]] std::vector<ToldFault> take_told_faults();

private:
    struct Pending {
        FrameHead head;
        std::vector<std::byte> bytes;
        std::span<const std::byte> lent;  ///< what comes after them
        std::size_t sent = 0;
        [[nodiscard]] std::size_t size() const noexcept { return bytes.size() + lent.size(); }
    };
    [[nodiscard]] Header& header() const noexcept { return *reinterpret_cast<Header*>(memory_->data()); }
    [[nodiscard]] Position& claim(std::uint64_t sequence) const noexcept { return header().claims[sequence % kClaims]; }
    void send(TaskKind kind, std::uint64_t number, std::span<const std::byte> first, std::span<const std::byte> second = {}, bool lent = false);
    void write_backlog();
    void wake_worker();

    std::shared_ptr<base::SharedMemory> memory_;
    std::shared_ptr<ArenaView> large_;
    RingWriter tasks_;
    RingReader results_;
    std::deque<Pending> backlog_;
    ResultMessage partial_;
    bool assembling_ = false;
    bool damaged_ = false;
    std::uint64_t told_faults_ = 0;
};

/// Most bytes that one result may have: above it the worker counts as broken, as it would take the host's memory.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{4} << 30;

}  // namespace poolscope::lane
