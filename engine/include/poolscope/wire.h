// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace poolscope {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie; a swap is needed here");

/// The first byte of every encoded value. What follows is little-endian and unaligned:
/// | tag              | then                                                                       |
/// |------------------|----------------------------------------------------------------------------|
/// | Null False True  | nothing                                                                    |
/// | Int64 Uint64     | 8 bytes; Uint64 only for what does not fit Int64                           |
/// | Double           | 8 bytes, IEEE 754                                                          |
/// | String Bytes     | u32 length, that many bytes (String: text, which is UTF-8 unless it is not)|
/// | List Tuple       | u32 count, that many values                                                |
/// | Map              | u32 count, that many pairs of a key and a value                            |
/// | Packed           | u8 element kind (PackedKind), u32 count, the raw elements                  |
/// Fixed widths, since they are written and read in a few instructions where varints are not; the price is 9 bytes for
/// a small number. Tags are part of the trace's format: numbers are never used again for something else.
enum class Tag : std::uint8_t {
    Null = 0, False = 1, True = 2, Int64 = 3, Uint64 = 4, Double = 5, String = 6, Bytes = 7, List = 8, Tuple = 9,
    Map = 10, Packed = 11,
};

/// What the elements of a packed array are. Format: as Tag.
enum class PackedKind : std::uint8_t {
    I8 = 1, U8 = 2, I16 = 3, U16 = 4, I32 = 5, U32 = 6, I64 = 7, U64 = 8, F32 = 9, F64 = 10,
};

/// Bytes of one element; 0 for a number that is no kind.
[[nodiscard]] constexpr std::size_t packed_size(PackedKind kind) noexcept {
    switch (kind) {
    case PackedKind::I8: case PackedKind::U8: return 1;
    case PackedKind::I16: case PackedKind::U16: return 2;
    case PackedKind::I32: case PackedKind::U32: case PackedKind::F32: return 4;
    case PackedKind::I64: case PackedKind::U64: case PackedKind::F64: return 8;
    }
    return 0;
}

/// The element kind of a number type (not bool, not long double).
template <class T>
inline constexpr PackedKind packed_kind = [] {
    static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool> && sizeof(T) <= 8);
    if (std::is_floating_point_v<T>) return sizeof(T) == 4 ? PackedKind::F32 : PackedKind::F64;
    const int log2 = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
    return static_cast<PackedKind>(1 + 2 * log2 + (std::is_signed_v<T> ? 0 : 1));
}();

/// Nested deeper than this, a value is refused by reader and writer alike: it would run out of stack first.
inline constexpr int kMaxValueDepth = 200;

/// Bytes are not the value that was asked for.
class DecodingError : public std::runtime_error {
public:
    enum class Reason {
        Damaged,     ///< no value at all: truncated, an unknown tag, an impossible length
        WrongKind,   ///< a sound value of another kind: "expected an integer, got a string"
        OutOfRange,  ///< the right kind, but it does not fit
    };
    DecodingError(Reason reason, const std::string& message) : std::runtime_error(message), reason_(reason) {}
    [[nodiscard]] Reason reason() const noexcept { return reason_; }

private:
    Reason reason_;
};

/// A value has no encoding: over 4 GiB in one piece, nested too deep, or its to_json threw.
class EncodingError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

namespace detail {
// Out of line and cold, so that readers and writers inline to a comparison and a copy.
[[noreturn]] void throw_truncated();
[[noreturn]] void throw_wrong_kind(const char* expected, std::uint8_t got);
[[noreturn]] void throw_signed_out_of_range(std::int64_t value, std::int64_t low, std::uint64_t high);
[[noreturn]] void throw_unsigned_out_of_range(std::uint64_t value, std::int64_t low, std::uint64_t high);
[[noreturn]] void throw_wrong_count(std::size_t expected, std::size_t got);
[[noreturn]] void throw_not_convertible(const char* type, const char* why);
[[noreturn]] void throw_bad_packed_kind(std::uint8_t kind);
[[noreturn]] void throw_bad_tag(std::uint8_t tag);
[[noreturn]] void throw_too_deep_to_read();
[[noreturn]] void throw_too_deep_to_write();
[[noreturn]] void throw_too_large(std::size_t size);
[[noreturn]] void throw_no_encoding(const char* type, const char* why);

template <class T>
inline std::byte* put(std::byte* at, T value) noexcept {
    std::memcpy(at, &value, sizeof value);
    return at + sizeof value;
}
inline std::byte* put_tag(std::byte* at, Tag tag) noexcept {
    *at = static_cast<std::byte>(tag);
    return at + 1;
}
inline std::uint32_t checked_size(std::size_t size) {
    if (size > std::numeric_limits<std::uint32_t>::max()) throw_too_large(size);
    return static_cast<std::uint32_t>(size);
}
}  // namespace detail

/// Appends encoded values to a vector that it borrows. Throws EncodingError for more than 4 GiB in one string, byte
/// string or count, std::bad_alloc; what was appended before stays.
class ValueWriter {
public:
    explicit ValueWriter(std::vector<std::byte>& out) noexcept : out_(&out) {}

    void null() { detail::put_tag(extend(1), Tag::Null); }
    void boolean(bool value) { detail::put_tag(extend(1), value ? Tag::True : Tag::False); }
    template <class T>
        requires std::is_integral_v<T>
    void integer(T value) {
        put_integer(extend(9), value);
    }
    void real(double value) { put_real(extend(9), value); }
    void string(std::string_view text) { block(Tag::String, text.data(), text.size()); }
    void bytes(std::span<const std::byte> value) { block(Tag::Bytes, value.data(), value.size()); }
    /// `count` values must follow.
    void begin_list(std::size_t count) { begin(Tag::List, count); }
    void begin_tuple(std::size_t count) { begin(Tag::Tuple, count); }
    /// `count` pairs of a key and a value must follow.
    void begin_map(std::size_t count) { begin(Tag::Map, count); }
    template <class T>
    void packed(std::span<const T> elements) {
        const std::uint32_t count = detail::checked_size(elements.size());
        std::byte* at = detail::put_tag(extend(6 + elements.size_bytes()), Tag::Packed);
        at = detail::put(at, static_cast<std::uint8_t>(packed_kind<T>));
        at = detail::put(at, count);
        if (count != 0) std::memcpy(at, elements.data(), elements.size_bytes());
    }
    /// A value that is encoded already.
    void encoded(std::span<const std::byte> value) {
        if (!value.empty()) std::memcpy(extend(value.size()), value.data(), value.size());
    }

    /// The vector written to.
    [[nodiscard]] std::vector<std::byte>& out() noexcept { return *out_; }
    /// Appends `size` bytes for the caller to fill at once; the pointer lives until the next write.
    [[nodiscard]] std::byte* extend(std::size_t size) {
        const std::size_t before = out_->size();
        out_->resize(before + size);
        return out_->data() + before;
    }

    // Written to a place that has room: 9 bytes each.
    template <class T>
    static std::byte* put_integer(std::byte* at, T value) noexcept {
        if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) {
            const bool large = value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
            at = detail::put_tag(at, large ? Tag::Uint64 : Tag::Int64);
            return detail::put(at, static_cast<std::uint64_t>(value));
        } else {
            at = detail::put_tag(at, Tag::Int64);
            return detail::put(at, static_cast<std::int64_t>(value));
        }
    }
    static std::byte* put_real(std::byte* at, double value) noexcept {
        return detail::put(detail::put_tag(at, Tag::Double), value);
    }
    static std::byte* put_begin(std::byte* at, Tag tag, std::uint32_t count) noexcept {
        return detail::put(detail::put_tag(at, tag), count);
    }

private:
    void begin(Tag tag, std::size_t count) { put_begin(extend(5), tag, detail::checked_size(count)); }
    void block(Tag tag, const void* data, std::size_t size) {
        const std::uint32_t length = detail::checked_size(size);
        std::byte* at = put_begin(extend(5 + size), tag, length);
        if (size != 0) std::memcpy(at, data, size);
    }

    std::vector<std::byte>* out_;
};

/// Reads encoded values from bytes that may be hostile: every length and count is checked against what is left before it
/// is used. Strings and bytes are views into the span. Throws DecodingError; the position is then unspecified.
class ValueReader {
public:
    explicit ValueReader(std::span<const std::byte> bytes) noexcept
        : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
    [[nodiscard]] std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    [[nodiscard]] const std::byte* position() const noexcept { return at_; }
    /// Tag of the next value.
    [[nodiscard]] Tag peek() const {
        if (at_ == end_) detail::throw_truncated();
        return static_cast<Tag>(*at_);
    }

    void null() { take(Tag::Null, "nothing"); }
    [[nodiscard]] bool boolean() {
        const Tag tag = peek();
        if (tag != Tag::True && tag != Tag::False) wrong("a boolean");
        ++at_;
        return tag == Tag::True;
    }
    template <class T>
        requires std::is_integral_v<T>
    [[nodiscard]] T integer() {
        constexpr auto low = static_cast<std::int64_t>(std::numeric_limits<T>::min());
        constexpr auto high = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
        const Tag tag = peek();
        if (tag == Tag::Int64) {
            const auto value = number<std::int64_t>();
            if (value < low || (value > 0 && static_cast<std::uint64_t>(value) > high))
                detail::throw_signed_out_of_range(value, low, high);
            return static_cast<T>(value);
        }
        if (tag != Tag::Uint64) wrong("an integer");
        const auto value = number<std::uint64_t>();
        if (value > high) detail::throw_unsigned_out_of_range(value, low, high);
        return static_cast<T>(value);
    }
    /// A whole number is taken too, as Python's float does.
    [[nodiscard]] double real() {
        const Tag tag = peek();
        if (tag == Tag::Double) return number<double>();
        if (tag == Tag::Int64) return static_cast<double>(number<std::int64_t>());
        if (tag != Tag::Uint64) wrong("a number");
        return static_cast<double>(number<std::uint64_t>());
    }
    [[nodiscard]] std::string_view string() {
        take(Tag::String, "a string");
        const std::uint32_t length = raw<std::uint32_t>();
        return {reinterpret_cast<const char*>(block(length)), length};
    }
    [[nodiscard]] std::span<const std::byte> bytes() {
        take(Tag::Bytes, "bytes");
        const std::uint32_t length = raw<std::uint32_t>();
        return {block(length), length};
    }
    /// A list or a tuple; that many values follow.
    [[nodiscard]] std::uint32_t begin_list() {
        const Tag tag = peek();
        if (tag != Tag::List && tag != Tag::Tuple) wrong("a list");
        ++at_;
        return count(1);
    }
    /// That many pairs of a key and a value follow.
    [[nodiscard]] std::uint32_t begin_map() {
        take(Tag::Map, "a map");
        return count(2);
    }

    struct PackedArray {
        PackedKind kind = PackedKind::U8;
        std::uint32_t count = 0;
        const std::byte* data = nullptr;  ///< not aligned
    };
    [[nodiscard]] PackedArray packed() {
        take(Tag::Packed, "a packed array");
        const auto kind = static_cast<PackedKind>(raw<std::uint8_t>());
        const std::size_t size = packed_size(kind);
        if (size == 0) detail::throw_bad_packed_kind(static_cast<std::uint8_t>(kind));
        const auto elements = raw<std::uint32_t>();
        return {kind, elements, block(elements * size)};
    }
    /// Passes over one value, whatever it is, and gives its bytes.
    std::span<const std::byte> skip();

    /// One level of nesting, as long as the object lives.
    class Nested {
    public:
        explicit Nested(ValueReader& reader) : reader_(reader) {
            if (++reader_.depth_ > kMaxValueDepth) detail::throw_too_deep_to_read();
        }
        ~Nested() { --reader_.depth_; }
        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;

    private:
        ValueReader& reader_;
    };

private:
    [[noreturn]] void wrong(const char* expected) const {
        detail::throw_wrong_kind(expected, static_cast<std::uint8_t>(*at_));
    }
    void take(Tag tag, const char* expected) {
        if (peek() != tag) wrong(expected);
        ++at_;
    }
    template <class T>
    T raw() {
        if (remaining() < sizeof(T)) detail::throw_truncated();
        T value;
        std::memcpy(&value, at_, sizeof value);
        at_ += sizeof value;
        return value;
    }
    template <class T>
    T number() {
        if (remaining() < 9) detail::throw_truncated();
        T value;
        std::memcpy(&value, at_ + 1, sizeof value);
        at_ += 9;
        return value;
    }
    const std::byte* block(std::size_t size) {
        if (remaining() < size) detail::throw_truncated();
        const std::byte* data = at_;
        at_ += size;
        return data;
    }
    std::uint32_t count(std::uint64_t least_bytes_each) {
        const auto value = raw<std::uint32_t>();
        if (value * least_bytes_each > remaining()) detail::throw_truncated();
        return value;
    }

    const std::byte* at_;
    const std::byte* end_;
    int depth_ = 0;
};

}  // namespace poolscope
