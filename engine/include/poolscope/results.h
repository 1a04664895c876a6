// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <poolscope/batch_state.h>
#include <poolscope/errors.h>
#include <poolscope/owned_value.h>
#include <poolscope/progress.h>
#include <poolscope/time_span.h>
#include <poolscope/value.h>
#include <poolscope/values_in_place.h>

namespace poolscope {

/// One item's end: its value, or the error that it threw or met.
template <class R>
struct Outcome {
    std::optional<R> value;
    std::exception_ptr error;
};

/// Handle of an asynchronous call, as CPython's AsyncResult. A cheap copy of a shared state; any thread may use it, also after
/// the pool has gone: every handle comes to an end, at the latest when the pool is terminated. One that was moved from, or made from
/// nothing, has no call: everything but to assign to it is a ValueError. To wait in a callback of the same pool is a RuntimeError.
template <class T>
class AsyncResult {
public:
    using Decoder = T (*)(const detail::BatchState&);
    AsyncResult() = default;
    AsyncResult(std::shared_ptr<detail::BatchState> state, Decoder decoder) : state_(std::move(state)), decoder_(decoder) {}

    /// Whether the call has ended, well or badly. Callbacks have run by then.
    [[nodiscard]] bool ready() const { return state().ready(); }
    /// Whether it ended without an error and get() gives a value: the result is read to see that it can be. Throws ValueError
    /// "... not ready" before ready().
    [[nodiscard]] bool successful() const {
        if (!ready()) throw ValueError("AsyncResult not ready");
        if (state_->error()) return false;
        try {
            static_cast<void>(decoder_(*state_));
        } catch (...) {
            return false;
        }
        return true;
    }
    /// Waits until it is ready.
    void wait() const { state().wait({}); }
    /// Waits until it is ready or the time has run out; says whether it is ready.
    bool wait(TimeSpan timeout) const { return state().wait(timeout); }
    /// Waits and gives the result, or throws the task's own error (which is also a RemoteError), WorkerLostError, TaskTimeoutError,
    /// MaybeEncodingError (the worker could not send the result), DecodingError or what from_json throws (it came, but cannot be read
    /// here), CancelledError, BrokenPoolError or what a failing initializer threw. May be called again.
    T get() const {
        state().wait({});
        return take();
    }
    /// The same with a limit: TimeoutError when it runs out; the task goes on.
    T get(TimeSpan timeout) const {
        if (!state().wait(timeout)) throw TimeoutError("the result is not ready yet");
        return take();
    }

    /// Ends every item that has not ended as cancelled: what waits at once, what runs with its worker, which is replaced. Returns when
    /// the pool has begun with it; get() then throws CancelledError, or the error that came before it. False, and nothing
    /// happens, when the call had ended or ends with its pool. From a callback it is carried out when the callback has returned.
    /// Throws TimeoutError when the pool's thread does not answer within a minute (a callback blocks it).
    bool cancel() const {
        static_cast<void>(state());
        return detail::BatchState::cancel(state_, {});
    }

protected:
    [[nodiscard]] T take() const {
        if (const std::exception_ptr error = state_->error()) std::rethrow_exception(error);
        return decoder_(*state_);
    }
    [[nodiscard]] const detail::BatchState& state() const {
        if (!state_) throw ValueError("this handle has no call: it was moved from, or nothing was assigned to it");
        return *state_;
    }
    std::shared_ptr<detail::BatchState> state_;
    Decoder decoder_ = nullptr;
};

/// Handle of map_async and starmap_async. get() throws the first error that arrived, once all chunks are done; outcomes()
/// has every item's own end.
template <class R>
class MapResult : public AsyncResult<std::vector<R>> {
public:
    using AsyncResult<std::vector<R>>::AsyncResult;
    using AsyncResult<std::vector<R>>::cancel;
    /// Ends one item, counted from 0 in input order, as cancelled; the others of its chunk go on. False when it had ended. Throws
    /// ValueError when there is no such item; else as cancel().
    bool cancel(std::uint64_t item) const {
        if (item >= this->state().size())
            throw ValueError("there is no item " + std::to_string(item) + " among " + std::to_string(this->state_->size()));
        return detail::BatchState::cancel(this->state_, item);
    }
    /// How far it has come; costs next to nothing.
    [[nodiscard]] Progress progress() const { return this->state().progress(); }
    /// get() of a call whose values went to `sink`, once.
    [[nodiscard]] std::vector<R> take_from(detail::ValuesInPlace<R>& sink) const {
        static_cast<void>(this->state().wait({}));
        if (const std::exception_ptr error = this->state_->error()) std::rethrow_exception(error);
        this->state_->visit_rows([&](std::uint64_t first, const detail::ValueRow& row) { sink.put(first, row, this->state_->large(first)); });
        return std::move(sink.values());
    }
    /// Waits, and gives for each item, in input order, its value or its error (CPython has no such thing: there
    /// one error hides all other results).
    [[nodiscard]] std::vector<Outcome<R>> outcomes() const {
        this->state().wait({});
        std::vector<Outcome<R>> result(this->state_->size());
        for (std::size_t i = 0; i < result.size(); ++i) {
            result[i].error = this->state_->item_error(i);
            if (result[i].error) continue;
            try {
                const std::vector<std::byte> value = this->state_->value(i);
                result[i].value = decode_value<R>(value, this->state_->large(i));
            } catch (...) {
                result[i].error = std::current_exception();
            }
        }
        return result;
    }
};

/// Results of imap and imap_unordered, as they come; an input iterator for a range-for. Movable, and shared by its copies.
/// Dropping it, or leaving a range-for over it by `break`, lets the tasks go on and their results fall: over an input without an end
/// call cancel(), or the pool reads and works for ever. Moved from or made from nothing it is as such an AsyncResult is.
template <class R>
class IMapIterator {
public:
    IMapIterator() = default;
    explicit IMapIterator(std::shared_ptr<detail::StreamState> state)
        : state_(state.get(), [state](detail::StreamState* stream) { stream->abandon(); }) {}

    /// The next result; an item's own error is thrown in its place, and the following items still come. Throws
    /// StopIteration at the end.
    R next() { return value_or_end(take({})); }
    /// The same with a limit: TimeoutError when it runs out; a later call gets that result.
    R next(TimeSpan timeout) { return value_or_end(take(timeout)); }

    /// Ends every item that has not ended as cancelled, and reads no more input. Those items throw CancelledError in their place,
    /// or one does for all that were not begun; then comes the end. Otherwise as AsyncResult::cancel().
    bool cancel() const { return state().cancel(); }

    /// Input iterator over the results; an item's error is thrown by reading it or by stepping on to it.
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = R;
        using difference_type = std::ptrdiff_t;
        using pointer = const R*;
        using reference = const R&;
        Iterator() = default;
        explicit Iterator(IMapIterator* source) : source_(source) { ++*this; }
        const R& operator*() const { return *value_; }
        const R* operator->() const { return &*value_; }
        Iterator& operator++() {
            // Not next(): a task may throw a StopIteration of its own, which is no end.
            value_ = source_->take({});
            if (!value_) source_ = nullptr;
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(const Iterator& other) const { return source_ == other.source_; }

    private:
        IMapIterator* source_ = nullptr;
        std::optional<R> value_;
    };
    [[nodiscard]] Iterator begin() { return Iterator(this); }
    [[nodiscard]] Iterator end() { return {}; }

private:
    [[nodiscard]] detail::StreamState& state() const {
        if (!state_) throw ValueError("this iterator has no call: it was moved from, or nothing was assigned to it");
        return *state_;
    }
    [[nodiscard]] static R value_or_end(std::optional<R> taken) {
        if (!taken) throw StopIteration();
        return std::move(*taken);
    }
    /// Nothing at the end.
    [[nodiscard]] std::optional<R> take(const detail::Timeout& timeout) {
        detail::StreamState::Taken taken;
        switch (state().next(taken, timeout)) {
        case detail::StreamState::Next::TimedOut: throw TimeoutError("the next result is not ready yet");
        case detail::StreamState::Next::End: return std::nullopt;
        case detail::StreamState::Next::Item: break;
        }
        if (taken.error) std::rethrow_exception(taken.error);
        return std::optional<R>(decode_value<R>(taken.value, taken.large.get()));
    }
    std::shared_ptr<detail::StreamState> state_;
};

}  // namespace poolscope
