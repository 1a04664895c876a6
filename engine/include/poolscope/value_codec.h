// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <poolscope/codec_traits.h>
#include <poolscope/wire.h>

/// How each kind of type is written and read; ValueCodec itself is declared in codec_traits.h.
namespace poolscope {

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
        return detail::filled<std::vector<std::byte>>(bytes.data(), bytes.size());
    }
    static std::string name() { return "bytes"; }
};

/// Written only; what is read in place is an Array (array.h).
template <detail::Packable E>
struct ValueCodec<std::span<const E>> {
    static void write(ValueWriter& writer, std::span<const E> elements) { writer.packed(elements); }
    static std::string name() { return "list[" + ValueCodec<E>::name() + "]"; }
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
                    if (reinterpret_cast<std::uintptr_t>(array.data) % alignof(Element) == 0) {
                        sequence = detail::filled<T>(reinterpret_cast<const Element*>(array.data), array.count);
                    } else {
                        sequence.resize(array.count);
                        if (array.count != 0) std::memcpy(sequence.data(), array.data, array.count * sizeof(Element));
                    }
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

namespace detail {

/// Which of the two JSON types a user's to_json and from_json speak. A template, so that the names are looked up only where
/// a type goes this way, and <nlohmann/json.hpp> is needed only there.
template <class T>
struct JsonRoute {
    using Plain = nlohmann::json;  // what NLOHMANN_DEFINE_TYPE_... and most hand-written functions use
    using Ordered = nlohmann::ordered_json;
    template <class J>
    static constexpr bool writes = std::is_constructible_v<J, const T&>;
    template <class J>
    static constexpr bool reads = requires(const J& json) { { json.template get<T>() } -> std::same_as<T>; };
    using Out = std::conditional_t<writes<Plain> || !writes<Ordered>, Plain, Ordered>;
    using In = std::conditional_t<reads<Plain> || !reads<Ordered>, Plain, Ordered>;
};

}  // namespace detail

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
