// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace poolscope::trace {

/// A vector whose elements never move: growing costs a chunk, never a copy of everything, and wastes less than one
/// chunk.
template <class Element, std::size_t ChunkSize> class ChunkedVector {
public:
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    Element& operator[](std::size_t index) { return (*chunks_[index / ChunkSize])[index % ChunkSize]; }
    const Element& operator[](std::size_t index) const { return (*chunks_[index / ChunkSize])[index % ChunkSize]; }
    Element& back() { return (*this)[size_ - 1]; }
    void push_back(const Element& element) {
        if (size_ == chunks_.size() * ChunkSize) {
            chunks_.push_back(std::make_unique<Chunk>());
        }
        (*chunks_[size_ / ChunkSize])[size_ % ChunkSize] = element;
        ++size_;
    }
    void pop_back() noexcept { --size_; }

private:
    using Chunk = std::array<Element, ChunkSize>;
    std::vector<std::unique_ptr<Chunk>> chunks_;
    std::size_t size_ = 0;
};

}  // namespace poolscope::trace
