// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace poolscope::supervise {

/// While one of these lives, who waits for a handle that becomes ready on this thread is woken with its end, not at once: he finds all that
/// was ready by then, and does not take the processor from who makes more of it ready.
class WakesTogether {
public:
    WakesTogether() noexcept;
    ~WakesTogether();
    WakesTogether(const WakesTogether&) = delete;
    WakesTogether& operator=(const WakesTogether&) = delete;

    /// Wakes all that wait at the word, now or later. Nothing but its place is used later.
    static void wake(std::atomic<std::uint32_t>& word) noexcept;
    /// Nobody is put off any longer: for before code of the caller's runs, which may wait for one of them.
    static void wake_now() noexcept;

private:
    void wake_all() noexcept;

    static constexpr std::size_t kMost = 16;
    WakesTogether* outer_;
    std::array<std::atomic<std::uint32_t>*, kMost> words_;
    std::size_t count_ = 0;
};

}  // namespace poolscope::supervise
