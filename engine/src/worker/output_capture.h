// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <utility>

#include "base/clock.h"
#include "base/ticks.h"
#include "lane/output_file.h"
#include "lane/worker_lane.h"

namespace poolscope::worker {

/// Sends what was written to standard output and error to the host, between two items, so that each byte belongs to the item
/// that wrote it. Does nothing and costs a look at a flag until start(). The worker's own thread only.
class OutputCapture {
public:
    /// `lane` is borrowed.
    explicit OutputCapture(lane::WorkerLane& lane) noexcept : lane_(&lane) {}
    /// Called before output is sent, so that what comes before it is sent before it.
    void set_before_sending(std::function<void()> hook) { before_sending_ = std::move(hook); }

    /// From now on descriptors 1 and 2 are the host's files. Standard output is written line by line from here, so that what a
    /// worker that is killed had printed is not lost in its memory. Throws SystemError.
    void start();
    [[nodiscard]] bool active() const noexcept { return active_; }

    /// Sends what is there and nobody has told yet: the initializer's output, a thread's.
    void take();
    /// The same, but makes no system call when nothing can have been written: since the last look less time has passed than one
    /// write(2) takes, and stdio holds nothing. `now_ns` is the time at the call.
    void take_at(std::int64_t now_ns) {
        if (!active_) return;
        looked_ns_ = now_ns - looked_ns_ >= kShortestWriteNs || holds_unwritten() ? look() : now_ns;
    }

    /// The same after an item that may have been a very small one: asks the clock only when the processor's counter says that
    /// there may have been time for a write.
    void take_after_item() {
        if (!active_) return;
        const std::uint64_t ticks = base::ticks();
        if (ticks - looked_ticks_ < shortest_write_ticks_ && !holds_unwritten()) {
            looked_ticks_ = ticks;
            looked_ns_ = 0;  // not known: the next look at the clock looks at the files too
            return;
        }
        take_at(base::now_ns());
        looked_ticks_ = base::ticks();
        measure_ticks();
    }

private:
    struct Stream {
        lane::OutputFile file;      ///< a descriptor of its own: a task may close or redirect 1 and 2
        std::uint64_t taken = 0;    ///< told up to here
        std::uint64_t forgotten = 0;
    };
    /// Half of the least that writing a byte to such a file took where it was measured (410 ns).
    static constexpr std::int64_t kShortestWriteNs = 200;

    /// take(), and the time afterwards: its own system calls do not count as a task's.
    std::int64_t look();
    [[nodiscard]] static bool holds_unwritten() noexcept;
    static void write_out() noexcept;
    void measure_ticks() noexcept;
    void take(lane::OutputStream name, Stream& stream, std::uint64_t size);

    lane::WorkerLane* lane_;
    std::function<void()> before_sending_;
    bool active_ = false;
    std::int64_t looked_ns_ = 0;
    std::uint64_t looked_ticks_ = 0;
    std::uint64_t shortest_write_ticks_ = 0;  ///< kShortestWriteNs; 0: not known
    std::int64_t began_ns_ = 0;               ///< where measuring it began; 0: nothing to measure, or no more
    std::uint64_t began_ticks_ = 0;
    std::array<Stream, 2> streams_;
};

}  // namespace poolscope::worker
