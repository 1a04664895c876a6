// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <limits>
#include <utility>

namespace poolscope::tests {

/// first, first + 1, ..., last - 1, each through a function. As std::views::iota | std::views::transform, which clang 14
/// cannot compile with libstdc++ 12.
template <class Make>
class Made {
public:
    Made(int first, int last, Make make) : first_(first), last_(last), make_(std::move(make)) {}

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = int;
        using difference_type = std::ptrdiff_t;
        using pointer = const int*;
        using reference = int;
        Iterator() = default;
        Iterator(int at, const Make* make) : at_(at), make_(make) {}
        int operator*() const { return (*make_)(at_); }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++at_;
            return before;
        }
        bool operator==(const Iterator& other) const { return at_ == other.at_; }

    private:
        int at_ = 0;
        const Make* make_ = nullptr;
    };
    [[nodiscard]] Iterator begin() const { return {first_, &make_}; }
    [[nodiscard]] Iterator end() const { return {last_, &make_}; }

private:
    int first_, last_;
    Make make_;
};

/// The numbers themselves; without `last` they do not end.
[[nodiscard]] inline auto numbers(int first, int last = std::numeric_limits<int>::max()) {
    return Made(first, last, [](int x) { return x; });
}

}  // namespace poolscope::tests
