// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>

namespace poolscope::trace {

/// A set of numbers, kept as runs: a million numbers in a row cost what one costs.
class IntervalSet {
public:
    /// Adds [first, first + count). False when one of them was there already (the others are added all the same).
    bool insert(std::uint64_t first, std::uint64_t count) {
        if (count == 0) {
            return true;
        }
        std::uint64_t begin = first;
        std::uint64_t end = end_of(first, count);
        const bool is_new = !intersects(first, count);
        auto at = runs_.upper_bound(begin);
        if (at != runs_.begin() && std::prev(at)->second >= begin) {
            at = std::prev(at);
        }
        while (at != runs_.end() && at->first <= end) {
            begin = std::min(begin, at->first);
            end = std::max(end, at->second);
            size_ -= at->second - at->first;
            at = runs_.erase(at);
        }
        runs_.emplace(begin, end);
        size_ += end - begin;
        return is_new;
    }
    void erase(std::uint64_t first, std::uint64_t count) {
        const std::uint64_t end = end_of(first, count);
        auto at = runs_.upper_bound(first);
        if (at != runs_.begin() && std::prev(at)->second > first) {
            at = std::prev(at);
        }
        while (at != runs_.end() && at->first < end) {
            const auto [run_begin, run_end] = *at;
            size_ -= run_end - run_begin;
            at = runs_.erase(at);
            if (run_begin < first) {
                runs_.emplace(run_begin, first);
                size_ += first - run_begin;
            }
            if (run_end > end) {
                runs_.emplace(end, run_end);
                size_ += run_end - end;
            }
        }
    }
    [[nodiscard]] bool intersects(std::uint64_t first, std::uint64_t count) const {
        if (count == 0) {
            return false;
        }
        const auto after = runs_.upper_bound(first);
        return (after != runs_.begin() && std::prev(after)->second > first) ||
               (after != runs_.end() && after->first < end_of(first, count));
    }
    [[nodiscard]] bool contains(std::uint64_t number) const { return intersects(number, 1); }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    /// One more than the largest number; 0 of an empty set.
    [[nodiscard]] std::uint64_t end() const noexcept { return runs_.empty() ? 0 : std::prev(runs_.end())->second; }
    [[nodiscard]] std::size_t runs() const noexcept { return runs_.size(); }

private:
    static std::uint64_t end_of(std::uint64_t first, std::uint64_t count) noexcept {
        return first + std::min(count, std::numeric_limits<std::uint64_t>::max() - first);
    }
    std::map<std::uint64_t, std::uint64_t> runs_;  // from the first of a run to behind its last
    std::uint64_t size_ = 0;
};

}  // namespace poolscope::trace
