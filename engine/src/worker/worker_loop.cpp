// SPDX-License-Identifier: MIT
#include "worker/worker_loop.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <unordered_map>
#include <vector>

#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/value.h>

#include "base/clock.h"
#include <poolscope/remote_error.h>
#include "process/stdio_flush.h"
#include "tasks/modules.h"
#include "tasks/worker_facts.h"
#include "worker/fault_injection.h"
#include "worker/large_results.h"
#include "worker/output_capture.h"
#include "worker/setup.h"

namespace poolscope::worker {
namespace {

using lane::ResultKind;
using lane::TaskKind;

/// A task that ran for longer than this is told of at once; shorter ones wait for the end of what lies in the lane, so
/// that many results cost one wake-up (SPEED.md, fact 2).
constexpr std::int64_t kTellAtOnceNs = 5'000;
/// Results of a chunk go out together, as far as that holds none back for longer than about this.
constexpr std::int64_t kGatherNs = 5'000;
constexpr std::uint32_t kMostGathered = 64;

class Worker {
public:
    explicit Worker(lane::WorkerLane lane) : lane_(std::move(lane)) {
        output_.set_before_sending([this] {
            if (is_running_) tell_progress();
        });
        lane_.set_before_sleep([this] { return large_.before_sleep(); });
        detail::set_large_rooms(&large_);
    }

    [[noreturn]] void run() {
        while (true) {
            if (faults_.minds(FaultPoint::Idle)) faults_.reach(FaultPoint::Idle, tasks_done_ + 1);
            if (lane_.receive(message_)) ended_ = 0;
            switch (message_.kind) {
            case TaskKind::Setup: set_up(decode_setup(message_.payload)); break;
            case TaskKind::Function: learn_function(); break;
            case TaskKind::Task: run_task(); break;
            case TaskKind::Quit: leave(0);
            }
        }
    }

    [[noreturn]] void leave(int code) noexcept {
        lane_.ring();
        process::flush_before_exit();
        _exit(code);
    }

private:
    void set_up(Setup setup) {
        if (!setup.faults.empty()) faults_.set_plan(std::move(setup.faults), setup.worker, setup.slot);
        faults_.reach(FaultPoint::Start, 1);
        lane_.send(ResultKind::Hello, static_cast<std::uint64_t>(getpid()));
        // Where nothing lies between, Ready follows at once, and one wake-up of the host does for both.
        if (!setup.initializer.empty() || !setup.modules.empty()) lane_.ring();
        setup_ = std::move(setup);
        tasks::worker_facts() = {setup_.name, setup_.slot, setup_.generation, setup_.start_method, 0, setup_.initargs, setup_.seed, {}};
        if (setup_.captures_output) output_.start();
        try {
            faults_.reach(FaultPoint::Initializer, 1);
            for (const std::string& path : setup_.modules) tasks::load_module(path);
            if (!setup_.initializer.empty()) {
                ValueReader arguments(setup_.initargs);
                std::vector<std::byte> ignored;
                ValueWriter result(ignored);
                Registry::of_process().get(setup_.initializer).invoke(arguments, result);
            }
        } catch (...) {
            const std::vector<std::byte> error = encode_error(describe_current_exception());
            output_.take();
            lane_.send(ResultKind::InitializerFailed, 0, error);
            leave(kExitInitializerFailed);
        }
        output_.take();
        lane_.send(ResultKind::Ready, 0);
        lane_.ring();
    }

    void learn_function() {
        const std::string name(reinterpret_cast<const char*>(message_.payload.data()), message_.payload.size());
        functions_[static_cast<std::uint32_t>(message_.number)] = {name, Registry::of_process().find(name)};
    }

    void run_task() {
        const std::uint64_t sequence = message_.number;
        lane::TaskHead head{};
        if (message_.payload.size() < sizeof head) leave(kExitBadMessage);
        std::memcpy(&head, message_.payload.data(), sizeof head);
        const std::uint64_t nth = tasks_done_ + 1;
        if (faults_.minds(FaultPoint::Reading)) {
            faults_.reach(FaultPoint::Reading, nth);
            ended_ = 0;
        }
        if (!lane_.claim(sequence)) {  // withdrawn: another worker has it
            ended_ = 0;
            return;
        }

        // What follows without a pause began when what came before it ended: a look at the clock is a good part of a small task.
        const bool follows = ended_ != 0;
        begun_ = follows ? ended_ : base::now_ns();
        if (!follows) output_.take_at(begun_);  // what was written while no task was going belongs to none
        lane_.begin(sequence, begun_);
        sequence_ = sequence;
        is_running_ = true;
        is_begin_told_ = false;
        gather_ = 1;
        gathered_ = 0;
        const Known& function = functions_[head.function];
        const std::span<const std::byte> arguments = std::span<const std::byte>(message_.payload).subspan(sizeof head);
        std::optional<tasks::RunningItem>& running = tasks::worker_facts().running;
        looked_ = begun_;
        if (runs_numbers(function, head, arguments)) {
            run_numbers(*function.function, head, arguments);
        } else {
            ChunkReader items(arguments, static_cast<PackedKind>(head.kind));
            for (std::uint32_t item = 0; item < head.items; ++item) {
                running = {head.batch, head.attempt, head.first_item + item};
                run_item(function, items, item == 0, item + 1 == head.items);
            }
        }
        running.reset();
        is_running_ = false;
        tasks::worker_facts().tasks_done = ++tasks_done_;
        items_done_ += head.items;
        ended_ = base::now_ns();
        if (is_last_pending_) lane_.tell_results(sequence, begun_, ended_, result_);
        else lane_.tell_results(sequence, begun_, ended_);
        is_last_pending_ = false;
        if (setup_.maxtasksperchild && tasks_done_ >= *setup_.maxtasksperchild) leave(0);
        if (setup_.maxitemsperchild && items_done_ >= *setup_.maxitemsperchild) leave(0);
        const bool is_last = !lane_.has_more();
        if (ended_ - begun_ > kTellAtOnceNs || is_last) lane_.ring();
        if (is_last) ended_ = 0;
    }

    struct Known {
        std::string name;
        const Function* function = nullptr;
    };

    void run_item(const Known& known, ChunkReader& items, bool is_first, bool is_last) {
        result_.clear();
        large_.begin();
        lane::ItemStatus status = lane::ItemStatus::Done;
        try {
            const std::span<const std::byte> list = items.next();
            if (is_first && faults_.minds(FaultPoint::Task)) faults_.reach(FaultPoint::Task, tasks_done_ + 1);
            if (known.function == nullptr) throw TypeError(unknown_function_message(known.name, Registry::of_process()));
            ValueReader arguments(list, &lane_.arguments());
            ValueWriter writer(result_, &large_);
            known.function->invoke(arguments, writer);
            if (large_.any()) {
                status = lane::ItemStatus::DoneLarge;
                large_.append_table(result_);
            }
        } catch (...) {
            status = lane::ItemStatus::Failed;
            result_ = encode_error(describe_current_exception());
        }
        output_.take_after_item();
        const std::uint64_t nth = tasks_done_ + 1;
        const bool breaks_off = is_first && faults_.is_due(FaultPoint::Writing, nth);
        if (status == lane::ItemStatus::Done && !breaks_off && result_.size() <= lane::kLedgerBytes) {
            // The only or last one of a task goes straight into the message that tells of the task's end.
            if (is_last && lane_.values_noted() == 0) is_last_pending_ = true;
            else note_value(is_last);
            return;
        }
        tell_progress();
        const auto number = static_cast<std::uint64_t>(status);
        if (breaks_off)
            lane_.send_interrupted(ResultKind::Item, number, result_, [this, nth] { faults_.reach(FaultPoint::Writing, nth); });
        else
            lane_.send(ResultKind::Item, number, result_);
        lane_.skip_item();
    }

    /// Whether nothing has to be looked at between two items but the clock.
    [[nodiscard]] bool runs_numbers(const Known& known, const lane::TaskHead& head, std::span<const std::byte> arguments) const noexcept {
        if (head.kind == 0 || head.items < 2 || known.function == nullptr || known.function->numbers.invoke == nullptr) return false;
        const PackedKind kind = known.function->numbers.parameter;
        return head.kind == static_cast<std::uint32_t>(kind) && arguments.size() == std::uint64_t{head.items} * packed_size(kind) &&
               !output_.active() && !faults_.minds(FaultPoint::Task) && !faults_.minds(FaultPoint::Writing);
    }

    /// All items of a task by bare numbers, in runs as long as what is gathered.
    void run_numbers(const Function& function, const lane::TaskHead& head, std::span<const std::byte> arguments) {
        tasks::RunningItem& running = tasks::worker_facts().running.emplace(tasks::RunningItem{head.batch, head.attempt, head.first_item});
        const std::size_t size = packed_size(function.numbers.parameter);
        std::uint32_t item = 0;
        while (item < head.items) {
            large_.begin();
            detail::NumberCalls calls = lane_.room_for_numbers(function.numbers.result);
            if (calls.calls == 0) {
                lane_.tell_results(sequence_, begun_, 0);
                is_begin_told_ = true;
                continue;
            }
            calls.calls = std::min({calls.calls, head.items - item, gather_ - gathered_});
            calls.arguments = arguments.data() + item * size;
            calls.item = &running.item;
            try {
                function.numbers.invoke(calls);
                lane_.note_numbers(calls.made);
            } catch (...) {
                lane_.note_numbers(calls.made);
                result_ = encode_error(describe_current_exception());
                tell_progress();
                lane_.send(ResultKind::Item, static_cast<std::uint64_t>(lane::ItemStatus::Failed), result_);
                lane_.skip_item();
                ++item;
                ++running.item;
            }
            item += calls.made;
            gathered_ += calls.made;
            if (item < head.items && gathered_ >= gather_) look_at_clock();
        }
    }

    void note_value(bool is_last) {
        if (!lane_.note_value(result_)) {
            lane_.tell_results(sequence_, begun_, 0);
            is_begin_told_ = true;
            static_cast<void>(lane_.note_value(result_));  // it fits into an empty one
        }
        if (is_last || ++gathered_ < gather_) return;
        look_at_clock();
    }

    /// So many results were gathered that it is time to see whether they wait too long.
    void look_at_clock() {
        const std::int64_t now = base::now_ns();
        const bool slow = now - looked_ > kGatherNs;
        looked_ = now;
        gathered_ = 0;
        gather_ = slow ? 1 : std::min(gather_ * 2, kMostGathered);
        if (slow) {
            tell_progress();
            lane_.ring();
        }
    }

    /// Sends what the task that runs has ready, and that it has begun.
    void tell_progress() {
        if (is_begin_told_ && lane_.values_noted() == 0) return;
        lane_.tell_results(sequence_, begun_, 0);
        is_begin_told_ = true;
    }

    lane::WorkerLane lane_;
    lane::TaskMessage message_;
    Setup setup_;
    std::unordered_map<std::uint32_t, Known> functions_;
    std::vector<std::byte> result_;
    std::uint64_t tasks_done_ = 0;
    std::uint64_t items_done_ = 0;
    // Of the task that runs.
    std::uint64_t sequence_ = 0;
    std::int64_t begun_ = 0;
    std::int64_t ended_ = 0;         ///< of the one before, if this one was there already; else 0
    std::int64_t looked_ = 0;        ///< at the clock, while results are gathered
    std::uint32_t gather_ = 1;       ///< look again after so many items
    std::uint32_t gathered_ = 0;
    bool is_running_ = false;
    bool is_begin_told_ = false;
    bool is_last_pending_ = false;   ///< the last item's value is in result_
    LargeResults large_{lane_};
    FaultInjection faults_{lane_};
    OutputCapture output_{lane_};
};

}  // namespace

void run_worker(lane::WorkerLane lane) noexcept {
    Worker worker(std::move(lane));
    try {
        worker.run();
    } catch (const std::exception& error) {
        // What tasks throw is caught where they run: here it is a setup or a frame that is none, or no memory to send with.
        std::fprintf(stderr, "poolscope worker %d: %s\n", getpid(), error.what());
        worker.leave(kExitBadMessage);
    }
}

}  // namespace poolscope::worker
