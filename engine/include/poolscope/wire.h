// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <poolscope/large_value.h>

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
/// | Large            | u8 what it is (PackedKind, LargeKind), u64 count, u64 offset of the bytes  |
/// Fixed widths, since they are written and read in a few instructions where varints are not; the price is 9 bytes for
/// a small number. Tags are part of the trace's format: numbers are never used again for something else. Large stands in lanes
/// alone, never in a trace: it is a String, Bytes or Packed whose bytes lie in shared memory (large_value.h).
enum class Tag : std::uint8_t {
    Null = 0, False = 1, True = 2, Int64 = 3, Uint64 = 4, Double = 5, String = 6, Bytes = 7, List = 8, Tuple = 9,
    Map = 10, Packed = 11, Large = 12,
};

/// What a large value is that is no packed array. Beside the numbers of PackedKind.
enum class LargeKind : std::uint8_t { String = 32, Bytes = 33 };

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
[[noreturn]] void throw_misplaced_large();

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
    /// With a sink, what is large goes there (large_value.h).
    explicit ValueWriter(std::vector<std::byte>& out, detail::LargeSink* large = nullptr) noexcept : out_(&out), large_(large) {}

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
        if (write_large(static_cast<std::uint8_t>(packed_kind<T>), elements.data(), elements.size(), sizeof(T))) return;
        const std::uint32_t count = detail::checked_size(elements.size());
        std::byte* at = detail::put_tag(extend(6 + elements.size_bytes()), Tag::Packed);
        at = detail::put(at, static_cast<std::uint8_t>(packed_kind<T>));
        at = detail::put(at, count);
        if (count != 0) std::memcpy(at, elements.data(), elements.size_bytes());
    }
    /// Elements that `owner` keeps: false, and nothing is written, when they do not lie where the reader finds them.
    template <class T>
    [[nodiscard]] bool adopt(const std::shared_ptr<const void>& owner, std::span<const T> elements) {
        if (large_ == nullptr || owner == nullptr || elements.size_bytes() <= detail::kLargeBytes) return false;
        const auto offset = large_->adopt(owner, reinterpret_cast<const std::byte*>(elements.data()), elements.size_bytes());
        if (!offset) return false;
        if constexpr (std::is_same_v<T, std::byte>) put_large(static_cast<std::uint8_t>(LargeKind::Bytes), elements.size(), *offset);
        else put_large(static_cast<std::uint8_t>(packed_kind<T>), elements.size(), *offset);
        return true;
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
        const auto kind = static_cast<std::uint8_t>(tag == Tag::String ? LargeKind::String : LargeKind::Bytes);
        if (write_large(kind, data, size, 1)) return;
        const std::uint32_t length = detail::checked_size(size);
        std::byte* at = put_begin(extend(5 + size), tag, length);
        if (size != 0) std::memcpy(at, data, size);
    }

    /// False: it is not large, or there is no room for it but here.
    [[nodiscard]] bool write_large(std::uint8_t kind, const void* data, std::size_t count, std::size_t element_bytes) {
        return large_ != nullptr && count > detail::kLargeBytes / element_bytes && place_large(kind, data, count, element_bytes);
    }
    [[nodiscard]] bool place_large(std::uint8_t kind, const void* data, std::size_t count, std::size_t element_bytes);
    void put_large(std::uint8_t kind, std::uint64_t count, std::uint64_t offset);

    std::vector<std::byte>* out_;
    detail::LargeSink* large_;
};

/// Reads encoded values from bytes that may be hostile: every length and count is checked against what is left before it
/// is used. Strings and bytes are views into the span. Throws DecodingError; the position is then unspecified.
class ValueReader {
public:
    /// Large values are found in `large`, which is borrowed; without it there must be none.
    explicit ValueReader(std::span<const std::byte> bytes, const detail::LargeSource* large = nullptr) noexcept
        : at_(bytes.data()), end_(bytes.data() + bytes.size()), large_(large) {}

    [[nodiscard]] bool at_end() const noexcept { return at_ == end_; }
    [[nodiscard]] std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - at_); }
    [[nodiscard]] const std::byte* position() const noexcept { return at_; }
    /// Tag of the next value; of a large one what it is.
    [[nodiscard]] Tag peek() const {
        const Tag tag = raw_tag();
        return tag == Tag::Large ? large_tag() : tag;
    }
    /// Whether the next value lies in shared memory, and then what keeps it there (LargeSource::owner()).
    [[nodiscard]] bool next_is_large(std::shared_ptr<const void>& owner) const {
        if (at_ == end_ || raw_tag() != Tag::Large) return false;
        if (large_ != nullptr) owner = large_->owner();
        return true;
    }

    void null() { take(Tag::Null, "nothing"); }
    [[nodiscard]] bool boolean() {
        const Tag tag = raw_tag();
        if (tag != Tag::True && tag != Tag::False) wrong("a boolean");
        ++at_;
        return tag == Tag::True;
    }
    template <class T>
        requires std::is_integral_v<T>
    [[nodiscard]] T integer() {
        constexpr auto low = static_cast<std::int64_t>(std::numeric_limits<T>::min());
        constexpr auto high = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
        const Tag tag = raw_tag();
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
        const Tag tag = raw_tag();
        if (tag == Tag::Double) return number<double>();
        if (tag == Tag::Int64) return static_cast<double>(number<std::int64_t>());
        if (tag != Tag::Uint64) wrong("a number");
        return static_cast<double>(number<std::uint64_t>());
    }
    [[nodiscard]] std::string_view string() {
        if (raw_tag() == Tag::Large) {
            const LargeValue value = large(LargeKind::String, "a string");
            return {reinterpret_cast<const char*>(value.data), value.count};
        }
        take(Tag::String, "a string");
        const std::uint32_t length = raw<std::uint32_t>();
        return {reinterpret_cast<const char*>(block(length)), length};
    }
    [[nodiscard]] std::span<const std::byte> bytes() {
        if (raw_tag() == Tag::Large) {
            const LargeValue value = large(LargeKind::Bytes, "bytes");
            return {value.data, value.count};
        }
        take(Tag::Bytes, "bytes");
        const std::uint32_t length = raw<std::uint32_t>();
        return {block(length), length};
    }
    /// A list or a tuple; that many values follow.
    [[nodiscard]] std::uint32_t begin_list() {
        const Tag tag = raw_tag();
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
        std::size_t count = 0;
        const std::byte* data = nullptr;  ///< aligned in a large value only
    };
    [[nodiscard]] PackedArray packed() {
        if (raw_tag() == Tag::Large) {
            const LargeValue value = large({}, "a packed array");
            return {static_cast<PackedKind>(value.kind), value.count, value.data};
        }
        take(Tag::Packed, "a packed array");
        const auto kind = static_cast<PackedKind>(raw<std::uint8_t>());
        const std::size_t size = packed_size(kind);
        if (size == 0) detail::throw_bad_packed_kind(static_cast<std::uint8_t>(kind));
        const auto elements = raw<std::uint32_t>();
        return {kind, elements, block(elements * size)};
    }
    /// Passes over one value, whatever it is, and gives its bytes; of a large one those of its handle, which is damage where there is
    /// no source.
    std::span<const std::byte> skip();

    /// A large value that is not looked at.
    struct LargeHead {
        Tag tag = Tag::Bytes;  ///< String, Bytes or Packed
        std::uint8_t kind = 0;
        std::uint64_t count = 0, size_bytes = 0, offset = 0;
    };
    /// Passes over one; empty, and nothing happens, when the next value is another.
    [[nodiscard]] std::optional<LargeHead> skip_large();

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
    [[nodiscard]] Tag raw_tag() const {
        if (at_ == end_) detail::throw_truncated();
        return static_cast<Tag>(*at_);
    }
    void take(Tag tag, const char* expected) {
        if (raw_tag() != tag) wrong(expected);
        ++at_;
    }
    struct LargeValue {
        std::uint8_t kind = 0;
        std::size_t count = 0;
        const std::byte* data = nullptr;
    };
    [[nodiscard]] Tag large_tag() const;
    [[nodiscard]] LargeHead large_head() const;
    /// The next value, which is a large one; without a kind a packed array.
    [[nodiscard]] LargeValue large(std::optional<LargeKind> kind, const char* expected);
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
    const detail::LargeSource* large_;
    int depth_ = 0;
};

}  // namespace poolscope
