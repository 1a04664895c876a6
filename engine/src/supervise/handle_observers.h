// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <poolscope/batch_state.h>
#include <poolscope/errors.h>

#include "supervise/batch.h"

namespace poolscope::supervise {

/// The exception that a caller gets for an item that did not give a value. `function`: as registered.
[[nodiscard]] std::exception_ptr error_of_item(const SettledItem& item, const std::string& function);
/// What broke a pool: the initializer's own error, or where there is none a BrokenPoolError that says why.
[[nodiscard]] std::exception_ptr error_that_broke(const std::string& type, const std::string& text);
/// The exception for items of a batch that ended without them; null when the batch is whole.
[[nodiscard]] std::exception_ptr error_of_rest(const BatchEnd& end);

/// Passes what the supervisor tells of a batch on to the caller's handle. Pool's thread.
class HandleObserver : public BatchObserver {
public:
    /// Who wants to know what becomes of the caller's own callbacks. Pool's thread.
    class Host {
    public:
        virtual ~Host() = default;
        /// In words: a callback threw.
        virtual void report_callback(const std::string& text) = 0;
        /// No callback of this batch runs any more.
        virtual void callbacks_are_over() = 0;
    };
    /// The callbacks run on the pool's thread, inside these calls. All three outlive this.
    HandleObserver(detail::BatchState& state, const std::string& function, Host& host)
        : state_(&state), function_(&function), host_(&host), has_callbacks_(state.has_callbacks()) {}
    void items_done(std::uint64_t first_item, const detail::ValueRow& row, WorkerId worker, std::int32_t pid) override;
    void item_settled(const SettledItem& item) override;
    void task_settled(std::uint64_t first_item, std::uint32_t items) override;
    void batch_ended(const BatchEnd& end) override;

private:
    void report_thrown(const std::exception_ptr& thrown) const;

    detail::BatchState* state_;
    const std::string* function_;
    Host* host_;
    bool has_callbacks_;
};

/// What a HandleObserver needs.
struct HandleAndFunction {
    std::shared_ptr<detail::BatchState> kept_state;
    std::string kept_function;
};
/// The same, which keeps what it needs.
class KeepingHandleObserver final : private HandleAndFunction, public HandleObserver {
public:
    KeepingHandleObserver(std::shared_ptr<detail::BatchState> state, std::string function, Host& host)
        : HandleAndFunction{std::move(state), std::move(function)}, HandleObserver(*kept_state, kept_function, host) {}
};

/// The same for an imap's iterator.
class StreamObserver : public BatchObserver {
public:
    StreamObserver(std::shared_ptr<detail::StreamState> state, std::string function, std::function<void()> on_end)
        : state_(std::move(state)), function_(std::move(function)), on_end_(std::move(on_end)) {}
    void item_settled(const SettledItem& item) override;
    void batch_ended(const BatchEnd& end) override;

private:
    std::shared_ptr<detail::StreamState> state_;
    std::string function_;
    std::function<void()> on_end_;
};

}  // namespace poolscope::supervise
