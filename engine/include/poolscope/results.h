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
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <poolscope/batch_state.h>
#include <poolscope/errors.h>
#include <poolscope/progress.h>
#include <poolscope/value.h>
#include <poolscope/values_in_place.h>

namespace poolscope {

/// What a function that returns nothing gives: there is one for each item, as Python has its None.
using None = std::monostate;

namespace detail {
template <class R>
using ValueOf = std::conditional_t<std::is_void_v<R>, None, std::decay_t<R>>;
}

/// One item's end: its value, or the error that it threw or met.
template <class R>
struct Outcome {
    std::optional<R> value;
    std::exception_ptr error;
};

/// Handle of an asynchronous call, as CPython's AsyncResult. A cheap copy of a shared state; any thread may use it, also after
/// the pool has gone: every handle comes to an end, at the latest when the pool is terminated.
template <class T>
class AsyncResult {
public:
    using Decoder = T (*)(const detail::BatchState&);
    AsyncResult(std::shared_ptr<detail::BatchState> state, Decoder decoder) : state_(std::move(state)), decoder_(decoder) {}

    /// Whether the call has ended, well or badly. Callbacks have run by then.
    [[nodiscard]] bool ready() const { return state_->ready(); }
    /// Whether it ended without an error. Throws ValueError "... not ready" before ready().
    [[nodiscard]] bool successful() const {
        if (!ready()) throw ValueError("AsyncResult not ready");
        return state_->error() == nullptr;
    }
    /// Waits until it is ready.
    void wait() const { state_->wait({}); }
    /// Waits until it is ready or the time has run out; says whether it is ready.
    bool wait(std::chrono::nanoseconds timeout) const { return state_->wait(timeout); }
    /// Waits and gives the result, or throws the task's own error (which is also a RemoteError), WorkerLostError,
    /// CancelledError, BrokenPoolError. May be called again.
    T get() const {
        state_->wait({});
        return take();
    }
    /// The same with a limit: TimeoutError when it runs out; the task goes on.
    T get(std::chrono::nanoseconds timeout) const {
        if (!state_->wait(timeout)) throw TimeoutError("the result is not ready yet");
        return take();
    }

    /// Ends every item that has not ended as cancelled: what waits at once, what runs with its worker, which is replaced. Returns when
    /// the pool has begun with it; get() then throws CancelledError, or the error that came before it. False, and nothing
    /// happens, when the call had ended or ends with its pool. From a callback it is carried out when the callback has returned.
    /// Throws TimeoutError when the pool's thread does not answer within a minute (a callback blocks it).
    bool cancel() const { return detail::BatchState::cancel(state_, {}); }

protected:
    [[nodiscard]] T take() const {
        if (const std::exception_ptr error = state_->error()) std::rethrow_exception(error);
        return decoder_(*state_);
    }
    std::shared_ptr<detail::BatchState> state_;
    Decoder decoder_;
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
        if (item >= this->state_->size())
            throw ValueError("there is no item " + std::to_string(item) + " among " + std::to_string(this->state_->size()));
        return detail::BatchState::cancel(this->state_, item);
    }
    /// How far it has come; costs next to nothing.
    [[nodiscard]] Progress progress() const noexcept { return this->state_->progress(); }
    /// get() of a call whose values went to `sink`, once.
    [[nodiscard]] std::vector<R> take_from(detail::ValuesInPlace<R>& sink) const {
        static_cast<void>(this->state_->wait({}));
        if (const std::exception_ptr error = this->state_->error()) std::rethrow_exception(error);
        this->state_->visit_rows([&](std::uint64_t first, const detail::ValueRow& row) { sink.put(first, row, this->state_->large(first)); });
        return std::move(sink.values());
    }
    /// Waits, and gives for each item, in input order, its value or its error (CPython has no such thing: there
    /// one error hides all other results).
    [[nodiscard]] std::vector<Outcome<R>> outcomes() const {
        this->state_->wait({});
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
/// Dropping it lets the tasks go on and their results fall.
template <class R>
class IMapIterator {
public:
    explicit IMapIterator(std::shared_ptr<detail::StreamState> state)
        : state_(state.get(), [state](detail::StreamState* stream) { stream->abandon(); }) {}

    /// The next result; an item's own error is thrown in its place, and the following items still come. Throws
    /// StopIteration at the end.
    R next() { return take({}); }
    /// The same with a limit: TimeoutError when it runs out; a later call gets that result.
    R next(std::chrono::nanoseconds timeout) { return take(timeout); }

    /// Ends every item that has not ended as cancelled, and reads no more input. Those items throw CancelledError in their place,
    /// or one does for all that were not begun; then comes the end. Otherwise as AsyncResult::cancel().
    bool cancel() const { return state_->cancel(); }

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
            try {
                value_ = source_->next();
            } catch (const StopIteration&) {
                source_ = nullptr;
                value_.reset();
            }
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
    [[nodiscard]] R take(const detail::Timeout& timeout) {
        detail::StreamState::Taken taken;
        switch (state_->next(taken, timeout)) {
        case detail::StreamState::Next::TimedOut: throw TimeoutError("the next result is not ready yet");
        case detail::StreamState::Next::End: throw StopIteration();
        case detail::StreamState::Next::Item: break;
        }
        if (taken.error) std::rethrow_exception(taken.error);
        return decode_value<R>(taken.value, taken.large.get());
    }
    std::shared_ptr<detail::StreamState> state_;
};

}  // namespace poolscope
