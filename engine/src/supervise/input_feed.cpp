// SPDX-License-Identifier: MIT
#include "supervise/input_feed.h"

#include <algorithm>
#include <csignal>
#include <system_error>
#include <thread>

#include <poolscope/remote_error.h>

namespace poolscope::supervise {

void InputFeed::run(std::function<void()> ready) {
    ready_ = std::move(ready);
    left_ = false;
    // Signals are for the program's own threads, not for this one.
    sigset_t every{}, before{};
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    bool started = true;
    try {
        std::thread([self = shared_from_this()] { self->read(); }).detach();
    } catch (const std::system_error& error) {
        started = false;
        const std::lock_guard lock(mutex_);
        error_ = {"SystemError", std::string("cannot start a thread to read the input: ") + error.what()};
        ended_ = left_ = true;
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (!started) std::exchange(ready_, {})();
}

void InputFeed::read() {
    bool more = true;
    while (more) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return stopped_ || ahead() < window_; });
            if (stopped_) break;
        }
        detail::EncodedChunk chunk;
        std::optional<std::pair<std::string, std::string>> error;
        std::exception_ptr thrown;
        try {
            more = pull_(chunk);
        } catch (...) {
            const CaughtError caught = describe_current_exception();
            error = {caught.type, caught.message};
            thrown = std::current_exception();
            more = false;
        }
        {
            const std::lock_guard lock(mutex_);
            read_ += chunk.items;
            if (chunk.items > 0) chunks_.push_back(std::move(chunk));
            if (error) {
                error_ = std::move(error);
                thrown_ = std::move(thrown);
            }
            ended_ = !more;
        }
        ready_();
    }
    pull_ = {};  // the caller's iterator is let go of on this thread
    const std::lock_guard lock(mutex_);
    ended_ = left_ = true;
    ready_ = {};
    changed_.notify_all();
}

void InputFeed::taken(std::uint64_t items) {
    {
        const std::lock_guard lock(mutex_);
        taken_ = std::max(taken_, items);
    }
    changed_.notify_all();
}

void InputFeed::wait_for_workers_only() {
    {
        const std::lock_guard lock(mutex_);
        waits_for_workers_only_ = true;
    }
    changed_.notify_all();
}

void InputFeed::abandon() {
    {
        const std::lock_guard lock(mutex_);
        waits_for_workers_only_ = abandoned_ = true;
    }
    changed_.notify_all();
}

void InputFeed::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_all();
}

bool InputFeed::wait_until_left(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, [this] { return left_; });
}

ChunkSource::State InputFeed::next(Chunk& chunk) {
    const std::lock_guard lock(mutex_);
    if (chunks_.empty()) return ended_ ? ChunkSource::State::Ended : ChunkSource::State::NotYet;
    detail::EncodedChunk& front = chunks_.front();
    chunk = {front.first_item, front.items, std::move(front.arguments), {}, detail::kNotPacked, std::move(front.large)};
    chunks_.pop_front();
    given_ += chunk.items;
    // The reader is woken for half a window, not for each chunk.
    if (waits_for_workers_only_ && ahead() <= window_ / 2) changed_.notify_all();
    return ChunkSource::State::Ready;
}

bool InputFeed::at_end() const {
    const std::lock_guard lock(mutex_);
    return ended_ && chunks_.empty();
}

bool InputFeed::is_abandoned() const {
    const std::lock_guard lock(mutex_);
    return abandoned_;
}

std::optional<std::pair<std::string, std::string>> InputFeed::error() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

std::exception_ptr InputFeed::thrown() const {
    const std::lock_guard lock(mutex_);
    return thrown_;
}

}  // namespace poolscope::supervise
