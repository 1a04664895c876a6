// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <poolscope/large_value.h>
#include <poolscope/value_codec.h>

namespace poolscope {

template <class T>
class ArrayBuilder;

/// Numbers or bytes that nobody changes any more, shared by all copies of this: the type for large arguments and results. Above
/// 256 KiB it lies in memory that host and worker share:
/// - as a parameter it is a view of the caller's bytes, read in place; valid until the function returns, its copies too;
/// - as a result of get() it is a view of what the worker wrote, valid as long as a copy lives, also after the pool and the
///   worker have gone; the memory goes back to the worker when the last copy and the handle are gone.
/// A task that makes a large result fills an ArrayBuilder and returns it as an Array: nothing is copied then.
/// std::vector works as well, and costs a copy on each side.
template <class T>
class Array {
    static_assert(std::is_same_v<T, std::byte> || detail::Packable<T>, "an Array holds bytes or numbers of up to 8 bytes");

public:
    using value_type = T;
    using const_iterator = const T*;

    Array() = default;
    Array(const Array&) = default;
    Array& operator=(const Array&) = default;
    /// What was moved from is empty.
    Array(Array&& other) noexcept
        : owner_(std::move(other.owner_)), data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    Array& operator=(Array&& other) noexcept {
        Array taken(std::move(other));
        std::swap(owner_, taken.owner_);
        std::swap(data_, taken.data_);
        std::swap(size_, taken.size_);
        return *this;
    }
    ~Array() = default;
    /// Takes the vector over; nothing is copied.
    Array(std::vector<T> elements) {
        auto owned = std::make_shared<const std::vector<T>>(std::move(elements));
        data_ = owned->data();
        size_ = owned->size();
        owner_ = std::move(owned);
    }
    Array(std::initializer_list<T> elements) : Array(std::vector<T>(elements)) {}
    Array(ArrayBuilder<T>&& filled) : Array(std::move(filled).finish()) {}
    /// `elements` last as long as somebody holds `owner`; with a null one for as long as the caller sees to it.
    Array(std::shared_ptr<const void> owner, std::span<const T> elements) noexcept
        : owner_(std::move(owner)), data_(elements.data()), size_(elements.size()) {}

    [[nodiscard]] const T* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] const T* begin() const noexcept { return data_; }
    [[nodiscard]] const T* end() const noexcept { return data_ + size_; }
    [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return data_[index]; }
    [[nodiscard]] std::span<const T> span() const noexcept { return {data_, size_}; }
    operator std::span<const T>() const noexcept { return span(); }
    [[nodiscard]] std::vector<T> to_vector() const { return std::vector<T>(begin(), end()); }
    /// What keeps the elements; null when this is a view only.
    [[nodiscard]] const std::shared_ptr<const void>& owner() const noexcept { return owner_; }

    /// By content.
    [[nodiscard]] friend bool operator==(const Array& left, const Array& right) {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    std::shared_ptr<const void> owner_;
    const T* data_ = nullptr;
    std::size_t size_ = 0;
};

/// An array that is being made; becomes an Array when it is done. In a task large ones lie where the host reads them, so that to
/// return one costs nothing; what Pool::array() makes lies where workers read it.
template <class T>
class ArrayBuilder {
public:
    /// `count` elements that are not initialised. Throws std::bad_alloc, std::bad_array_new_length.
    explicit ArrayBuilder(std::size_t count) : ArrayBuilder(detail::room_for_result(checked_bytes(count)), count) {}
    ArrayBuilder(detail::LargeRoom room, std::size_t count) noexcept
        : owner_(std::move(room.owner)), data_(reinterpret_cast<T*>(room.data)), size_(count) {}
    ArrayBuilder(ArrayBuilder&& other) noexcept
        : owner_(std::move(other.owner_)), data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    ArrayBuilder& operator=(ArrayBuilder&& other) noexcept {
        owner_ = std::move(other.owner_);
        data_ = std::exchange(other.data_, nullptr);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }

    [[nodiscard]] T* data() noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T* begin() noexcept { return data_; }
    [[nodiscard]] T* end() noexcept { return data_ + size_; }
    [[nodiscard]] T& operator[](std::size_t index) noexcept { return data_[index]; }
    [[nodiscard]] std::span<T> span() noexcept { return {data_, size_}; }

    /// The array, of its first `count` elements; this is empty then.
    [[nodiscard]] Array<T> finish(std::size_t count) && {
        const std::span<const T> elements(data_, std::min(count, size_));
        data_ = nullptr;
        size_ = 0;
        return Array<T>(std::move(owner_), elements);
    }
    [[nodiscard]] Array<T> finish() && { return std::move(*this).finish(size_); }

    /// Bytes of so many elements. Throws std::bad_array_new_length.
    [[nodiscard]] static std::size_t checked_bytes(std::size_t count) {
        if (count > static_cast<std::size_t>(PTRDIFF_MAX) / sizeof(T)) throw std::bad_array_new_length();
        return count * sizeof(T);
    }

private:
    std::shared_ptr<void> owner_;
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

using ByteArray = Array<std::byte>;

template <class T>
struct ValueCodec<Array<T>> {
    static void write(ValueWriter& writer, const Array<T>& array) {
        if (writer.adopt(array.owner(), array.span())) return;
        if constexpr (std::is_same_v<T, std::byte>) writer.bytes(array.span());
        else writer.packed(array.span());
    }
    static Array<T> read(ValueReader& reader) {
        if constexpr (std::is_same_v<T, std::byte>) {
            std::shared_ptr<const void> owner;
            const bool in_place = reader.next_is_large(owner);
            const std::span<const std::byte> bytes = reader.bytes();
            if (in_place) return Array<T>(std::move(owner), bytes);
            return Array<T>(std::vector<std::byte>(bytes.begin(), bytes.end()));
        } else {
            ValueReader ahead = reader;
            std::shared_ptr<const void> owner;
            if (ahead.next_is_large(owner) && ahead.peek() == Tag::Packed) {
                const auto packed = ahead.packed();
                if (packed.kind == packed_kind<T>) {
                    reader = ahead;
                    return Array<T>(std::move(owner), {reinterpret_cast<const T*>(packed.data), packed.count});
                }
            }
            return Array<T>(ValueCodec<std::vector<T>>::read(reader));
        }
    }
    static std::string name() {
        if constexpr (std::is_same_v<T, std::byte>) return "bytes";
        else return ValueCodec<std::vector<T>>::name();
    }
};

}  // namespace poolscope
