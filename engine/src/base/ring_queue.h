// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace poolscope::base {

/// A queue in one piece of memory that is kept: nothing is allocated once it was as long as it ever gets, where std::deque takes
/// and gives back a block for every few elements. T is default constructible and movable; a place that is free holds a T{}.
template <class T>
class RingQueue {
public:
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T& operator[](std::size_t index) noexcept { return places_[at(index)]; }
    [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return places_[at(index)]; }
    [[nodiscard]] T& front() noexcept { return (*this)[0]; }
    [[nodiscard]] const T& front() const noexcept { return (*this)[0]; }
    [[nodiscard]] T& back() noexcept { return (*this)[size_ - 1]; }
    [[nodiscard]] const T& back() const noexcept { return (*this)[size_ - 1]; }

    void push_back(T value) {
        if (size_ == places_.size()) grow();
        ++size_;
        back() = std::move(value);
    }
    /// A place behind the last one, which holds a T{}.
    T& emplace_back() {
        if (size_ == places_.size()) grow();
        ++size_;
        return back();
    }
    void pop_front() {
        static_assert(std::is_nothrow_default_constructible_v<T>);
        T* const place = &front();
        std::destroy_at(place);
        ::new (static_cast<void*>(place)) T;
        first_ = at(1);
        --size_;
    }
    /// Takes one out of the middle; those behind it move up.
    T take(std::size_t index) {
        T taken = std::move((*this)[index]);
        for (; index + 1 < size_; ++index) (*this)[index] = std::move((*this)[index + 1]);
        back() = T{};
        --size_;
        return taken;
    }
    void clear() {
        while (!empty()) pop_front();
    }

private:
    [[nodiscard]] std::size_t at(std::size_t index) const noexcept { return (first_ + index) & (places_.size() - 1); }
    void grow() {
        std::vector<T> larger(places_.empty() ? 4 : places_.size() * 2);
        for (std::size_t i = 0; i < size_; ++i) larger[i] = std::move((*this)[i]);
        places_ = std::move(larger);
        first_ = 0;
    }

    std::vector<T> places_;  ///< a power of two of them
    std::size_t first_ = 0, size_ = 0;
};

}  // namespace poolscope::base
