// SPDX-License-Identifier: MIT
#include <chrono>
#include <exception>
#include <utility>

#include "supervise/configuration.h"
#include "supervise/pool_core_impl.h"

// What callers order while the pool runs. The supervisor belongs to the pool's thread, so every order goes there and its end comes back.

namespace poolscope::detail {
namespace {

using supervise::Supervisor;

/// The pool's thread never waits for anything but events, so only a callback of the caller's own can keep it.
constexpr std::chrono::seconds kAnswers{60};

}  // namespace

bool PoolCore::Impl::carry_out(Order order) {
    require_home();
    if (on_own_thread()) {
        // The supervisor is in the middle of telling a result; it must not be changed under its own hands.
        const std::lock_guard lock(mutex);
        post_in_order([this, order = std::move(order)] {
            try {
                order(*supervisor);
            } catch (const std::exception& error) {
                report(supervise::WarningKind::Order, std::string("An order given in a callback was refused: ") + error.what());
            }
        });
        return true;
    }
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> answer = done->get_future();
    {
        const std::lock_guard lock(mutex);
        // What is posted while this is not so is still called: the pool's thread looks once more after it has said so.
        if (phase == trace::PoolPhase::Ended) return false;
        post_in_order([this, done, order = std::move(order)] {
            try {
                order(*supervisor);
                done->set_value();
            } catch (...) {
                done->set_exception(std::current_exception());
            }
        });
    }
    if (answer.wait_for(kAnswers) != std::future_status::ready)
        throw TimeoutError("the pool's thread did not answer within a minute: a callback blocks it");
    answer.get();
    return true;
}

void PoolCore::Impl::command(Order order) {
    if (carry_out(std::move(order))) return;
    const std::lock_guard lock(mutex);
    require_takes_orders_locked();
}

bool PoolCore::Impl::cancel(const std::shared_ptr<BatchState>& batch, std::optional<std::uint64_t> item) {
    return cancel([batch] { return batch->number() == 0 ? std::nullopt : std::optional(BatchId{batch->number()}); }, item);
}

/// `number` is asked on the pool's thread; nothing: the pool broke before it was taken.
bool PoolCore::Impl::cancel(const std::function<std::optional<BatchId>()>& number, std::optional<std::uint64_t> item) {
    auto taken = std::make_shared<bool>(on_own_thread());
    const bool alive = carry_out([number, item, taken](Supervisor& pool) {
        const std::optional<BatchId> batch = number();
        if (!batch) return;
        try {
            if (item) pool.cancel_item(*batch, *item);
            else pool.cancel_batch(*batch);
            *taken = true;
        } catch (const ValueError&) {
            // It has ended, or ends with its pool.
        }
    });
    return alive && *taken;
}

Canceller PoolCore::Impl::canceller_of(const std::shared_ptr<Call>& call) {
    return [weak = weak_from_this(), call](std::optional<std::uint64_t> item) {
        const std::shared_ptr<Impl> impl = weak.lock();
        return impl != nullptr && impl->cancel([call] { return call->batch; }, item);
    };
}

std::function<void()> PoolCore::Impl::stopper_of(const std::shared_ptr<Call>& call) {
    return [this, call] { static_cast<void>(cancel([call] { return call->batch; }, {})); };
}

void PoolCore::resize(std::int64_t processes) {
    if (processes < 1) throw ValueError("Number of processes must be at least 1");
    if (processes > supervise::kMaxProcesses)
        throw ValueError("Number of processes must be at most " + std::to_string(supervise::kMaxProcesses));
    impl_->command([impl = impl_.get(), number = static_cast<std::uint32_t>(processes)](Supervisor& supervisor) {
        supervisor.resize(number);
        impl->processes = supervisor.processes();
    });
}

void PoolCore::pause() {
    impl_->command([](Supervisor& supervisor) { supervisor.pause(); });
}

void PoolCore::resume() {
    impl_->command([](Supervisor& supervisor) { supervisor.resume(); });
}

void PoolCore::drain_worker(WorkerId worker) {
    impl_->command([worker](Supervisor& supervisor) { supervisor.drain_worker(worker); });
}

void PoolCore::restart_worker(WorkerId worker) {
    impl_->command([worker](Supervisor& supervisor) { supervisor.restart_worker(worker); });
}

void PoolCore::cancel_task(TaskId task) {
    impl_->command([task](Supervisor& supervisor) { supervisor.cancel_task(task); });
}

void PoolCore::kill_worker(WorkerId worker, int signal) {
    impl_->command([worker, signal](Supervisor& supervisor) { supervisor.kill_worker(worker, signal); });
}

void PoolCore::set_limits(const WorkerLimits& limits) {
    impl_->command([limits](Supervisor& supervisor) { supervisor.set_limits(limits); });
}

void PoolCore::order(std::function<void(Supervisor&)> what, std::function<void(std::exception_ptr)> done) {
    impl_->require_home();
    std::exception_ptr refused;
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->phase != trace::PoolPhase::Ended) {
            impl_->post_in_order([impl = impl_.get(), what = std::move(what), done = std::move(done)] {
                std::exception_ptr error;
                try {
                    what(*impl->supervisor);
                    impl->processes = impl->supervisor->processes();
                } catch (...) {
                    error = std::current_exception();
                }
                done(error);
            });
            return;
        }
        try {
            impl_->require_takes_orders_locked();
        } catch (...) {
            refused = std::current_exception();
        }
    }
    done(refused);
}

const char* PoolCore::phase_name() const {
    impl_->require_home();
    const std::lock_guard lock(impl_->mutex);
    if (!impl_->broken_type.empty()) return "broken";
    switch (impl_->phase) {
    case trace::PoolPhase::Running: return "running";
    case trace::PoolPhase::Closing: return "closing";
    case trace::PoolPhase::Terminating: return "terminating";
    case trace::PoolPhase::Broken: return "broken";
    case trace::PoolPhase::Ended: return "ended";
    }
    return "ended";
}

std::vector<WorkerSnapshot> PoolCore::workers() const {
    auto found = std::make_shared<std::vector<WorkerSnapshot>>();
    const auto look = [found](Supervisor& supervisor) {
        for (const supervise::WorkerStatus& each : supervisor.workers())
            found->push_back({each.worker, each.slot, each.pid, each.ready, each.retiring, each.stopped, each.task, each.tasks_done});
    };
    // Looking changes nothing, so a callback may do it at once.
    if (impl_->on_own_thread()) look(*impl_->supervisor);
    else static_cast<void>(impl_->carry_out(look));
    return std::move(*found);
}

}  // namespace poolscope::detail
