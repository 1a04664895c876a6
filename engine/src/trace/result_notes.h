// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include <poolscope/trace.h>

#include "trace/layout.h"

namespace poolscope::trace {

/// Added to an outcome when the size of a value that was left out follows.
inline constexpr std::uint8_t kValueOmitted = 64;

/// How the items of a task ended, in order, as a trace will have it: one allocation for a task of many items and none
/// for a small one, where a list of ItemResult has one for each.
class ResultNotes {
public:
    /// A value over the limit is left out and leaves its size.
    void add(ItemOutcome outcome, std::span<const std::byte> value, std::uint64_t value_limit) {
        if (value.size() > value_limit || value.size() > kMaxValues - kept_) return add_omitted(outcome, value.size());
        std::byte* at = room(kMostHead + value.size());
        const std::byte* const begin = at;
        *at++ = static_cast<std::byte>(outcome);
        at = put_varint(at, value.size());
        if (!value.empty()) std::memcpy(at, value.data(), value.size());
        size_ += static_cast<std::size_t>(at - begin) + value.size();
        all_done_ = all_done_ && outcome == ItemOutcome::Done;
        kept_ += value.size();
        ++items_;
    }
    /// A value of so many bytes is left out.
    void add_omitted(ItemOutcome outcome, std::uint64_t value_size) {
        std::byte* at = room(kMostHead);
        const std::byte* const begin = at;
        *at++ = static_cast<std::byte>(static_cast<unsigned>(outcome) | kValueOmitted);
        at = put_varint(at, 0);
        at = put_varint(at, value_size);
        size_ += static_cast<std::size_t>(at - begin);
        all_done_ = false;
        ++items_;
    }
    [[nodiscard]] std::uint32_t items() const noexcept { return items_; }
    /// Every item is done, and no value was left out.
    [[nodiscard]] bool all_done() const noexcept { return all_done_; }
    /// The items as TaskEnded's payload has them (FORMAT.md).
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
        return {more_.empty() ? first_.data() : more_.data(), size_};
    }

private:
    static std::byte* put_varint(std::byte* at, std::uint64_t value) noexcept {
        for (; value >= 0x80; value >>= 7) *at++ = static_cast<std::byte>(value | 0x80);
        *at++ = static_cast<std::byte>(value);
        return at;
    }
    /// Where so many bytes more have room.
    std::byte* room(std::size_t bytes) {
        if (more_.empty()) {
            if (bytes <= first_.size() - size_) return first_.data() + size_;
            more_.resize(std::max<std::size_t>(4 * bytes, 512));
            std::memcpy(more_.data(), first_.data(), size_);
        }
        if (bytes > more_.size() - size_) more_.resize(std::max(2 * more_.size(), size_ + bytes));
        return more_.data() + size_;
    }

    static constexpr std::size_t kMostHead = 1 + 10 + 10;  ///< outcome, the value's length, or the omitted value's
    std::array<std::byte, 56> first_;  ///< not set before it is used: a task of one small item needs no more
    std::size_t size_ = 0;
    std::vector<std::byte> more_;  ///< everything, once it does not fit; larger than what is in it
    std::uint64_t kept_ = 0;
    std::uint32_t items_ = 0;
    bool all_done_ = true;
};

}  // namespace poolscope::trace
