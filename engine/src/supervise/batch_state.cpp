// SPDX-License-Identifier: MIT
#include <poolscope/batch_state.h>

#include <algorithm>
#include <utility>

namespace poolscope::detail {
namespace {

/// Waits for the predicate, without a limit when there is none: the pool ends every handle, so the wait ends.
template <class Predicate>
bool wait_for(std::condition_variable& changed, std::unique_lock<std::mutex>& lock, const Timeout& timeout,
              const Predicate& predicate) {
    if (!timeout) {
        changed.wait(lock, predicate);
        return true;
    }
    // A year is for ever, and adding it to now does not overflow.
    const auto limit = std::min<std::chrono::nanoseconds>(*timeout, std::chrono::hours(24 * 365));
    return changed.wait_until(lock, std::chrono::steady_clock::now() + limit, predicate);
}

}  // namespace

bool BatchState::ready() const {
    const std::lock_guard lock(mutex_);
    return ready_;
}

bool BatchState::wait(const Timeout& timeout) const {
    std::unique_lock lock(mutex_);
    return wait_for(changed_, lock, timeout, [this] { return ready_; });
}

std::span<const std::byte> BatchState::value(std::size_t item) const {
    const Entry& entry = entries_.at(item);
    return std::span(bytes_).subspan(entry.offset, entry.size);
}

const LargeSource* BatchState::large(std::size_t item) const {
    const auto found = large_.find(item);
    return found == large_.end() ? nullptr : found->second.get();
}

std::exception_ptr BatchState::item_error(std::size_t item) const {
    const auto found = errors_.find(item);
    if (found != errors_.end()) return found->second;
    return entries_.at(item).settled ? std::exception_ptr() : rest_error_;
}

void BatchState::settle(const ItemEnd& end) {
    if (end.item >= entries_.size() || entries_[end.item].settled) return;
    Entry& entry = entries_[end.item];
    entry.settled = true;
    counts_[static_cast<std::size_t>(end.fate)].fetch_add(1, std::memory_order_relaxed);
    if (end.error) {
        errors_.emplace(end.item, end.error);
        if (!first_error_) first_error_ = end.error;
        if (end.fate == ItemFate::Cancelled) return;
        if (const auto stop = std::exchange(on_first_error_, {})) stop();
        return;
    }
    entry.offset = bytes_.size();
    entry.size = static_cast<std::uint32_t>(end.value.size());
    bytes_.insert(bytes_.end(), end.value.begin(), end.value.end());
    if (end.large) large_.emplace(end.item, end.large);
}

Progress BatchState::progress() const noexcept {
    // Each number is right by itself, and none goes back; nothing else is ordered by them.
    const auto count = [this](ItemFate fate) { return counts_[static_cast<std::size_t>(fate)].load(std::memory_order_relaxed); };
    return {entries_.size(),           count(ItemFate::Done),     count(ItemFate::Failed),
            count(ItemFate::Lost),     count(ItemFate::TimedOut), count(ItemFate::Cancelled)};
}

std::exception_ptr BatchState::tell_progress() {
    if (!progress_callback_) return {};
    try {
        progress_callback_(progress());
    } catch (...) {
        progress_callback_ = {};
        return std::current_exception();
    }
    return {};
}

std::exception_ptr BatchState::finish(const std::exception_ptr& rest) {
    rest_error_ = rest;
    if (!first_error_ && rest) first_error_ = rest;
    const std::uint64_t untold = entries_.size() - progress().settled();
    counts_[static_cast<std::size_t>(ItemFate::Cancelled)].fetch_add(untold, std::memory_order_relaxed);
    std::exception_ptr thrown = untold > 0 ? tell_progress() : std::exception_ptr();
    // CPython runs callbacks before the handle is ready; one that throws does no other harm here.
    if (Callback callback = std::exchange(callback_, {})) {
        try {
            callback(*this);
        } catch (...) {
            thrown = std::current_exception();
        }
    }
    // What they captured is not kept as long as somebody holds the handle.
    progress_callback_ = {};
    on_first_error_ = {};
    {
        const std::lock_guard lock(mutex_);
        ready_ = true;
    }
    changed_.notify_all();
    return thrown;
}

StreamState::Next StreamState::next(Taken& taken, const Timeout& timeout) {
    std::unique_lock lock(mutex_);
    const auto available = [this] {
        if (finished_) return true;
        return order_ == Order::Arrival ? !waiting_.empty() : waiting_.contains(next_item_);
    };
    if (!wait_for(changed_, lock, timeout, available)) return Next::TimedOut;
    auto found = order_ == Order::Arrival ? waiting_.begin() : waiting_.find(next_item_);
    if (found == waiting_.end() && !waiting_.empty()) {
        // Finished, and this item was dropped while a later one is done: the error stands in its place. There are few such
        // gaps, as the window over the input is bounded.
        if (final_error_) {
            ++next_item_;
            taken = {{}, final_error_, {}};
            return Next::Item;
        }
        found = waiting_.begin();
    }
    if (found == waiting_.end()) {
        // Finished, and this item never came: the sequence ends here, with its error first if there is one.
        if (final_error_) {
            taken = {{}, std::exchange(final_error_, nullptr), {}};
            return Next::Item;
        }
        return Next::End;
    }
    taken = std::move(found->second);
    waiting_.erase(found);
    ++next_item_;
    const std::uint64_t count = ++taken_;
    const auto callback = on_taken_;
    lock.unlock();
    if (callback) callback(count);
    return Next::Item;
}

bool StreamState::cancel() {
    {
        const std::lock_guard lock(mutex_);
        if (finished_) return false;
    }
    return canceller_ && canceller_({});
}

void StreamState::abandon() {
    std::function<void(std::uint64_t)> callback;
    {
        const std::lock_guard lock(mutex_);
        abandoned_ = true;
        waiting_.clear();
        callback = std::exchange(on_taken_, {});
    }
    if (callback) callback(UINT64_MAX);
}

void StreamState::set_on_taken(std::function<void(std::uint64_t)> callback) {
    const std::lock_guard lock(mutex_);
    on_taken_ = std::move(callback);
}

void StreamState::settle(const ItemEnd& end) {
    if (end.error && end.fate != ItemFate::Cancelled) {
        if (const auto stop = std::exchange(on_first_error_, {})) stop();
    }
    {
        const std::lock_guard lock(mutex_);
        if (abandoned_) return;
        const std::uint64_t key = order_ == Order::Arrival ? arrived_ : end.item;
        ++arrived_;
        waiting_.emplace(key, Taken{{end.value.begin(), end.value.end()}, end.error, end.large});
    }
    changed_.notify_all();
}

void StreamState::finish(const std::exception_ptr& error) {
    {
        const std::lock_guard lock(mutex_);
        finished_ = true;
        final_error_ = error;
    }
    changed_.notify_all();
}

}  // namespace poolscope::detail
