// SPDX-License-Identifier: MIT
#include <poolscope/batch_state.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include <poolscope/wire.h>

#include "lane/futex.h"
#include "supervise/wakes_together.h"

namespace poolscope::detail {
namespace {

/// A larger value is copied by the caller when all is done, so that small tasks do not wait behind it.
constexpr std::uint64_t kMostCopiedAtOnce = std::uint64_t{4} << 20;

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

BatchState::BatchState(std::uint64_t items, std::uint64_t chunksize) : items_(items), chunksize_(chunksize) {
    if (items == 1) return;
    rows_ = std::make_unique<Rows>();
    rows_->by_chunk.resize((items + chunksize - 1) / chunksize);
}

BatchState::~BatchState() = default;

BatchState::Callbacks& BatchState::callbacks() {
    if (!callbacks_) callbacks_ = std::make_unique<Callbacks>();
    return *callbacks_;
}

void BatchState::set_callback(Callback callback) {
    if (callback) callbacks().done = std::move(callback);
}
void BatchState::set_progress_callback(ProgressCallback callback) {
    if (callback) callbacks().progress = std::move(callback);
}
void BatchState::set_on_first_error(std::function<void()> callback) {
    if (callback) callbacks().on_first_error = std::move(callback);
}

bool BatchState::cancel(const std::shared_ptr<BatchState>& batch, std::optional<std::uint64_t> item) {
    if (batch->ready()) return false;
    const std::shared_ptr<PoolLink> link = batch->link_.lock();
    return link != nullptr && link->cancel(batch, item);
}

bool BatchState::wait(const Timeout& timeout) const {
    if (ready()) return true;
    if (timeout && *timeout <= std::chrono::nanoseconds{0}) return false;
    if (const std::shared_ptr<PoolLink> link = link_.lock()) link->help(*this);
    std::optional<std::chrono::steady_clock::time_point> until;
    // A year is for ever, and adding it to now does not overflow.
    if (timeout) until = std::chrono::steady_clock::now() + std::min<std::chrono::nanoseconds>(*timeout, std::chrono::hours(24 * 365));
    while (!ready()) {
        std::uint32_t expected = kPending;
        // seq_cst: finish() exchanges the word, and wakes whoever has put kAwaited there before.
        if (!word_.compare_exchange_strong(expected, kAwaited) && expected == kReady) break;
        std::optional<std::chrono::nanoseconds> left;
        if (until) {
            left = *until - std::chrono::steady_clock::now();
            if (left->count() <= 0) return false;
        }
        lane::futex_wait_private(word_, kAwaited, left);
    }
    return true;
}

std::optional<std::pair<std::uint64_t, BatchState::Row>> BatchState::row_of(std::uint64_t item) const {
    if (!rows_) return own_row_.items > 0 && item == 0 ? std::optional(std::pair(std::uint64_t{0}, own_row_)) : std::nullopt;
    const std::uint64_t chunk = item / chunksize_;
    if (chunk >= rows_->by_chunk.size()) return {};
    const Row& row = rows_->by_chunk[chunk];
    if (item - chunk * chunksize_ < row.items) return std::pair(chunk * chunksize_, row);
    auto after = rows_->others.upper_bound(item);
    if (after == rows_->others.begin()) return {};
    --after;
    return item - after->first < after->second.items ? std::optional(std::pair(after->first, after->second)) : std::nullopt;
}

std::vector<std::byte> BatchState::value(std::size_t item) const {
    const auto found = row_of(item);
    if (!found) return {};
    const ValueRow row = values_of(found->second);
    if (row.items == 1 && row.kind == kNotPacked) return {row.bytes.begin(), row.bytes.end()};
    ValueRowReader reader(row);
    reader.skip(item - found->first);
    const std::span<const std::byte> value = reader.next();
    return {value.begin(), value.end()};
}

const LargeSource* BatchState::large(std::size_t item) const {
    if (!large_) return nullptr;
    const auto found = large_->find(item);
    return found == large_->end() ? nullptr : found->second.get();
}

std::exception_ptr BatchState::item_error(std::size_t item) const {
    if (errors_) {
        const auto found = errors_->find(item);
        if (found != errors_->end()) return found->second;
    }
    return row_of(item) ? std::exception_ptr() : rest_error_;
}

/// Only the pool's thread counts, so nothing can come in between.
void BatchState::count(ItemFate fate, std::uint64_t items) noexcept {
    std::atomic<std::uint64_t>& counter = counts_[static_cast<std::size_t>(fate)];
    counter.store(counter.load(std::memory_order_relaxed) + items, std::memory_order_relaxed);
}

void BatchState::settle(const ItemEnd& end) {
    if (!end.error) {
        if (end.large) {
            if (end.large->size_bytes() <= kMostCopiedAtOnce && sink_takes(end.item, {1, end.value}, end.large.get())) return;
            if (!large_) large_ = std::make_unique<std::map<std::uint64_t, std::shared_ptr<const LargeSource>>>();
            large_->emplace(end.item, end.large);
        }
        return end.large ? keep_row(end.item, {1, end.value}) : settle_row(end.item, {1, end.value});
    }
    count(end.fate, 1);
    if (!errors_) errors_ = std::make_unique<std::map<std::uint64_t, std::exception_ptr>>();
    errors_->emplace(end.item, end.error);
    if (!first_error_) first_error_ = end.error;
    if (end.fate == ItemFate::Cancelled || !callbacks_) return;
    if (const auto stop = std::exchange(callbacks_->on_first_error, {})) stop();
}

void BatchState::settle_row(std::uint64_t first_item, const ValueRow& values) {
    if (!sink_takes(first_item, values, nullptr)) keep_row(first_item, values);
}

bool BatchState::sink_takes(std::uint64_t first_item, const ValueRow& values, const LargeSource* large) noexcept {
    if (sink_ == nullptr || !sink_->take(first_item, values, large)) return false;
    count(ItemFate::Done, values.items);
    return true;
}

void BatchState::keep_row(std::uint64_t first_item, const ValueRow& values) {
    const std::uint32_t items = values.items;
    count(ItemFate::Done, items);
    const Row row{bytes_.size(), values.bytes.size(), items, values.kind};
    if (!rows_) {
        own_row_ = row;
        if (values.bytes.size() <= small_.size()) std::copy(values.bytes.begin(), values.bytes.end(), small_.begin());
        else bytes_.assign(values.bytes.begin(), values.bytes.end());
        return;
    }
    // Numbers are as large as they will be; growing would copy them again and again, through fresh memory.
    if (values.kind != kNotPacked && bytes_.empty()) bytes_.reserve(items_ * packed_size(values.kind));
    bytes_.insert(bytes_.end(), values.bytes.begin(), values.bytes.end());
    const std::uint64_t chunk = first_item / chunksize_;
    if (first_item % chunksize_ == 0 && items <= chunksize_ && chunk < rows_->by_chunk.size()) rows_->by_chunk[chunk] = row;
    else rows_->others.emplace(first_item, row);
}

Progress BatchState::progress() const noexcept {
    // Each number is right by itself, and none goes back; nothing else is ordered by them.
    const auto of = [this](ItemFate fate) { return counts_[static_cast<std::size_t>(fate)].load(std::memory_order_relaxed); };
    return {items_, of(ItemFate::Done), of(ItemFate::Failed), of(ItemFate::Lost), of(ItemFate::TimedOut), of(ItemFate::Cancelled)};
}

std::exception_ptr BatchState::tell_progress() {
    if (!callbacks_ || !callbacks_->progress) return {};
    supervise::WakesTogether::wake_now();
    try {
        callbacks_->progress(progress());
    } catch (...) {
        callbacks_->progress = {};
        return std::current_exception();
    }
    return {};
}

std::exception_ptr BatchState::finish(const std::exception_ptr& rest) {
    if (rest) {
        rest_error_ = rest;
        if (!first_error_) first_error_ = rest;
    }
    const std::uint64_t untold = items_ - progress().settled();
    if (untold > 0) count(ItemFate::Cancelled, untold);
    std::exception_ptr thrown = untold > 0 ? tell_progress() : std::exception_ptr();
    if (callbacks_) {
        supervise::WakesTogether::wake_now();
        // CPython runs callbacks before the handle is ready; one that throws does no other harm here.
        try {
            if (callbacks_->done) callbacks_->done(*this);
        } catch (...) {
            thrown = std::current_exception();
        }
        // What they captured is not kept as long as somebody holds the handle.
        callbacks_.reset();
    }
    sink_ = nullptr;
    if (word_.exchange(kReady) == kAwaited) supervise::WakesTogether::wake(word_);
    return thrown;
}

StreamState::Next StreamState::next(Taken& taken, const Timeout& timeout) {
    std::unique_lock lock(mutex_);
    const auto available = [this] {
        if (finished_) return true;
        return order_ == Order::Arrival ? !waiting_.empty() : waiting_.contains(next_item_);
    };
    if (!available()) {
        lock.unlock();
        if (const std::shared_ptr<PoolLink> link = link_.lock()) link->require_may_wait();
        lock.lock();
    }
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
