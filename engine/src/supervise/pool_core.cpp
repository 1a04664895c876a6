// SPDX-License-Identifier: MIT
#include <poolscope/pool_core.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <future>
#include <thread>
#include <utility>

#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/remote_error.h>
#include <poolscope/version.h>

#include "base/clock.h"
#include "base/descriptor_room.h"
#include "base/event_loop.h"
#include "base/kept_memory.h"
#include "base/posix_error.h"
#include "base/time_slice.h"
#include "process/worker_start.h"
#include "supervise/argument_store.h"
#include "supervise/configuration.h"
#include "supervise/handle_observers.h"
#include "supervise/pool_core_impl.h"
#include "supervise/worker_limits.h"

namespace poolscope::detail {
namespace {

using supervise::BatchRequest;
using supervise::Chunk;
using supervise::ChunkSource;
using trace::PoolPhase;

/// Chunks that the caller's thread has made already.
class ReadyChunks : public ChunkSource {
public:
    explicit ReadyChunks(std::vector<EncodedChunk> chunks) : chunks_(std::move(chunks)) {}
    State next(Chunk& chunk) override {
        if (next_ == chunks_.size()) return State::Ended;
        EncodedChunk& from = chunks_[next_++];
        chunk = {from.first_item, from.items, std::move(from.arguments), {}, kNotPacked, std::move(from.large)};
        return State::Ready;
    }

private:
    std::vector<EncodedChunk> chunks_;
    std::size_t next_ = 0;
};

/// Bare numbers, chunk by chunk, where they are.
class NumberChunks : public ChunkSource {
public:
    NumberChunks(NumberItems items, std::uint64_t chunksize) : items_(std::move(items)), chunksize_(chunksize) {}
    State next(Chunk& chunk) override {
        const std::uint64_t count = std::min(chunksize_, items_.count - next_);
        if (count == 0) return State::Ended;
        const std::size_t size = packed_size(items_.kind);
        chunk = {next_, static_cast<std::uint32_t>(count), {}, {items_.data + next_ * size, count * size}, items_.kind, {}};
        next_ += count;
        return State::Ready;
    }

private:
    NumberItems items_;
    std::uint64_t chunksize_;
    std::uint64_t next_ = 0;
};

/// What a caller who waits has, encoded when it is needed.
class PulledChunks : public ChunkSource {
public:
    explicit PulledChunks(PoolCore::Pull pull) : pull_(std::move(pull)) {}
    State next(Chunk& chunk) override {
        EncodedChunk pulled;
        try {
            if (!pull_(pulled)) return State::Ended;
        } catch (...) {
            CaughtError error = describe_current_exception();
            error_ = {std::move(error.type), std::move(error.message)};
            thrown_ = std::current_exception();
            return State::Ended;
        }
        chunk = {pulled.first_item, pulled.items, std::move(pulled.arguments), {}, kNotPacked, std::move(pulled.large)};
        return State::Ready;
    }
    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const override { return error_; }
    [[nodiscard]] std::exception_ptr thrown() const override { return thrown_; }

private:
    PoolCore::Pull pull_;
    std::optional<std::pair<std::string, std::string>> error_;
    std::exception_ptr thrown_;
};

/// How long the end of a pool waits for an iterator of the caller's.
constexpr std::chrono::seconds kInputMayHang{5};

std::string program_name() {
    const std::string path = process::own_executable();
    return path.substr(path.find_last_of('/') + 1);
}

}  // namespace

PoolCore::Impl::Impl(const PoolOptions& options) {
    if (std::getenv(process::kWorkerVariable) != nullptr) {
        throw RuntimeError("this program was started as a worker, but its main did not call "
                           "poolscope::run_worker_if_asked(argc, argv) first; without that call every worker would make a pool of its own");
    }
    configuration = supervise::make_configuration(supervise::request_of(options));
    configuration.terminate_grace = std::clamp<std::chrono::milliseconds>(std::chrono::ceil<std::chrono::milliseconds>(options.terminate_grace), {},
                                                                          supervise::kLongestTime);
    processes = configuration.processes;
    if (options.monitor && !options.trace.empty())
        throw ValueError("trace and monitor both say where the trace goes: a monitored pool's lies in its run folder");
    monitor = options.monitor;
    const std::string trace_file = monitor ? monitor->trace_file() : options.trace;
    if (!trace_file.empty()) {
        writer = std::make_unique<trace::Writer>(trace_file);
        trace::RunStarted started;
        started.wall_clock_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(
                                    std::chrono::system_clock::now().time_since_epoch()).count();
        started.host_pid = getpid();
        started.version = kVersion;
        started.program = program_name();
        if (monitor) started.title = monitor->title();
        writer->append(base::now_ns(), started);
    }
    configuration.on_trace_failure = [this] { tell_trace_failure(); };
    configuration.on_warning = [this](const std::string& text) { told_warnings.tell(supervise::WarningKind::Pool, text); };
    loop = std::make_shared<base::EventLoop>();
    // Before the pool's thread makes this a program with several: each worker's process, and its lane while it starts.
    base::make_room_for_descriptors(2 * std::size_t{processes} + 16);
    loop->set_guard(&guard);
    std::promise<void> promise;
    std::future<void> started = promise.get_future();
    // Signals are for the program's own threads, not for this one.
    sigset_t every{}, before{};
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    try {
        thread = std::thread([this, promise = std::move(promise)]() mutable {
            base::take_short_slices();  // it does a little now and then, and all workers wait for it
            run(std::move(promise));
            const std::shared_ptr<Impl> last_owner = std::move(own_share);
        });
    } catch (const std::system_error& error) {
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        base::throw_system_error("cannot start the pool's thread: pthread_create", error.code().value());
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    try {
        started.get();
    } catch (...) {
        thread.join();
        throw;
    }
}

PoolCore::Impl::~Impl() {
    if (thread.joinable()) thread.join();
}

/// The pool's thread: it starts the workers, so it must live as long as they do (PR_SET_PDEATHSIG follows the thread).
void PoolCore::Impl::run(std::promise<void> started) {
    thread_id = std::this_thread::get_id();
    try {
        // Also the making of it asks the system for descriptors and memory.
        supervisor = std::make_unique<supervise::Supervisor>(*loop, configuration, writer.get());
        arguments = supervise::argument_store(supervisor->arguments());
        loop->set_work([this] {
            const bool any = take_calls();
            return supervisor->round() || any;
        });
        loop->set_has_work([this] { return has_calls.load(std::memory_order_seq_cst) || supervisor->has_news(); });
        supervisor->set_on_ended([this] { loop->stop(); });
        supervisor->start();
    } catch (...) {
        supervisor.reset();
        writer.reset();
        started.set_exception(std::current_exception());
        return;
    }
    {
        const std::lock_guard lock(guard);
        may_help = true;
    }
    started.set_value();
    run_to_the_end();
    const std::lock_guard working(guard);  // from here on nobody helps
    may_help = false;
    loop->set_guard(nullptr);
    {
        const std::lock_guard lock(mutex);
        if (phase == PoolPhase::Running) {
            broken_type = supervisor->broken_type();
            broken = supervisor->phase_message();
        }
        phase = PoolPhase::Ended;
    }
    // What was posted in the last moment finds a pool that refuses it, and its handles their end.
    try {
        loop->run_once(std::chrono::nanoseconds(0));
        static_cast<void>(take_calls());
    } catch (const std::exception&) {
        // Why it cannot go on was told above.
    }
    supervisor.reset();
    while (base::KeptMemory<supervise::SubmittedCall>::release()) {
    }
    if (writer) writer->flush();
    tell_trace_failure();
    told_warnings.tell_rest();
    {
        const std::lock_guard lock(mutex);
        ended = true;
    }
    changed.notify_all();
    if (monitor) monitor->pool_ended();
}

/// What a round throws (no memory, a kernel that does not let it wait) breaks this pool, and is not to end the caller's program. Every
/// batch has its end then; the second time there is nothing left to save, and the workers go with their supervisor.
void PoolCore::Impl::run_to_the_end() {
    std::string problem;
    for (int thrown = 0; thrown < 2 && supervisor->phase() != PoolPhase::Ended; ++thrown) {  // it may have ended at its very start
        try {
            if (thrown > 0) {
                const std::lock_guard lock(guard);
                supervisor->break_down("the pool cannot go on: " + problem);
            }
            return loop->run();
        } catch (const std::exception& error) {
            try {
                problem = error.what();
            } catch (const std::exception&) {  // there is no memory to say so either
            }
        }
    }
}

// What stopped the recording cannot stand in the trace, and nothing else of the pool has to do with it.
void PoolCore::Impl::tell_trace_failure() {
    if (!writer || writer->failure().empty() || std::exchange(trace_failure_told, true)) return;
    std::fprintf(stderr, "poolscope: %s\n", writer->failure().c_str());
}

void PoolCore::Impl::lift_windows() {
    for (const auto& weak : feeds)
        if (const auto feed = weak.lock()) feed->wait_for_workers_only();
}

PoolCore::PoolCore(const PoolOptions& options) : impl_(std::make_shared<Impl>(options)) {
    if (!impl_->monitor) return;
    try {
        impl_->monitor->pool_runs(*this);
    } catch (...) {
        terminate();
        static_cast<void>(join({}));
        impl_->monitor->pool_goes();
        throw;
    }
}

PoolCore::~PoolCore() {
    if (impl_->home.is_surely_elsewhere()) {
        // A child of the pool's process has neither its threads nor its children, and locks that nobody opens: what it has is left as it
        // is, as CPython leaves it (multiprocessing.util.Finalize). Kept where no leak checker misses it.
        struct Abandoned {
            std::shared_ptr<Impl> impl;
            const Abandoned* next = nullptr;
        };
        static std::atomic<const Abandoned*> abandoned{nullptr};
        auto* const kept = new Abandoned{std::move(impl_)};
        kept->next = abandoned.exchange(kept);
        return;
    }
    terminate();
    const bool in_a_callback = impl_->on_own_thread();
    if (!in_a_callback) static_cast<void>(join({}));
    if (impl_->monitor) impl_->monitor->pool_goes();
    if (in_a_callback) impl_->let_go_of_itself(impl_);
}

void PoolCore::Impl::throw_elsewhere() {
    throw RuntimeError("this process was forked from the one that made the pool, and a pool belongs to that: make one of its own here");
}

void PoolCore::Impl::require_may_wait() const {
    require_home();
    if (on_own_thread()) throw RuntimeError("this waits for the pool in a callback of this pool: it would wait for itself");
}

supervise::BatchEnd PoolCore::Impl::refusal() const {
    supervise::BatchEnd end = supervise::end_of_refused();
    if (!supervisor->broken_type().empty()) end.error = {supervisor->broken_type(), supervisor->phase_message()};
    return end;
}

void PoolCore::Impl::let_go_of_itself(std::shared_ptr<Impl> owner) {
    thread.detach();
    own_share = std::move(owner);
}

void PoolCore::require_running() const {
    impl_->require_home();
    const std::lock_guard lock(impl_->mutex);
    impl_->require_running_locked();
}

void PoolCore::require_may_wait() const { impl_->require_may_wait(); }

void PoolCore::submit(BatchHead head, std::uint64_t items, std::vector<EncodedChunk> chunks, const std::shared_ptr<BatchState>& state) {
    auto request = std::make_shared<BatchRequest>();
    request->items = items;
    request->tasks = chunks.size();
    request->source = std::make_unique<ReadyChunks>(std::move(chunks));
    impl_->submit(std::move(head), request, state);
}

void PoolCore::submit(BatchHead head, NumberItems items, const std::shared_ptr<BatchState>& state) {
    // A chunk of more would not fit one message.
    constexpr std::uint64_t kMostInAChunk = std::uint64_t{1} << 28;
    const std::uint64_t chunksize = std::min(head.chunksize, kMostInAChunk);
    auto request = std::make_shared<BatchRequest>();
    request->items = items.count;
    request->tasks = (items.count + chunksize - 1) / chunksize;
    request->source = std::make_unique<NumberChunks>(std::move(items), chunksize);
    request->lends = true;
    impl_->submit(std::move(head), request, state);
}

void PoolCore::submit(BatchHead head, std::uint64_t items, Pull pull, const std::shared_ptr<BatchState>& state) {
    auto request = std::make_shared<BatchRequest>();
    request->items = items;
    request->tasks = (items + head.chunksize - 1) / head.chunksize;
    request->source = std::make_unique<PulledChunks>(std::move(pull));
    impl_->submit(std::move(head), request, state);
}

void PoolCore::Impl::submit(BatchHead head, const std::shared_ptr<BatchRequest>& request, const std::shared_ptr<BatchState>& state) {
    request->method = head.method;
    request->function = std::move(head.function);
    request->description = std::move(head.description);
    request->chunksize = head.chunksize;
    require_home();
    auto call = std::make_shared<Call>();
    state->set_link(weak_from_this());
    if (head.on_error == OnError::Stop) state->set_on_first_error(stopper_of(call));
    const bool calls_back = state->has_callbacks();
    request->observer = std::make_shared<supervise::KeepingHandleObserver>(state, request->function, *this);
    const std::lock_guard lock(mutex);
    require_running_locked();
    if (calls_back) callbacks_to_come.fetch_add(1, std::memory_order_relaxed);
    post_in_order([impl = this, request, call, state] {
        const auto observer = request->observer;
        try {
            call->batch = impl->supervisor->submit(std::move(*request));
            state->set_number(call->batch->value);
        } catch (const std::exception&) {
            observer->batch_ended(impl->refusal());
        }
    });
}

void PoolCore::submit_stream(BatchHead head, Pull pull, const std::shared_ptr<StreamState>& state) {
    // Far enough ahead to keep every worker busy, near enough that an endless input takes bounded memory.
    const std::uint64_t window = std::max<std::uint64_t>(1024, std::uint64_t{4} * processes() * head.chunksize);
    auto feed = std::make_shared<supervise::InputFeed>(std::move(pull), window);
    const std::weak_ptr<supervise::InputFeed> weak = feed;
    state->set_on_taken([weak](std::uint64_t taken) {
        const auto reading = weak.lock();
        if (!reading) return;
        if (taken == UINT64_MAX) reading->abandon();
        else reading->taken(taken);
    });
    auto request = std::make_shared<BatchRequest>();
    request->method = head.method;
    request->function = std::move(head.function);
    request->description = std::move(head.description);
    request->chunksize = head.chunksize;
    request->source = std::make_unique<supervise::FeedSource>(feed);
    auto call = std::make_shared<Impl::Call>();
    state->set_canceller(impl_->canceller_of(call));
    state->set_link(impl_);
    if (head.on_error == OnError::Stop) state->set_on_first_error(impl_->stopper_of(call));
    request->observer = std::make_shared<supervise::StreamObserver>(state, request->function, [weak] {
        if (const auto reading = weak.lock()) reading->stop();
    });
    impl_->require_home();
    const std::lock_guard lock(impl_->mutex);
    impl_->require_running_locked();
    std::erase_if(impl_->feeds, [](const auto& each) { return each.expired(); });
    impl_->feeds.push_back(feed);
    Impl* impl = impl_.get();
    impl->post_in_order([impl, request, feed, call] {
        const auto observer = request->observer;
        try {
            const BatchId batch = impl->supervisor->submit(std::move(*request));
            call->batch = batch;
            // The reading thread may outlive the pool when the caller's iterator hangs: it finds no loop then.
            feed->run([impl, batch, weak_loop = std::weak_ptr<base::EventLoop>(impl->loop)] {
                if (const auto loop = weak_loop.lock()) loop->post([impl, batch] { impl->supervisor->source_ready(batch); });
            });
        } catch (const std::exception&) {
            observer->batch_ended(impl->refusal());
        }
    });
}

void PoolCore::close() {
    impl_->require_home();
    const std::lock_guard lock(impl_->mutex);
    if (impl_->phase != PoolPhase::Running) return;
    impl_->phase = PoolPhase::Closing;
    // join() must end also when nobody takes the results of an imap any more.
    impl_->lift_windows();
    impl_->post_in_order([impl = impl_.get()] { impl->supervisor->close(); });
}

void PoolCore::terminate() {
    impl_->require_home();
    const std::lock_guard lock(impl_->mutex);
    if (impl_->phase == PoolPhase::Terminating || impl_->phase == PoolPhase::Ended) return;
    impl_->phase = PoolPhase::Terminating;
    for (const auto& weak : impl_->feeds)
        if (const auto feed = weak.lock()) feed->stop();
    impl_->post_in_order([impl = impl_.get()] { impl->supervisor->terminate(); });
}

bool PoolCore::join(const Timeout& timeout) {
    impl_->require_home();
    std::vector<std::weak_ptr<supervise::InputFeed>> feeds;
    {
        std::unique_lock lock(impl_->mutex);
        if (impl_->phase == PoolPhase::Running && impl_->broken_type.empty()) throw ValueError("Pool is still running");
        if (!impl_->ended) impl_->require_may_wait();
        const auto ended = [this] { return impl_->ended; };
        if (!timeout) {
            impl_->changed.wait(lock, ended);
        } else if (!impl_->changed.wait_for(lock, std::min<std::chrono::nanoseconds>(*timeout, std::chrono::hours(24 * 365)), ended)) {
            return false;
        }
        feeds = impl_->feeds;
    }
    // The caller's iterators are not touched any more when this returns, unless one of them hangs itself.
    for (const auto& weak : feeds) {
        const auto feed = weak.lock();
        if (!feed) continue;
        feed->stop();
        if (feed->wait_until_left(kInputMayHang)) continue;
        std::fprintf(stderr, "poolscope: the input of an imap still blocks %lld seconds after its pool has ended: its thread is left to it, and what it reads "
                             "must not go away before it\n", static_cast<long long>(kInputMayHang.count()));
    }
    return true;
}

const std::shared_ptr<ArgumentStore>& PoolCore::arguments() const {
    impl_->require_home();
    return impl_->arguments;
}

std::uint32_t PoolCore::processes() const noexcept { return impl_->processes; }

std::uint64_t default_chunksize(std::uint64_t items, std::uint32_t processes) noexcept {
    return supervise::default_chunksize(items, processes);
}

std::uint64_t checked_chunksize(std::int64_t chunksize) {
    if (chunksize < 1) throw ValueError("Chunksize must be 1+, not " + std::to_string(chunksize));
    return static_cast<std::uint64_t>(chunksize);
}

}  // namespace poolscope::detail
