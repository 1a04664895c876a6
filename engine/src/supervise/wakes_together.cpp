// SPDX-License-Identifier: MIT
#include "supervise/wakes_together.h"

#include <utility>

#include "lane/futex.h"

namespace poolscope::supervise {
namespace {

thread_local WakesTogether* present = nullptr;

}  // namespace

WakesTogether::WakesTogether() noexcept : outer_(std::exchange(present, this)) {}

WakesTogether::~WakesTogether() {
    present = outer_;
    wake_all();
}

void WakesTogether::wake(std::atomic<std::uint32_t>& word) noexcept {
    if (present == nullptr || present->count_ == kMost) return lane::futex_wake_all_private(word);
    present->words_[present->count_++] = &word;
}

void WakesTogether::wake_now() noexcept {
    for (WakesTogether* each = present; each != nullptr; each = each->outer_) each->wake_all();
}

void WakesTogether::wake_all() noexcept {
    // The word may be gone: its owner need not wait to be woken. The kernel takes a private futex by its place and does not look at it;
    // whoever waits for something else there looks again.
    const std::size_t count = std::exchange(count_, 0);
    for (std::size_t i = 0; i < count; ++i) lane::futex_wake_all_private(*words_[i]);
}

}  // namespace poolscope::supervise
