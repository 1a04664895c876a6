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
/// The exception for items of a batch that ended without them; null when the batch is whole.
[[nodiscard]] std::exception_ptr error_of_rest(const BatchEnd& end);

/// Passes what the supervisor tells of a batch on to the caller's handle. Pool's thread.
class HandleObserver : public BatchObserver {
public:
    /// `report` is told in words when a callback throws. The callbacks run on the pool's thread, inside these calls.
    HandleObserver(std::shared_ptr<detail::BatchState> state, std::string function,
                   std::function<void(const std::string&)> report)
        : state_(std::move(state)), function_(std::move(function)), report_(std::move(report)) {}
    void item_settled(const SettledItem& item) override;
    void task_settled(std::uint64_t first_item, std::uint32_t items) override;
    void batch_ended(const BatchEnd& end) override;

private:
    void report_thrown(const std::exception_ptr& thrown) const;

    std::shared_ptr<detail::BatchState> state_;
    std::string function_;
    std::function<void(const std::string&)> report_;
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
