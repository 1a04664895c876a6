// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <deque>
#include <random>

#include "trace_builder.h"

namespace poolscope::testing {
namespace {

using trace::ItemOutcome;
using trace::Time;

// A pool with a queue and no processes: workers take pieces in turn, each with one task running and one waiting in its
// lane.
class SyntheticRun {
public:
    SyntheticRun(TraceBuilder& trace, const RunShape& shape) : trace_(trace), shape_(shape), seats_(shape.workers) {}

    void run() {
        trace_.begin_run(shape_.workers, "forkserver", "slow_start", shape_.maxtasksperchild);
        trace_.advance(500'000);
        for (std::uint32_t slot = 0; slot < shape_.workers; ++slot) {
            start(slot);
        }
        batch_ = trace_.submit("map", "square", shape_.tasks * shape_.items_per_task, shape_.items_per_task);
        for (std::uint64_t task = 0; task < shape_.tasks; ++task) {
            waiting_.push_back({task * shape_.items_per_task, shape_.items_per_task, false, {}});
        }
        for (Seat& seat : seats_) {
            fill(seat);
        }
        const std::uint64_t break_off =
            shape_.ended ? UINT64_MAX : shape_.tasks - std::min<std::uint64_t>(shape_.tasks, shape_.workers);
        while (ended_ < break_off && finish_next()) {
        }
        if (!shape_.ended) {
            return trace_.flush();
        }
        trace_.advance(50'000);
        trace_.end_batch(batch_, lost_     ? trace::BatchOutcome::Lost
                                 : failed_ ? trace::BatchOutcome::Failed
                                           : trace::BatchOutcome::Succeeded);
        trace_.add(trace::PoolPhaseChanged{.phase = trace::PoolPhase::Closing, .message = {}});
        for (const Seat& seat : seats_) {
            trace_.advance(20'000);
            trace_.end_worker(seat.worker, EndCause::Closed, {}, 0);
        }
        trace_.end_run();
    }

private:
    struct Piece {
        std::uint64_t first_item = 0;
        std::uint32_t items = 1;
        bool is_rest = false;   // of a task whose worker died
        TaskId withdrawn = {};  // the task that it was before, if it was taken back
    };
    struct Queued {
        TaskId task;
        Piece piece;
        Time assigned = 0;
    };
    struct Seat {
        WorkerId worker;
        std::uint32_t slot = 0;
        std::uint64_t taken = 0;  // tasks given to this life
        Time free_at = 0;
        std::deque<Queued> lane;
        Time next_end = 0;  // of the front of the lane
        Time next_start = 0;
    };

    void start(std::uint32_t slot) {
        Seat& seat = seats_[slot];
        seat = Seat{};
        seat.slot = slot;
        seat.worker = trace_.start_worker(slot, 40'000);
        seat.free_at = trace_.now;
    }

    void fill(Seat& seat) {
        const std::uint64_t most = shape_.maxtasksperchild.value_or(UINT64_MAX);
        while (!waiting_.empty() && seat.lane.size() < 2 && seat.taken < most) {
            const Piece piece = waiting_.front();
            waiting_.pop_front();
            TaskId task = piece.withdrawn;
            if (task.value != 0) {
                trace_.assign_again(task, seat.worker);
            } else {
                task = trace_.assign(batch_, seat.worker, piece.first_item, piece.items);
            }
            ++seat.taken;
            seat.lane.push_back({task, piece, trace_.now});
            if (seat.lane.size() == 1) {
                plan(seat);
            }
        }
    }

    // When the task at the front of the lane begins and ends.
    void plan(Seat& seat) {
        seat.next_start = std::max(seat.free_at, seat.lane.front().assigned) + 2'000;
        seat.next_end = seat.next_start + shape_.task_ns / 2 +
                        static_cast<Time>(random_() % static_cast<std::uint64_t>(shape_.task_ns + 1));
    }

    bool finish_next() {
        Seat* next = nullptr;
        for (Seat& seat : seats_) {
            if (!seat.lane.empty() && (next == nullptr || seat.next_end < next->next_end)) {
                next = &seat;
            }
        }
        if (next == nullptr) {
            return false;
        }
        Seat& seat = *next;
        const Queued done = seat.lane.front();
        seat.lane.pop_front();
        trace_.now = std::max(trace_.now, seat.next_end + 3'000);
        ++ended_;
        const std::uint64_t number = done.piece.first_item / shape_.items_per_task + 1;
        if (shape_.crash_every != 0 && !done.piece.is_rest && number % shape_.crash_every == 0) {
            crash(seat, done);
            return true;
        }
        const bool fails = shape_.fail_every != 0 && number % shape_.fail_every == 0;
        std::vector<ItemOutcome> outcomes(done.piece.items, ItemOutcome::Done);
        if (fails) {
            outcomes.back() = ItemOutcome::Failed;
            failed_ = true;
        }
        trace_.end_task(done.task, seat.next_start, seat.next_end, outcomes);
        seat.free_at = seat.next_end;
        if (!seat.lane.empty()) {
            plan(seat);
        }
        fill(seat);
        if (shape_.maxtasksperchild && seat.taken == *shape_.maxtasksperchild && seat.lane.empty()) {
            trace_.add(trace::WorkerRetiring{.worker = seat.worker, .cause = EndCause::MaxTasksPerChild});
            trace_.advance(30'000);
            trace_.end_worker(seat.worker, EndCause::MaxTasksPerChild, {}, 0);
            replace(seat.slot);
        }
        return true;
    }

    // The worker dies in the first item: that one is lost, the others go on in a task of their own.
    void crash(Seat& seat, const Queued& running) {
        lost_ = true;
        trace_.end_worker(seat.worker, EndCause::Crashed, SIGSEGV);
        std::vector<ItemOutcome> outcomes(running.piece.items, ItemOutcome::Moved);
        outcomes.front() = ItemOutcome::Lost;
        trace_.end_task(running.task, seat.next_start, trace_.now, outcomes);
        if (running.piece.items > 1) {
            waiting_.push_front({running.piece.first_item + 1, running.piece.items - 1, true, {}});
        }
        for (const Queued& queued : seat.lane) {
            trace_.add(trace::TaskWithdrawn{.task = queued.task, .worker = seat.worker});
            waiting_.push_front(queued.piece);
            waiting_.front().withdrawn = queued.task;
        }
        replace(seat.slot);
    }

    void replace(std::uint32_t slot) {
        start(slot);
        fill(seats_[slot]);
    }

    TraceBuilder& trace_;
    const RunShape& shape_;
    std::vector<Seat> seats_;
    std::deque<Piece> waiting_;
    std::mt19937_64 random_{20};
    BatchId batch_;
    std::uint64_t ended_ = 0;
    bool failed_ = false;
    bool lost_ = false;
};

}  // namespace

void build_run(const std::string& path, const RunShape& shape) {
    TraceBuilder trace(path);
    trace.host_pid = shape.host_pid;
    SyntheticRun(trace, shape).run();
}

}  // namespace poolscope::testing
