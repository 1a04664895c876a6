// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <poolscope/array.h>
#include <poolscope/call.h>
#include <poolscope/context.h>
#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/options.h>
#include <poolscope/pool_core.h>
#include <poolscope/progress.h>
#include <poolscope/remote_error.h>
#include <poolscope/results.h>
#include <poolscope/value.h>
#include <poolscope/values_in_place.h>
#include <poolscope/worker_entry.h>

namespace poolscope {

/// Positional arguments for apply_async(), with callbacks or without: args(7, "x").
template <class... A>
struct Arguments {
    std::tuple<A...> values;
};
template <class... A>
[[nodiscard]] Arguments<std::decay_t<A>...> args(A&&... values) {
    return {std::tuple<std::decay_t<A>...>(std::forward<A>(values)...)};
}

/// What is called when an asynchronous call has ended: before ready() turns true, on the pool's own thread, once. It must not
/// block: no result of the pool is taken meanwhile. To wait for the same pool (apply(), get(), wait(), next(), join()) throws a
/// RuntimeError, as it would wait for itself; results that are there already can be had. One that throws is reported, in the trace
/// or else on standard error, and does no other harm.
/// They run until the pool has gone, within ~Pool too, for what that cancels: what they capture is to be declared before the pool.
/// The last owner of the pool may go in one of them: the pool is terminated then without waiting for itself, and its thread
/// ends by itself soon after, at the latest a little after terminate_grace.
template <class T>
struct Callbacks {
    std::function<void(const T&)> callback{};
    /// Also for a result that came but cannot be read (AsyncResult::get()).
    std::function<void(std::exception_ptr)> error_callback{};
};

/// Chunk size, callbacks and outcome mode of map_async and starmap_async.
template <class T>
struct MapOptions {
    std::optional<std::int64_t> chunksize{};  ///< left out: ceil(items / (4 x processes)), as CPython
    std::function<void(const std::vector<T>&)> callback{};
    std::function<void(std::exception_ptr)> error_callback{};
    OnError on_error = OnError::Continue;
    /// Called after each task, on the pool's own thread, before callback; the rules of Callbacks hold for it too, and one that throws is
    /// not called again.
    std::function<void(const Progress&)> progress{};
};

/// A pool of worker processes, as CPython's multiprocessing.pool.Pool: the same names, defaults and messages (SEMANTICS.md says
/// where this one does better). Functions are named by POOLSCOPE_FUNCTION; arguments and results travel as <poolscope/value.h>
/// encodes them; a result that is a view (std::string_view, std::span of bytes) comes as a string or vector of its own. Any thread may
/// call any method. Leaving the scope terminates the pool, as `with Pool() as pool` does. A pool belongs to the process that made it: in
/// one that was forked from that, every call but processes() is a RuntimeError and the destructor does nothing.
class Pool {
public:
    /// Starts the workers. Throws ValueError or TypeError for options that CPython refuses too, SystemError when the system
    /// gives no processes, memory or descriptors (nothing stays behind then), RuntimeError in a worker program that forgot
    /// run_worker_if_asked().
    explicit Pool(const PoolOptions& options = {}) : core_(std::make_unique<detail::PoolCore>(options)) {}
    /// So many workers: Pool(4).
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    explicit Pool(Number processes) : Pool(PoolOptions{.processes = static_cast<std::int64_t>(processes)}) {}
    Pool(const Pool&) = delete;  // nor moved: the scope that a pool is entered in is the one that it leaves
    Pool& operator=(const Pool&) = delete;

    /// Calls function(arguments...) in a worker and waits for its result. Throws what AsyncResult::get() throws.
    template <class R, class... P, class... A>
    detail::ValueOf<R> apply(R (*function)(P...), A&&... arguments) {
        return submit_call<true>("apply", function, Callbacks<detail::ValueOf<R>>{}, std::forward<A>(arguments)...).get();
    }
    /// The same without waiting.
    template <class R, class... P, class... A>
    AsyncResult<detail::ValueOf<R>> apply_async(R (*function)(P...), A&&... arguments) {
        return submit_call<false>("apply_async", function, Callbacks<detail::ValueOf<R>>{}, std::forward<A>(arguments)...);
    }
    /// With callbacks: apply_async(f, args(7), {.callback = ...}).
    template <class R, class... P, class... A>
    AsyncResult<detail::ValueOf<R>> apply_async(R (*function)(P...), Arguments<A...> arguments,
                                                Callbacks<detail::ValueOf<R>> callbacks = {}) {
        return std::apply(
            [&](auto&&... each) {
                return submit_call<false>("apply_async", function, std::move(callbacks), std::forward<decltype(each)>(each)...);
            },
            std::move(arguments.values));
    }

    /// function(item) for each item; waits for all and gives the results in input order. The first error to arrive is
    /// thrown when all chunks are done. Throws ValueError for a chunksize below 1.
    template <class R, class P, class Range>
    std::vector<detail::ValueOf<R>> map(R (*function)(P), Range&& items, std::optional<std::int64_t> chunksize = {}) {
        return map_and_wait<false>("map", function, items, chunksize);
    }
    /// map(f, {1, 2, 3}); so do the other methods that take items.
    template <class R, class P>
    std::vector<detail::ValueOf<R>> map(R (*function)(P), std::initializer_list<std::decay_t<P>> items, std::optional<std::int64_t> chunksize = {}) {
        return map_and_wait<false>("map", function, items, chunksize);
    }
    template <class R, class P, class Range>
    MapResult<detail::ValueOf<R>> map_async(R (*function)(P), Range&& items, MapOptions<detail::ValueOf<R>> options = {}) {
        return submit_map<false, false>("map_async", function, items, std::move(options));
    }
    template <class R, class P>
    MapResult<detail::ValueOf<R>> map_async(R (*function)(P), std::initializer_list<std::decay_t<P>> items,
                                            MapOptions<detail::ValueOf<R>> options = {}) {
        return submit_map<false, false>("map_async", function, items, std::move(options));
    }
    /// function(a, b, ...) for each item, which is a tuple, a pair or an array of the arguments.
    template <class R, class... P, class Range>
    std::vector<detail::ValueOf<R>> starmap(R (*function)(P...), Range&& items, std::optional<std::int64_t> chunksize = {}) {
        return map_and_wait<true>("starmap", function, items, chunksize);
    }
    template <class R, class... P>
    std::vector<detail::ValueOf<R>> starmap(R (*function)(P...), std::initializer_list<std::tuple<std::decay_t<P>...>> items,
                                            std::optional<std::int64_t> chunksize = {}) {
        return map_and_wait<true>("starmap", function, items, chunksize);
    }
    template <class R, class... P, class Range>
    MapResult<detail::ValueOf<R>> starmap_async(R (*function)(P...), Range&& items,
                                                MapOptions<detail::ValueOf<R>> options = {}) {
        return submit_map<true, false>("starmap_async", function, items, std::move(options));
    }
    template <class R, class... P>
    MapResult<detail::ValueOf<R>> starmap_async(R (*function)(P...), std::initializer_list<std::tuple<std::decay_t<P>...>> items,
                                                MapOptions<detail::ValueOf<R>> options = {}) {
        return submit_map<true, false>("starmap_async", function, items, std::move(options));
    }

    /// function(item) for each item, results one by one in input order. The input is read on a thread of its own, as far
    /// ahead as a bounded window allows (CPython reads it all, gh-64192); it must outlive the iterator and the pool when it is
    /// given as an lvalue. One that blocks must be unblocked before join() and ~Pool, which wait five seconds for its thread and then
    /// leave it to it and say so on standard error; or be given as an rvalue that owns all it reads. An input that throws delivers the
    /// items before, then its error, as it was thrown.
    template <class R, class P, class Range>
    IMapIterator<detail::ValueOf<R>> imap(R (*function)(P), Range&& items, std::int64_t chunksize = 1,
                                          OnError on_error = OnError::Continue) {
        return submit_stream("imap", function, std::forward<Range>(items), chunksize, detail::StreamState::Order::Input, on_error);
    }
    template <class R, class P>
    IMapIterator<detail::ValueOf<R>> imap(R (*function)(P), std::initializer_list<std::decay_t<P>> items, std::int64_t chunksize = 1,
                                          OnError on_error = OnError::Continue) {
        return imap(function, std::vector<std::decay_t<P>>(items), chunksize, on_error);
    }
    /// The same, in the order in which results arrive.
    template <class R, class P, class Range>
    IMapIterator<detail::ValueOf<R>> imap_unordered(R (*function)(P), Range&& items, std::int64_t chunksize = 1,
                                                    OnError on_error = OnError::Continue) {
        return submit_stream("imap_unordered", function, std::forward<Range>(items), chunksize,
                             detail::StreamState::Order::Arrival, on_error);
    }
    template <class R, class P>
    IMapIterator<detail::ValueOf<R>> imap_unordered(R (*function)(P), std::initializer_list<std::decay_t<P>> items, std::int64_t chunksize = 1,
                                                    OnError on_error = OnError::Continue) {
        return imap_unordered(function, std::vector<std::decay_t<P>>(items), chunksize, on_error);
    }

    /// An array of `count` elements, not initialised, to be filled in and given to calls as an Array: above 256 KiB it lies where workers
    /// read it in place, so that each call that gets it, in this pool, costs no copy at all. Any number of calls may share one. It may outlive
    /// the pool. Throws std::bad_alloc.
    template <class T>
    [[nodiscard]] ArrayBuilder<T> array(std::size_t count) {
        return ArrayBuilder<T>(core_->arguments()->room(ArrayBuilder<T>::checked_bytes(count)), count);
    }

    /// No new work from now on (ValueError "Pool not running"); what is there is finished. Again: nothing happens.
    void close() { core_->close(); }
    /// Drops what is not done (its handles end with CancelledError) and ends the workers now: SIGTERM, then SIGKILL.
    void terminate() { core_->terminate(); }
    /// Waits until no worker is left. Throws ValueError "Pool is still running" before close() or terminate(). After close() a pool that
    /// is paused ends only when it is resumed or terminated: until then this waits.
    void join() { static_cast<void>(core_->join({})); }
    /// The same with a limit; false when it runs out (CPython's join takes none, gh-75963).
    [[nodiscard]] bool join(TimeSpan timeout) { return core_->join(timeout); }
    /// Workers that are kept alive.
    [[nodiscard]] std::uint32_t processes() const noexcept { return core_->processes(); }

    // Live control, beyond CPython. Each call returns when the pool's thread has carried it out (the workers follow in their own
    // time), or throws: ValueError that names what is wrong ("Pool not running", no such worker, a limit of zero),
    // BrokenPoolError, TimeoutError when the pool's thread does not answer within a minute because a callback blocks it.
    // From a callback a call is carried out when the callback has returned; what is wrong is then told in the trace, or else on
    // standard error.

    /// So many workers are to be kept alive. More start now; of fewer, those in the highest slots finish what they run and leave.
    void resize(std::int64_t processes) { core_->resize(processes); }
    /// No task is begun from now on, and what workers had not begun is taken back; what runs goes on. Calls are still taken, and
    /// close() leaves it paused.
    void pause() { core_->pause(); }
    void resume() { core_->resume(); }
    /// The worker gets no more tasks, leaves when what it runs is done, and is replaced.
    void drain_worker(WorkerId worker) { core_->drain_worker(worker); }
    /// The worker is ended now (SIGTERM, SIGKILL after the grace) and replaced. Its item is lost, or tried again as on_worker_lost says.
    void restart_worker(WorkerId worker) { core_->restart_worker(worker); }
    /// Sends a signal to a worker's process.
    void kill_worker(WorkerId worker, int signal) { core_->kill_worker(worker, signal); }
    /// Ends a task, running or not, as a handle's cancel() ends its call: those of its items that had not ended are cancelled. Which
    /// task a worker runs is in workers(). ValueError: it has ended, or there is none of this number.
    void cancel_task(TaskId task) { core_->cancel_task(task); }
    /// Limits of workers that start from now on, instead of all that held before; what is left out has no limit.
    void set_limits(const WorkerLimits& limits) { core_->set_limits(limits); }
    /// The living workers now, by slot; none when the pool has ended.
    [[nodiscard]] std::vector<WorkerSnapshot> workers() const { return core_->workers(); }

private:
    template <class T>
    static T first_value(const detail::BatchState& state) {
        return decode_value<T>(state.only_value(), state.large(0));
    }
    template <class T>
    static std::vector<T> all_values(const detail::BatchState& state) {
        std::vector<T> values;
        values.reserve(state.size());
        state.visit_rows([&values, &state](std::uint64_t first, const detail::ValueRow& row) {
            detail::visit_values<T>(row, state.large(first), [&values](std::uint32_t, T value) { values.push_back(std::move(value)); });
        });
        return values;
    }
    /// One callback for the state out of the two of the caller.
    template <class T>
    static detail::BatchState::Callback joined(std::function<void(const T&)> callback,
                                               std::function<void(std::exception_ptr)> error_callback,
                                               T (*decoder)(const detail::BatchState&)) {
        if (!callback && !error_callback) return {};
        return [callback = std::move(callback), error_callback = std::move(error_callback),
                decoder](const detail::BatchState& state) {
            std::exception_ptr error = state.error();
            std::optional<T> value;
            try {
                if (!error) value.emplace(decoder(state));
            } catch (...) {
                error = std::current_exception();
            }
            if (value) {
                if (callback) callback(*value);
            } else if (error_callback) {
                error_callback(error);
            }
        };
    }

    /// Appends one item to a chunk: the list of arguments, converted to the parameters' types.
    template <class... P, class... A>
    static void add_call(detail::EncodedChunk& chunk, detail::ArgumentSink& sink, A&&... arguments) {
        const std::size_t before = chunk.arguments.size();
        try {
            ValueWriter writer(chunk.arguments, &sink);
            static_cast<void>(writer.extend(sizeof(std::uint32_t)));
            detail::Parameters<P...>::encode_as(writer, std::forward<A>(arguments)...);
            detail::put(chunk.arguments.data() + before, detail::checked_size(chunk.arguments.size() - before - sizeof(std::uint32_t)));
        } catch (...) {
            chunk.arguments.resize(before);
            throw;
        }
        ++chunk.items;
    }
    template <bool Starred, class... P, class Item>
    static void add_item(detail::EncodedChunk& chunk, detail::ArgumentSink& sink, Item&& item) {
        if constexpr (Starred)
            std::apply([&](auto&&... each) { add_call<P...>(chunk, sink, std::forward<decltype(each)>(each)...); },
                       std::forward<Item>(item));
        else
            add_call<P...>(chunk, sink, std::forward<Item>(item));
    }

    template <bool Awaited, class R, class... P, class... A>
    AsyncResult<detail::ValueOf<R>> submit_call(const char* method, R (*function)(P...),
                                                Callbacks<detail::ValueOf<R>> callbacks, A&&... arguments) {
        using T = detail::ValueOf<R>;
        // Most calls are small, and need no memory of their own for their arguments.
        thread_local std::vector<std::byte> scratch;
        detail::EncodedChunk chunk{0, 1, std::exchange(scratch, {}), {}};
        detail::ArgumentSink sink(*core_->arguments(), chunk);
        chunk.arguments.clear();
        ValueWriter writer(chunk.arguments, &sink);
        static_cast<void>(writer.extend(sizeof(std::uint32_t)));
        detail::Parameters<P...>::encode_as(writer, std::forward<A>(arguments)...);
        detail::put(chunk.arguments.data(), detail::checked_size(chunk.arguments.size() - sizeof(std::uint32_t)));
        auto state = core_->submit_call(method, registered(function).name, chunk,
                                        joined<T>(std::move(callbacks.callback), std::move(callbacks.error_callback), &first_value<T>), Awaited);
        scratch = std::move(chunk.arguments);
        return {std::move(state), &first_value<T>};
    }

    /// The caller waits: values go where he wants them as they come, and numbers are read where he has them.
    template <bool Starred, class R, class... P, class Range>
    std::vector<detail::ValueOf<R>> map_and_wait(const char* method, R (*function)(P...), Range& items, std::optional<std::int64_t> chunksize) {
        using T = detail::ValueOf<R>;
        core_->require_may_wait();  // before anything of the caller's is lent
        if constexpr (detail::kIsPlainValue<T>) {
            detail::ValuesInPlace<T> sink;
            const auto result = submit_map<Starred, true>(method, function, items, MapOptions<T>{.chunksize = chunksize}, &sink);
            return result.take_from(sink);
        } else {
            return submit_map<Starred, true>(method, function, items, MapOptions<T>{.chunksize = chunksize}).get();
        }
    }

    template <bool Starred, bool Awaited, class R, class... P, class Range>
    MapResult<detail::ValueOf<R>> submit_map(const char* method, R (*function)(P...), Range& items,
                                             MapOptions<detail::ValueOf<R>> options, detail::ValuesInPlace<detail::ValueOf<R>>* sink = nullptr) {
        using T = detail::ValueOf<R>;
        core_->require_running();
        std::uint64_t count = 0;
        if constexpr (requires { std::size(items); }) {
            count = static_cast<std::uint64_t>(std::size(items));
        } else if constexpr (std::forward_iterator<decltype(std::begin(items))>) {
            for (auto it = std::begin(items); it != std::end(items); ++it) ++count;
        } else {
            // As CPython, which makes a list of an input without a length.
            std::vector<std::iter_value_t<decltype(std::begin(items))>> list;
            for (auto&& item : items) list.push_back(std::forward<decltype(item)>(item));
            return submit_map<Starred, false>(method, function, list, std::move(options), sink);
        }
        const std::uint64_t chunksize = options.chunksize ? detail::checked_chunksize(*options.chunksize)
                                                          : detail::default_chunksize(count, core_->processes());
        const auto state_of = [&](std::uint64_t size) {
            auto state = std::make_shared<detail::BatchState>(size, chunksize);
            state->set_callback(joined<std::vector<T>>(std::move(options.callback), std::move(options.error_callback), &all_values<T>));
            state->set_progress_callback(std::move(options.progress));
            if constexpr (detail::kIsPlainValue<T>) {
                if (sink != nullptr) {
                    sink->expect(size);
                    state->set_sink(*sink);
                }
            }
            return state;
        };
        const auto head_of = [&](std::uint64_t size) {
            return detail::BatchHead{method, registered(function).name, std::to_string(size) + " items", chunksize, options.on_error};
        };
        if constexpr (!Starred && detail::kAreNumbers<P...>) {
            detail::NumberItems numbers = detail::numbers_of<Awaited, P...>(items, count);
            const std::uint64_t size = numbers.count;
            auto state = state_of(size);
            core_->submit(head_of(size), std::move(numbers), state);
            return {std::move(state), &all_values<T>};
        }
        if constexpr (Awaited && !Starred && detail::kIsReadLater<Range, P...>) {
            auto pull = [next = std::to_address(std::begin(items)), left = count, index = std::uint64_t{0}, chunksize,
                         store = core_->arguments()](detail::EncodedChunk& chunk) mutable {
                chunk = {index, 0, {}};
                detail::ArgumentSink chunk_sink(*store, chunk);
                for (; chunk.items < chunksize && left > 0; --left, ++index) add_call<P...>(chunk, chunk_sink, *next++);
                return chunk.items > 0;
            };
            auto state = state_of(count);
            core_->submit(head_of(count), count, std::move(pull), state);
            return {std::move(state), &all_values<T>};
        }
        std::vector<detail::EncodedChunk> chunks;
        std::uint64_t index = 0;
        for (auto&& item : items) {
            if (chunks.empty() || chunks.back().items >= chunksize) chunks.push_back({index, 0, {}});
            detail::ArgumentSink chunk_sink(*core_->arguments(), chunks.back());
            add_item<Starred, P...>(chunks.back(), chunk_sink, std::forward<decltype(item)>(item));
            ++index;
        }
        auto state = state_of(index);
        core_->submit(head_of(index), index, std::move(chunks), state);
        return {std::move(state), &all_values<T>};
    }

    template <class R, class P, class Range>
    IMapIterator<detail::ValueOf<R>> submit_stream(const char* method, R (*function)(P), Range&& items, std::int64_t chunksize,
                                                   detail::StreamState::Order order, OnError on_error) {
        core_->require_running();
        const std::uint64_t size = detail::checked_chunksize(chunksize);
        // An lvalue is borrowed, an rvalue moved in; the iterators live and move on the reading thread alone.
        struct Input {
            std::conditional_t<std::is_lvalue_reference_v<Range>, Range, std::decay_t<Range>> items;
            std::optional<decltype(std::begin(std::declval<Range&>()))> position{};
            std::uint64_t index = 0;
        };
        auto input = std::make_shared<Input>(Input{std::forward<Range>(items)});
        auto pull = [input, size, store = core_->arguments()](detail::EncodedChunk& chunk) {
            chunk = {input->index, 0, {}};
            detail::ArgumentSink sink(*store, chunk);
            if (!input->position) input->position.emplace(std::begin(input->items));
            // What the input throws ends it; items read before that still go out first (PoolCore asks again).
            for (; chunk.items < size && *input->position != std::end(input->items); ++*input->position) {
                add_call<P>(chunk, sink, **input->position);
                ++input->index;
            }
            return chunk.items > 0;
        };
        auto state = std::make_shared<detail::StreamState>(order);
        core_->submit_stream({method, registered(function).name, "an iterator", size, on_error}, std::move(pull), state);
        return IMapIterator<detail::ValueOf<R>>(std::move(state));
    }

    std::unique_ptr<detail::PoolCore> core_;
};

}  // namespace poolscope
