// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <poolscope/batch_state.h>
#include <poolscope/call.h>
#include <poolscope/pool_core.h>
#include <poolscope/value.h>

/// How the items and values of a map go the short way. For pool.h and results.h, not for users.
namespace poolscope::detail {

template <class T>
inline constexpr bool kIsVectorOfNumbers = false;
template <Packable E>
inline constexpr bool kIsVectorOfNumbers<std::vector<E>> = true;

/// Types that the pool's thread may make for a caller: nothing of his own runs when they are read.
template <class T>
inline constexpr bool kIsPlainValue = Packable<T> || std::same_as<T, bool> || std::same_as<T, std::string> ||
                                      std::same_as<T, std::vector<std::byte>> || kIsVectorOfNumbers<T>;

/// Gives the values of a row to `take`, each with its position in the row. Throws DecodingError.
template <class T, class Take>
void visit_values(const ValueRow& row, const LargeSource* large, const Take& take) {
    if constexpr (Number<T>) {
        if (row.kind != kNotPacked) {
            std::uint32_t position = 0;
            return visit_packed({row.kind, row.items, row.bytes.data()}, [&](auto number) { take(position++, convert_packed<T>(number)); });
        }
    }
    if (row.items == 1 && row.kind == kNotPacked) return take(0, decode_value<T>(row.bytes, large));
    if constexpr (kFixedSize<T> != 0) {
        ValueReader reader(row.bytes);
        for (std::uint32_t i = 0; i < row.items; ++i) take(i, decode<T>(reader));
        return;
    }
    ValueRowReader reader(row);
    for (std::uint32_t i = 0; i < row.items; ++i) take(i, decode_value<T>(reader.next()));
}

/// Where the values of a map go whose caller waits. They are his when the batch is ready.
template <class T>
class ValuesInPlace final : public ValueSink {
public:
    /// So many will come.
    void expect(std::uint64_t items) {
        values_.reserve(items);
        if constexpr (!std::same_as<T, bool>) expect_filling(values_.data(), items * sizeof(T));
        values_.resize(items);
    }
    [[nodiscard]] bool take(std::uint64_t first_item, const ValueRow& row, const LargeSource* large) noexcept override {
        try {
            put(first_item, row, large);
            return true;
        } catch (...) {
            return false;  // the caller will find out for himself
        }
    }
    /// Throws DecodingError.
    void put(std::uint64_t first_item, const ValueRow& row, const LargeSource* large) {
        if (first_item > values_.size() || row.items > values_.size() - first_item) throw_wrong_count(values_.size(), first_item + row.items);
        if constexpr (Packable<T>) {
            if (row.kind == packed_kind<T>) {
                if (row.items != 0) std::memcpy(values_.data() + first_item, row.bytes.data(), row.bytes.size());
                return;
            }
        }
        visit_values<T>(row, large, [&](std::uint32_t position, T value) { values_[first_item + position] = std::move(value); });
    }
    [[nodiscard]] std::vector<T>& values() noexcept { return values_; }

private:
    std::vector<T> values_;
};

/// Whether a function takes one number.
template <class... P>
inline constexpr bool kAreNumbers = false;
template <class P>
inline constexpr bool kAreNumbers<P> = Packable<Stored<P>>;

/// The items of a map as bare numbers of the parameter's type; of a caller who waits they are read where they lie, if they can be.
template <bool Awaited, class P, class Range>
NumberItems numbers_of(Range& items, std::uint64_t count) {
    using Number = Stored<P>;
    using Position = decltype(std::begin(items));
    if constexpr (Awaited && std::contiguous_iterator<Position>) {
        if constexpr (std::same_as<std::iter_value_t<Position>, Number>)
            return {packed_kind<Number>, reinterpret_cast<const std::byte*>(std::to_address(std::begin(items))), count, {}};
    }
    auto numbers = std::make_shared<std::vector<Number>>();
    numbers->reserve(count);
    expect_filling(numbers->data(), count * sizeof(Number));
    for (auto&& item : items) numbers->push_back(Parameters<P>::number_of(std::forward<decltype(item)>(item)));
    const auto* const data = reinterpret_cast<const std::byte*>(numbers->data());
    return {packed_kind<Number>, data, numbers->size(), std::move(numbers)};
}

/// Whether the items of a map may be encoded while its caller waits, one chunk after another as workers want them: then their memory is
/// used again and again instead of all being fresh.
template <class Range, class... P>
inline constexpr bool kIsReadLater = false;
template <class Range, class P>
    requires std::contiguous_iterator<decltype(std::begin(std::declval<Range&>()))> && kIsPlainValue<Stored<P>> &&
             std::same_as<std::iter_value_t<decltype(std::begin(std::declval<Range&>()))>, Stored<P>> && requires(Range& items) { std::size(items); }
inline constexpr bool kIsReadLater<Range, P> = true;

}  // namespace poolscope::detail
