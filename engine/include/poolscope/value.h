// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <poolscope/json.h>
#include <poolscope/number_row.h>
#include <poolscope/value_codec.h>
#include <poolscope/wire.h>

/// Values as they travel in lanes and lie in traces. Arithmetic types, strings, bytes, containers, tuples, optionals and
/// JSON values work with this header alone; other types need nlohmann's to_json and from_json, and
/// `#include <nlohmann/json.hpp>` before the first use, which who writes those has anyway.
namespace poolscope {

/// Appends a value.
template <class T>
void encode(ValueWriter& writer, const T& value) {
    ValueCodec<std::decay_t<T>>::write(writer, value);
}

/// Reads a value. Views (std::string_view, std::span<const std::byte>) point into the reader's bytes. Throws DecodingError.
template <class T>
[[nodiscard]] T decode(ValueReader& reader) {
    return ValueCodec<T>::read(reader);
}

/// The value alone, as bytes.
template <class T>
[[nodiscard]] std::vector<std::byte> encode_value(const T& value) {
    std::vector<std::byte> bytes;
    ValueWriter writer(bytes);
    encode(writer, value);
    return bytes;
}

/// The value of these bytes, all of which it must take; its large parts are in `large`. Throws DecodingError.
template <class T>
[[nodiscard]] T decode_value(std::span<const std::byte> bytes, const detail::LargeSource* large = nullptr) {
    ValueReader reader(bytes, large);
    T value = decode<T>(reader);
    if (!reader.at_end()) detail::throw_bytes_left(reader.remaining());
    return value;
}

namespace detail {

/// Encoded size of a list of arguments that are all of fixed size.
template <class... A>
inline constexpr std::size_t kArgumentsSize = 5 + (kFixedSize<std::decay_t<A>> + ... + 0);
template <class... A>
inline constexpr bool kAllFixed = ((kFixedSize<std::decay_t<A>> != 0) && ...);

template <class... A>
void put_arguments(std::byte* at, const A&... arguments) noexcept {
    at = ValueWriter::put_begin(at, Tag::List, sizeof...(A));
    ((at = put_fixed(at, arguments)), ...);
}

}  // namespace detail

/// Appends one list of the arguments of a call. A list of numbers takes one growth of the vector and no branch.
template <class... A>
void encode_arguments(ValueWriter& writer, const A&... arguments) {
    if constexpr (detail::kAllFixed<A...>) {
        detail::put_arguments(writer.extend(detail::kArgumentsSize<A...>), arguments...);
    } else {
        writer.begin_list(sizeof...(A));
        (encode(writer, arguments), ...);
    }
}

/// Builds and reads the arguments of a chunk: for each item a little-endian u32 length and that many bytes, which are the
/// one encoded list of the call's positional arguments.
class ChunkWriter {
public:
    explicit ChunkWriter(std::vector<std::byte>& chunk) noexcept : chunk_(&chunk) {}
    /// Appends an item that is called with these arguments. On an exception the chunk is as before.
    template <class... A>
    void add(const A&... arguments) {
        if constexpr (detail::kAllFixed<A...>) {
            constexpr auto length = static_cast<std::uint32_t>(detail::kArgumentsSize<A...>);
            std::byte* at = ValueWriter(*chunk_).extend(sizeof length + length);
            detail::put_arguments(detail::put(at, length), arguments...);
        } else {
            add_any(arguments...);
        }
    }
    /// Appends an item whose list of arguments is encoded already.
    void add_encoded(std::span<const std::byte> list) {
        ValueWriter writer(*chunk_);
        const std::uint32_t length = detail::checked_size(list.size());
        detail::put(writer.extend(sizeof length), length);
        writer.encoded(list);
    }

private:
    template <class... A>
    void add_any(const A&... arguments) {
        const std::size_t before = chunk_->size();
        try {
            ValueWriter writer(*chunk_);
            static_cast<void>(writer.extend(sizeof(std::uint32_t)));
            encode_arguments(writer, arguments...);
            const std::uint32_t length = detail::checked_size(chunk_->size() - before - sizeof(std::uint32_t));
            detail::put(chunk_->data() + before, length);
        } catch (...) {
            chunk_->resize(before);
            throw;
        }
    }

    std::vector<std::byte>* chunk_;
};

/// See ChunkWriter. The bytes may be hostile.
class ChunkReader {
public:
    /// With a kind the chunk is bare numbers, the only argument of an item each (number_row.h).
    explicit ChunkReader(std::span<const std::byte> chunk, PackedKind kind = detail::kNotPacked) noexcept : rest_(chunk), kind_(kind) {}
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    /// The next item's list of arguments; of a number it lives until the next call. Throws DecodingError.
    [[nodiscard]] std::span<const std::byte> next() {
        if (kind_ != detail::kNotPacked) return next_number();
        std::uint32_t length = 0;
        if (rest_.size() < sizeof length) detail::throw_truncated();
        std::memcpy(&length, rest_.data(), sizeof length);
        if (rest_.size() - sizeof length < length) detail::throw_truncated();
        const auto item = rest_.subspan(sizeof length, length);
        rest_ = rest_.subspan(sizeof length + length);
        return item;
    }

private:
    [[nodiscard]] std::span<const std::byte> next_number() {
        const std::size_t size = packed_size(kind_);
        if (size == 0) detail::throw_bad_packed_kind(static_cast<std::uint8_t>(kind_));
        if (rest_.size() < size) detail::throw_truncated();
        detail::put_number(ValueWriter::put_begin(list_.data(), Tag::List, 1), kind_, rest_.data());
        rest_ = rest_.subspan(size);
        return list_;
    }

    std::span<const std::byte> rest_;
    PackedKind kind_;
    std::array<std::byte, 5 + detail::kEncodedNumber> list_;
};

/// A value for people and programs that speak JSON; what JSON cannot say becomes something it can: bytes
/// {"bytes": "BASE64"}, not-a-number and the infinities the strings "NaN", "Infinity", "-Infinity", keys that are no
/// strings their JSON text, bytes in a string that are not UTF-8 U+FFFD. dump() of it never throws. Throws DecodingError.
[[nodiscard]] Json value_to_json(std::span<const std::byte> bytes);
/// Appends a JSON value: numbers stay whole or real as JSON has them, binary values are bytes. What decode<Json> reads is
/// equal to it. Throws EncodingError when it is nested too deep.
void json_to_value(const Json& json, ValueWriter& writer);
/// A short text as Python would show it, "[1, 2, 'abc', None, True]", at most `max_chars` bytes of UTF-8, then "...".
/// Bytes are shown as b'...', a long byte string with its size. Never throws on bad bytes: "<damaged value>".
[[nodiscard]] std::string value_to_text(std::span<const std::byte> bytes, std::size_t max_chars);

}  // namespace poolscope
