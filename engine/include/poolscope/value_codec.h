// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <poolscope/wire.h>

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
        for (std::uint32_t i = 0; i < array.count; ++i) {
            E element;
            std::memcpy(&element, array.data + std::size_t{i} * sizeof(E), sizeof element);
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

template <class T>
struct JsonRoute;  // which of the two JSON types a user's to_json and from_json speak; makes their names dependent

}  // namespace detail

template <detail::Nothing T>
struct ValueCodec<T> {
    static void write(ValueWriter& writer, const T&) { writer.null(); }
    static T read(ValueReader& reader) {
        reader.null();
        return {};
    }
    static std::string name() { return "None"; }
};

template <>
struct ValueCodec<bool> {
    static void write(ValueWriter& writer, bool value) { writer.boolean(value); }
    static bool read(ValueReader& reader) { return reader.boolean(); }
    static std::string name() { return "bool"; }
};

template <detail::Integer T>
struct ValueCodec<T> {
    static void write(ValueWriter& writer, T value) { writer.integer(value); }
    static T read(ValueReader& reader) { return reader.integer<T>(); }
    static std::string name() { return "int"; }
};

template <std::floating_point T>
struct ValueCodec<T> {
    static void write(ValueWriter& writer, T value) { writer.real(static_cast<double>(value)); }
    static T read(ValueReader& reader) { return static_cast<T>(reader.real()); }
    static std::string name() { return "float"; }
};

template <class T>
    requires std::is_enum_v<T>
struct ValueCodec<T> {
    using Number = std::underlying_type_t<T>;
    static void write(ValueWriter& writer, T value) { ValueCodec<Number>::write(writer, static_cast<Number>(value)); }
    static T read(ValueReader& reader) { return static_cast<T>(ValueCodec<Number>::read(reader)); }
    static std::string name() { return ValueCodec<Number>::name(); }
};

template <detail::Text T>
struct ValueCodec<T> {
    static void write(ValueWriter& writer, std::string_view text) { writer.string(text); }
    static T read(ValueReader& reader) { return T(reader.string()); }
    static std::string name() { return "str"; }
};

/// Written only: what is read has no terminating zero.
template <class T>
    requires(std::same_as<T, const char*> || std::same_as<T, char*>)
struct ValueCodec<T> {
    static void write(ValueWriter& writer, std::string_view text) { writer.string(text); }
    static std::string name() { return "str"; }
};

template <>
struct ValueCodec<std::span<const std::byte>> {
    static void write(ValueWriter& writer, std::span<const std::byte> value) { writer.bytes(value); }
    static std::span<const std::byte> read(ValueReader& reader) { return reader.bytes(); }
    static std::string name() { return "bytes"; }
};

template <>
struct ValueCodec<std::vector<std::byte>> {
    static void write(ValueWriter& writer, const std::vector<std::byte>& value) { writer.bytes(value); }
    static std::vector<std::byte> read(ValueReader& reader) {
        const auto bytes = reader.bytes();
        return {bytes.begin(), bytes.end()};
    }
    static std::string name() { return "bytes"; }
};

template <detail::Sequence T>
struct ValueCodec<T> {
    using Element = typename T::value_type;
    static void write(ValueWriter& writer, const T& sequence) {
        if constexpr (detail::Packable<Element> && requires { { sequence.data() } -> std::same_as<const Element*>; }) {
            writer.packed(std::span<const Element>(sequence.data(), sequence.size()));
        } else {
            writer.begin_list(sequence.size());
            for (const auto& element : sequence) ValueCodec<Element>::write(writer, element);
        }
    }
    static T read(ValueReader& reader) {
        T sequence;
        if constexpr (std::same_as<Element, unsigned char>) {
            if (reader.peek() == Tag::Bytes) {
                for (const std::byte byte : reader.bytes()) sequence.push_back(static_cast<unsigned char>(byte));
                return sequence;
            }
        }
        if constexpr (detail::Packable<Element> && requires { { sequence.data() } -> std::same_as<Element*>; }) {
            if (reader.peek() == Tag::Packed) {
                ValueReader copy = reader;
                const auto array = copy.packed();
                if (array.kind == packed_kind<Element>) {
                    sequence.resize(array.count);
                    if (array.count != 0) std::memcpy(sequence.data(), array.data, array.count * sizeof(Element));
                    reader = copy;
                    return sequence;
                }
            }
        }
        detail::read_elements<Element>(
            reader, [&](std::size_t count) { detail::reserve_if_possible(sequence, count); },
            [&](Element element) { sequence.push_back(std::move(element)); });
        return sequence;
    }
    static std::string name() { return "list[" + ValueCodec<Element>::name() + "]"; }
};

template <class E, std::size_t N>
struct ValueCodec<std::array<E, N>> {
    static void write(ValueWriter& writer, const std::array<E, N>& array) {
        if constexpr (detail::Packable<E>) {
            writer.packed(std::span<const E>(array));
        } else {
            writer.begin_list(N);
            for (const auto& element : array) ValueCodec<E>::write(writer, element);
        }
    }
    static std::array<E, N> read(ValueReader& reader) {
        std::array<E, N> array{};
        std::size_t at = 0;
        detail::read_elements<E>(
            reader, [](std::size_t count) { if (count != N) detail::throw_wrong_count(N, count); },
            [&](E element) { array[at++] = std::move(element); });
        return array;
    }
    static std::string name() { return "list[" + ValueCodec<E>::name() + "]"; }
};

template <detail::SetLike T>
struct ValueCodec<T> {
    using Element = typename T::value_type;
    static void write(ValueWriter& writer, const T& set) {
        writer.begin_list(set.size());
        for (const auto& element : set) ValueCodec<Element>::write(writer, element);
    }
    static T read(ValueReader& reader) {
        T set;
        detail::read_elements<Element>(
            reader, [&](std::size_t count) { detail::reserve_if_possible(set, count); },
            [&](Element element) { set.insert(std::move(element)); });
        return set;
    }
    static std::string name() { return "list[" + ValueCodec<Element>::name() + "]"; }
};

template <detail::MapLike T>
struct ValueCodec<T> {
    using Key = typename T::key_type;
    using Mapped = typename T::mapped_type;
    static void write(ValueWriter& writer, const T& map) {
        writer.begin_map(map.size());
        for (const auto& [key, mapped] : map) {
            ValueCodec<Key>::write(writer, key);
            ValueCodec<Mapped>::write(writer, mapped);
        }
    }
    static T read(ValueReader& reader) {
        T map;
        const std::uint32_t count = reader.begin_map();
        const ValueReader::Nested nested(reader);
        detail::reserve_if_possible(map, count);
        for (std::uint32_t i = 0; i < count; ++i) {
            Key key = ValueCodec<Key>::read(reader);
            map.emplace(std::move(key), ValueCodec<Mapped>::read(reader));
        }
        return map;
    }
    static std::string name() { return "dict[" + ValueCodec<Key>::name() + ", " + ValueCodec<Mapped>::name() + "]"; }
};

template <class... E>
struct ValueCodec<std::tuple<E...>> {
    static void write(ValueWriter& writer, const std::tuple<E...>& tuple) {
        writer.begin_tuple(sizeof...(E));
        std::apply([&](const E&... element) { (ValueCodec<E>::write(writer, element), ...); }, tuple);
    }
    static std::tuple<E...> read(ValueReader& reader) {
        const std::uint32_t count = reader.begin_list();
        const ValueReader::Nested nested(reader);
        if (count != sizeof...(E)) detail::throw_wrong_count(sizeof...(E), count);
        return std::tuple<E...>{ValueCodec<E>::read(reader)...};  // braces: read from left to right
    }
    static std::string name() {
        std::string text = "tuple[";
        ((text += ValueCodec<E>::name() + ", "), ...);
        if constexpr (sizeof...(E) != 0) text.resize(text.size() - 2);
        return text + "]";
    }
};

template <class A, class B>
struct ValueCodec<std::pair<A, B>> {
    using Tuple = std::tuple<A, B>;
    static void write(ValueWriter& writer, const std::pair<A, B>& pair) {
        writer.begin_tuple(2);
        ValueCodec<A>::write(writer, pair.first);
        ValueCodec<B>::write(writer, pair.second);
    }
    static std::pair<A, B> read(ValueReader& reader) { return std::make_from_tuple<std::pair<A, B>>(ValueCodec<Tuple>::read(reader)); }
    static std::string name() { return ValueCodec<Tuple>::name(); }
};

template <class T>
struct ValueCodec<std::optional<T>> {
    static void write(ValueWriter& writer, const std::optional<T>& value) {
        if (value) ValueCodec<T>::write(writer, *value);
        else writer.null();
    }
    static std::optional<T> read(ValueReader& reader) {
        if (reader.peek() != Tag::Null) return ValueCodec<T>::read(reader);
        reader.null();
        return std::nullopt;
    }
    static std::string name() { return ValueCodec<T>::name() + " | None"; }
};

template <detail::JsonValue T>
struct ValueCodec<T> {
    static void write(ValueWriter& writer, const T& json) { detail::write_json(writer, json); }
    static T read(ValueReader& reader) {
        T json;
        detail::read_json(reader, json);
        return json;
    }
    static std::string name() { return "any"; }
};

template <class T>
struct detail::JsonRoute {
    using Plain = nlohmann::json;  // what NLOHMANN_DEFINE_TYPE_... and most hand-written functions use
    using Ordered = nlohmann::ordered_json;
    template <class J>
    static constexpr bool writes = std::is_constructible_v<J, const T&>;
    template <class J>
    static constexpr bool reads = requires(const J& json) { { json.template get<T>() } -> std::same_as<T>; };
    using Out = std::conditional_t<writes<Plain> || !writes<Ordered>, Plain, Ordered>;
    using In = std::conditional_t<reads<Plain> || !reads<Ordered>, Plain, Ordered>;
};

/// Any other type: through nlohmann's to_json and from_json.
template <class T>
struct ValueCodec {
    static_assert(!std::is_pointer_v<T>, "a pointer means nothing in another process; send the value");
    using Route = detail::JsonRoute<T>;

    static void write(ValueWriter& writer, const T& value) {
        static_assert(Route::template writes<typename Route::Out>, "this type has no to_json and no ValueCodec");
        const std::size_t before = writer.out().size();
        try {
            const typename Route::Out json = value;
            detail::write_json(writer, json);
        } catch (const EncodingError&) {
            writer.out().resize(before);
            throw;
        } catch (const std::exception& error) {
            writer.out().resize(before);
            detail::throw_no_encoding(typeid(T).name(), error.what());
        }
    }
    static T read(ValueReader& reader) {
        static_assert(Route::template reads<typename Route::In>, "this type has no from_json and no ValueCodec");
        typename Route::In json;
        detail::read_json(reader, json);
        try {
            return json.template get<T>();
        } catch (const std::exception& error) {
            detail::throw_not_convertible(typeid(T).name(), error.what());
        }
    }
    static std::string name() { return detail::readable_type(typeid(T).name()); }
};

}  // namespace poolscope
