// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <nlohmann/json_fwd.hpp>

#include <poolscope/wire.h>

/// What value_codec.h tells types apart by, and how it reads runs of elements.
namespace poolscope {

/// How a type is written and read: static write(ValueWriter&, const T&), T read(ValueReader&) and std::string name(), the
/// type in Python's words. Specialise it for a type of your own that is to travel faster than through JSON.
template <class T>
struct ValueCodec;

namespace detail {

[[noreturn]] void throw_bytes_left(std::size_t count);
void write_json(ValueWriter& writer, const nlohmann::json& json);
void write_json(ValueWriter& writer, const nlohmann::ordered_json& json);
// Keep binary values as binary, so that what is read is equal to what was written.
void read_json(ValueReader& reader, nlohmann::json& json);
void read_json(ValueReader& reader, nlohmann::ordered_json& json);
/// Readable name of a type: typeid(T).name() demangled.
[[nodiscard]] std::string readable_type(const char* mangled);

template <class T>
concept JsonValue = std::same_as<T, nlohmann::json> || std::same_as<T, nlohmann::ordered_json>;
template <class T>
concept Integer = std::is_integral_v<T> && !std::same_as<T, bool>;
template <class T>
concept Number = Integer<T> || std::is_floating_point_v<T>;
/// Numbers that vectors pack; long double travels as double, one by one.
template <class T>
concept Packable = Number<T> && sizeof(T) <= 8;
template <class T>
concept Nothing = std::same_as<T, std::nullptr_t> || std::same_as<T, std::monostate>;
template <class T>
concept Text = std::same_as<T, std::string> || std::same_as<T, std::string_view>;

template <class T>
concept Sized = !JsonValue<T> && !Text<T> && requires(const T& c) {
    typename T::value_type;
    { c.size() } -> std::convertible_to<std::size_t>;
    c.begin() != c.end();
};
/// vector, deque, list and what behaves like them.
template <class T>
concept Sequence = Sized<T> && std::default_initializable<T> && requires(T& c, typename T::value_type v) {
    c.push_back(std::move(v));
};
/// map, unordered_map, ...
template <class T>
concept MapLike = Sized<T> && requires(T& c, typename T::key_type k, typename T::mapped_type v) {
    c.emplace(std::move(k), std::move(v));
};
/// set, unordered_set, ...
template <class T>
concept SetLike = Sized<T> && std::same_as<typename T::key_type, typename T::value_type> &&
                  requires(T& c, typename T::value_type v) { c.insert(std::move(v)); };

/// Encoded size of what always takes the same, else 0.
template <class T>
inline constexpr std::size_t kFixedSize = std::same_as<T, bool> ? 1 : Number<T> ? 9 : 0;
template <class T>
inline std::byte* put_fixed(std::byte* at, const T& value) noexcept {
    if constexpr (std::same_as<T, bool>) return put_tag(at, value ? Tag::True : Tag::False);
    else if constexpr (Integer<T>) return ValueWriter::put_integer(at, value);
    else return ValueWriter::put_real(at, static_cast<double>(value));
}

/// A packed element as the number asked for, with the checks of ValueReader::integer.
template <class T, class From>
T convert_packed(From value) {
    if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(value);
    } else if constexpr (std::is_floating_point_v<From>) {
        throw_wrong_kind("an integer", static_cast<std::uint8_t>(Tag::Double));
    } else {
        // Not std::in_range, which refuses char and wchar_t.
        constexpr auto low = static_cast<std::int64_t>(std::numeric_limits<T>::min());
        constexpr auto high = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
        if constexpr (std::is_signed_v<From>) {
            if (value < low || (value > 0 && static_cast<std::uint64_t>(value) > high))
                throw_signed_out_of_range(value, low, high);
        } else {
            if (value > high) throw_unsigned_out_of_range(value, low, high);
        }
        return static_cast<T>(value);
    }
}

/// Calls `visit` with each element of a packed array, in its own type.
template <class Visit>
void visit_packed(const ValueReader::PackedArray& array, Visit&& visit) {
    const auto each = [&]<class E>(E) {
        for (std::size_t i = 0; i < array.count; ++i) {
            E element;
            std::memcpy(&element, array.data + i * sizeof(E), sizeof element);
            visit(element);
        }
    };
    switch (array.kind) {
    case PackedKind::I8: return each(std::int8_t{});
    case PackedKind::U8: return each(std::uint8_t{});
    case PackedKind::I16: return each(std::int16_t{});
    case PackedKind::U16: return each(std::uint16_t{});
    case PackedKind::I32: return each(std::int32_t{});
    case PackedKind::U32: return each(std::uint32_t{});
    case PackedKind::I64: return each(std::int64_t{});
    case PackedKind::U64: return each(std::uint64_t{});
    case PackedKind::F32: return each(float{});
    case PackedKind::F64: return each(double{});
    }
}

/// Reads a list, a tuple or a packed array and gives each element, as E, to `add`; `reserve` hears the count first.
template <class E, class Reserve, class Add>
void read_elements(ValueReader& reader, Reserve&& reserve, Add&& add) {
    if constexpr (Number<E>) {
        if (reader.peek() == Tag::Packed) {
            const auto array = reader.packed();
            reserve(array.count);
            return visit_packed(array, [&](auto element) { add(convert_packed<E>(element)); });
        }
    }
    const std::uint32_t count = reader.begin_list();
    const ValueReader::Nested nested(reader);
    reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) add(ValueCodec<E>::read(reader));
}

template <class C>
void reserve_if_possible(C& container, std::size_t count) {
    // A count may be as large as the bytes that are left, each element far larger: what is reserved is bounded.
    if constexpr (requires { container.reserve(count); }) container.reserve(std::min<std::size_t>(count, 4096));
}

/// A sequence of these elements; a large vector gets memory that is quick to fill.
template <class T>
T filled(const typename T::value_type* first, std::size_t count) {
    if constexpr (requires(T& s) { s.reserve(count); s.data(); }) {
        if (count * sizeof(typename T::value_type) > kLargeBytes) {
            T sequence;
            sequence.reserve(count);
            expect_filling(sequence.data(), count * sizeof(typename T::value_type));
            sequence.assign(first, first + count);
            return sequence;
        }
    }
    return T(first, first + count);
}

}  // namespace detail

}  // namespace poolscope
