// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>
#include <utility>

#include "base/brief_lock.h"
#include "base/kept_memory.h"
#include "supervise/pool_core_impl.h"

// Single calls, and callers that do the pool's work while they wait for one.

namespace poolscope::detail {
namespace {

using supervise::SubmittedCall;

/// A caller who helped in vain does so again only after as many other waits, up to this.
constexpr std::uint32_t kMostHelpsLeftOut = 64;
constexpr std::chrono::seconds kMemoryIsKept{2};
constexpr std::chrono::milliseconds kBetweenPieces{3};

}  // namespace

/// Any thread, without the mutex.
const supervise::BatchRequest& PoolCore::Impl::shape_of(const char* method, const std::string& function) {
    // acquire: who made it known has finished it.
    const supervise::BatchRequest* const latest = latest_shape.load(std::memory_order_acquire);
    if (latest != nullptr && latest->method == method && latest->function == function) return *latest;
    const std::lock_guard lock(mutex);
    const auto [place, is_new] = shapes.try_emplace({method, function});
    if (is_new) {
        supervise::BatchRequest& shape = place->second;
        shape.method = method;
        shape.function = function;
        shape.description = "1 call";
        shape.items = shape.tasks = 1;
    }
    latest_shape.store(&place->second, std::memory_order_release);
    return place->second;
}

std::shared_ptr<BatchState> PoolCore::submit_call(const char* method, const std::string& function, EncodedChunk& chunk,
                                                  BatchState::Callback callback, bool awaited) {
    if (awaited) impl_->require_may_wait();
    else impl_->require_home();
    const bool calls_back = callback != nullptr;
    // Made before the mutex is taken, so that nobody has to wait for memory that is made ready.
    auto call = base::make_kept<SubmittedCall>(impl_->shape_of(method, function), chunk, std::move(callback), *impl_);
    call->state.set_link(impl_);
    std::shared_ptr<BatchState> state(call, &call->state);
    const base::BriefLock lock(impl_->mutex);
    impl_->require_running_locked();
    if (calls_back) impl_->callbacks_to_come.fetch_add(1, std::memory_order_relaxed);
    impl_->calls.push_back(std::move(call));
    // Written with the mutex alone: what is true was told to the loop by who made it so.
    if (!impl_->has_calls.load(std::memory_order_relaxed)) {
        // seq_cst: before the look at whether the loop sleeps, as the loop says so before it looks at this.
        impl_->has_calls.store(true, std::memory_order_seq_cst);
        if (!awaited) impl_->loop->wake();
    }
    return state;
}

void PoolCore::Impl::post_in_order(std::function<void()> order) {
    order_marks.push_back(calls_before + calls.size());
    loop->post([this, order = std::move(order)] {
        static_cast<void>(take_calls(true));
        order();
    });
}

/// Takes the calls that no waiting order comes before, or for the first of these orders those before it. Pool's thread, or a helper. True when
/// there were some.
bool PoolCore::Impl::take_calls(bool for_order) {
    if (!for_order && !has_calls.load(std::memory_order_relaxed)) return false;
    {
        const base::BriefLock lock(mutex);
        std::size_t count = calls.size();
        if (!order_marks.empty()) count = static_cast<std::size_t>(order_marks.front() - calls_before);
        if (for_order) order_marks.pop_front();
        if (count == calls.size()) {
            calls_taken.swap(calls);
        } else {
            const auto end = calls.begin() + static_cast<std::ptrdiff_t>(count);
            calls_taken.assign(std::make_move_iterator(calls.begin()), std::make_move_iterator(end));
            calls.erase(calls.begin(), end);
        }
        calls_before += count;
        // Those behind an order are taken once it is carried out: it is posted, so nobody needs to be told of them.
        has_calls.store(!calls.empty() && order_marks.empty(), std::memory_order_relaxed);
    }
    const bool any = !calls_taken.empty();
    const trace::Time now = any && writer ? base::now_ns() : 0;
    for (std::shared_ptr<SubmittedCall>& place : calls_taken) {
        SubmittedCall* const call = place.get();
        const std::shared_ptr<supervise::BatchRun> run(std::move(place), &call->run);
        try {
            call->state.set_number(supervisor->submit(run, now).value);
        } catch (const std::exception&) {
            call->observer.batch_ended(refusal());
        }
    }
    calls_taken.clear();
    if (any && !keeps_memory) {
        keeps_memory = true;
        give_memory_back_after(kMemoryIsKept);
    }
    return any;
}

/// What calls had goes back to the system once none has come for a while, a little at a time. Pool's thread, or a helper.
void PoolCore::Impl::give_memory_back_after(std::chrono::nanoseconds pause) {
    loop->add_timer(std::chrono::steady_clock::now() + pause, [this, calls_then = calls_before] {
        if (calls_then != calls_before) return give_memory_back_after(kMemoryIsKept);
        keeps_memory = base::KeptMemory<SubmittedCall>::release();
        if (keeps_memory) give_memory_back_after(kBetweenPieces);
    });
}

void PoolCore::Impl::help(const BatchState& batch) {
    require_may_wait();
    do_work_for(batch);
}

/// What a round throws here is no error of the caller's, who has lent what the pool still reads: it is the pool that breaks.
void PoolCore::Impl::do_work_for(const BatchState& batch) noexcept {
    // Callbacks belong to the pool's own thread: a caller may hold what they wait for.
    const bool sensible = callbacks_to_come.load(std::memory_order_relaxed) == 0;
    if (helps_left_out.load(std::memory_order_relaxed) > 0) {
        helps_left_out.fetch_sub(1, std::memory_order_relaxed);
    } else if (std::unique_lock working(guard, std::defer_lock); sensible && working.try_lock() && may_help) {
        if (supervisor->phase() == trace::PoolPhase::Running) {
            helper.store(std::this_thread::get_id(), std::memory_order_relaxed);
            supervisor->takes_over();
            try {
                bool more = true;
                while (more && !batch.ready() && !loop->is_wanted()) {
                    const bool any = take_calls();
                    if (callbacks_to_come.load(std::memory_order_relaxed) != 0) break;
                    more = supervisor->round() || any || loop->spin();
                }
            } catch (const std::exception& error) {
                loop->post([this, what = std::string(error.what())] { supervisor->break_down("the pool cannot go on: " + what); });
            }
            supervisor->gives_back();
            helper.store({}, std::memory_order_relaxed);
            if (batch.ready()) {
                vain_helps.store(0, std::memory_order_relaxed);
                return;
            }
            const std::uint32_t vain = std::min(vain_helps.load(std::memory_order_relaxed) * 2 + 1, kMostHelpsLeftOut);
            vain_helps.store(vain, std::memory_order_relaxed);
            helps_left_out.store(vain, std::memory_order_relaxed);
        }
    }
    // What was posted without a word is not forgotten.
    loop->wake();
}

}  // namespace poolscope::detail
