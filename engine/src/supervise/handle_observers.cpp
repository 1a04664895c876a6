// SPDX-License-Identifier: MIT
#include "supervise/handle_observers.h"

#include <poolscope/remote_error.h>

namespace poolscope::supervise {

std::exception_ptr error_of_item(const SettledItem& item, const std::string& function) {
    if (item.outcome == trace::ItemOutcome::Done) return {};
    const CaughtError error = decode_error(item.value);
    if (item.outcome == trace::ItemOutcome::Cancelled) {
        // Dropped because the pool broke: the reason is the same as that of the items that never came to a worker.
        if (error.type == "CancelledError") return std::make_exception_ptr(CancelledError(error.message));
        if (error.type == "BrokenPoolError") return std::make_exception_ptr(BrokenPoolError(error.message));
        return make_remote_error(error, {});
    }
    ErrorOrigin origin;
    origin.item = item.item;
    origin.worker = item.worker;
    origin.pid = item.pid;
    origin.function = function;
    if (item.worker) origin.worker_name = "PoolWorker-" + std::to_string(item.worker->value);
    if (item.outcome == trace::ItemOutcome::Failed) return make_remote_error(error, std::move(origin));
    LostItemFacts facts = item.lost.value_or(LostItemFacts{});
    if (item.outcome == trace::ItemOutcome::TimedOut)
        return std::make_exception_ptr(TaskTimeoutError(error.message, item.limit, std::move(facts), std::move(origin)));
    return std::make_exception_ptr(WorkerLostError(error.message, item.cause.value_or(EndCause::Killed), item.exit_code,
                                                   item.signal, std::move(facts), std::move(origin)));
}

std::exception_ptr error_that_broke(const std::string& type, const std::string& text) {
    if (type == "BrokenPoolError") return std::make_exception_ptr(BrokenPoolError(text));
    return make_remote_error({type, text}, {});
}

std::exception_ptr error_of_rest(const BatchEnd& end) {
    if (!end.error) return {};
    if (end.pool_broke) return error_that_broke(end.error->first, end.error->second);
    if (end.thrown_by_input) return end.thrown_by_input;
    if (end.outcome == trace::BatchOutcome::Cancelled && end.error->first == "CancelledError")
        return std::make_exception_ptr(CancelledError(end.error->second));
    return make_remote_error({end.error->first, end.error->second}, {});
}

namespace {

ItemFate fate_of(trace::ItemOutcome outcome) noexcept {
    switch (outcome) {
    case trace::ItemOutcome::Done: return ItemFate::Done;
    case trace::ItemOutcome::Failed: return ItemFate::Failed;
    case trace::ItemOutcome::Lost: return ItemFate::Lost;
    case trace::ItemOutcome::TimedOut: return ItemFate::TimedOut;
    default: return ItemFate::Cancelled;
    }
}

}  // namespace

void HandleObserver::item_settled(const SettledItem& item) {
    state_->settle({item.item, item.value, item.large, error_of_item(item, *function_), fate_of(item.outcome)});
}

void HandleObserver::items_done(std::uint64_t first_item, const detail::ValueRow& row, WorkerId, std::int32_t) {
    state_->settle_row(first_item, row);
}

void HandleObserver::task_settled(std::uint64_t, std::uint32_t) { report_thrown(state_->tell_progress()); }

void HandleObserver::batch_ended(const BatchEnd& end) {
    report_thrown(state_->finish(error_of_rest(end)));
    if (has_callbacks_) host_->callbacks_are_over();
}

void HandleObserver::report_thrown(const std::exception_ptr& thrown) const {
    if (!thrown) return;
    try {
        std::rethrow_exception(thrown);
    } catch (...) {
        const CaughtError error = describe_current_exception();
        host_->report_callback("A callback of " + *function_ + " threw " + error.type + ": " + error.message);
    }
}

void StreamObserver::item_settled(const SettledItem& item) {
    state_->settle({item.item, item.value, item.large, error_of_item(item, function_), fate_of(item.outcome)});
}

void StreamObserver::batch_ended(const BatchEnd& end) {
    state_->finish(error_of_rest(end));
    on_end_();
}

}  // namespace poolscope::supervise
