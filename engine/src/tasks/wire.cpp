// SPDX-License-Identifier: MIT
#include <poolscope/wire.h>

#include <cstdlib>
#include <memory>

#include <cxxabi.h>

#include <poolscope/value_codec.h>

namespace poolscope {
namespace {

const char* kind_of(std::uint8_t tag) noexcept {
    switch (static_cast<Tag>(tag)) {
    case Tag::Null: return "nothing (None)";
    case Tag::False:
    case Tag::True: return "a boolean";
    case Tag::Int64:
    case Tag::Uint64: return "an integer";
    case Tag::Double: return "a real number";
    case Tag::String: return "a string";
    case Tag::Bytes: return "bytes";
    case Tag::List: return "a list";
    case Tag::Tuple: return "a tuple";
    case Tag::Map: return "a map";
    case Tag::Packed: return "a list of numbers";
    case Tag::Large: return "a large value";
    }
    return nullptr;
}

/// Tag, kind, count, offset.
constexpr std::size_t kLargeHandleBytes = 18;

[[noreturn]] void damaged(const std::string& message) { throw DecodingError(DecodingError::Reason::Damaged, message); }

[[noreturn]] void out_of_range(const std::string& value, std::int64_t low, std::uint64_t high) {
    throw DecodingError(DecodingError::Reason::OutOfRange, "expected an integer from " + std::to_string(low) + " to " +
                                                               std::to_string(high) + ", got " + value);
}

}  // namespace

namespace detail {

void throw_truncated() { damaged("damaged value: the bytes end in the middle of it"); }

void throw_wrong_kind(const char* expected, std::uint8_t got) {
    const char* kind = kind_of(got);
    if (kind == nullptr) throw_bad_tag(got);
    throw DecodingError(DecodingError::Reason::WrongKind, std::string("expected ") + expected + ", got " + kind);
}

void throw_signed_out_of_range(std::int64_t value, std::int64_t low, std::uint64_t high) {
    out_of_range(std::to_string(value), low, high);
}

void throw_unsigned_out_of_range(std::uint64_t value, std::int64_t low, std::uint64_t high) {
    out_of_range(std::to_string(value), low, high);
}

void throw_wrong_count(std::size_t expected, std::size_t got) {
    throw DecodingError(DecodingError::Reason::WrongKind, "expected " + std::to_string(expected) + " elements, got " +
                                                              std::to_string(got));
}

void throw_not_convertible(const char* type, const char* why) {
    throw DecodingError(DecodingError::Reason::WrongKind,
                        "not convertible to " + readable_type(type) + ": " + why);
}

void throw_bad_packed_kind(std::uint8_t kind) {
    damaged("damaged value: unknown kind " + std::to_string(kind) + " of a packed array");
}

void throw_bad_tag(std::uint8_t tag) { damaged("damaged value: unknown tag " + std::to_string(tag)); }

void throw_bytes_left(std::size_t count) {
    damaged("damaged value: " + std::to_string(count) + " bytes follow its end");
}

void throw_too_deep_to_read() { damaged("nested deeper than " + std::to_string(kMaxValueDepth) + " levels"); }

void throw_too_deep_to_write() {
    throw EncodingError("nested deeper than " + std::to_string(kMaxValueDepth) + " levels");
}

void throw_too_large(std::size_t size) {
    throw EncodingError("one string, byte string or container holds " + std::to_string(size) +
                        " bytes or elements; the limit is 4294967295");
}

void throw_no_encoding(const char* type, const char* why) {
    throw EncodingError("cannot encode " + readable_type(type) + ": " + why);
}

std::byte* put_number(std::byte* at, PackedKind kind, const std::byte* element) noexcept {
    visit_packed({kind, 1, element}, [&at](auto number) { at = put_fixed(at, number); });
    return at;
}

void throw_misplaced_large() { damaged("damaged value: a handle where no large value can be"); }

std::string readable_type(const char* mangled) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(mangled, nullptr, nullptr, &status),
                                                           &std::free);
    return status == 0 && name ? std::string(name.get()) : std::string(mangled);
}

}  // namespace detail

bool ValueWriter::place_large(std::uint8_t kind, const void* data, std::size_t count, std::size_t element_bytes) {
    const auto place = large_->place(count * element_bytes);
    if (!place) return false;
    std::memcpy(place->data, data, count * element_bytes);
    put_large(kind, count, place->offset);
    return true;
}

void ValueWriter::put_large(std::uint8_t kind, std::uint64_t count, std::uint64_t offset) {
    std::byte* at = detail::put_tag(extend(kLargeHandleBytes), Tag::Large);
    at = detail::put(at, kind);
    at = detail::put(at, count);
    detail::put(at, offset);
}

ValueReader::LargeHead ValueReader::large_head() const {
    if (remaining() < kLargeHandleBytes) detail::throw_truncated();
    LargeHead head;
    head.kind = std::to_integer<std::uint8_t>(at_[1]);
    std::memcpy(&head.count, at_ + 2, sizeof head.count);
    std::memcpy(&head.offset, at_ + 10, sizeof head.offset);
    std::uint64_t element_bytes = 1;
    if (head.kind == static_cast<std::uint8_t>(LargeKind::String)) {
        head.tag = Tag::String;
    } else if (head.kind != static_cast<std::uint8_t>(LargeKind::Bytes)) {
        head.tag = Tag::Packed;
        element_bytes = packed_size(static_cast<PackedKind>(head.kind));
        if (element_bytes == 0) detail::throw_bad_packed_kind(head.kind);
    }
    if (head.count > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / element_bytes) detail::throw_truncated();
    head.size_bytes = head.count * element_bytes;
    return head;
}

Tag ValueReader::large_tag() const { return large_head().tag; }

std::optional<ValueReader::LargeHead> ValueReader::skip_large() {
    if (raw_tag() != Tag::Large) return {};
    const LargeHead head = large_head();
    at_ += kLargeHandleBytes;
    return head;
}

ValueReader::LargeValue ValueReader::large(std::optional<LargeKind> kind, const char* expected) {
    const LargeHead head = large_head();
    const bool fits = kind ? head.kind == static_cast<std::uint8_t>(*kind) : head.tag == Tag::Packed;
    if (!fits) detail::throw_wrong_kind(expected, static_cast<std::uint8_t>(head.tag));
    if (large_ == nullptr) detail::throw_misplaced_large();
    const std::byte* const data = large_->find(head.offset, head.size_bytes);
    at_ += kLargeHandleBytes;
    return {head.kind, static_cast<std::size_t>(head.count), data};
}

std::span<const std::byte> ValueReader::skip() {
    const std::byte* const begin = at_;
    switch (raw_tag()) {
    case Tag::Null:
    case Tag::False:
    case Tag::True: ++at_; break;
    case Tag::Int64:
    case Tag::Uint64:
    case Tag::Double: block(9); break;
    case Tag::String: static_cast<void>(string()); break;
    case Tag::Bytes: static_cast<void>(bytes()); break;
    case Tag::Packed: static_cast<void>(packed()); break;
    case Tag::Large:
        if (large_ == nullptr) detail::throw_misplaced_large();
        static_cast<void>(skip_large());
        break;
    case Tag::List:
    case Tag::Tuple: {
        const std::uint32_t values = begin_list();
        const Nested nested(*this);
        for (std::uint32_t i = 0; i < values; ++i) skip();
        break;
    }
    case Tag::Map: {
        const std::uint64_t values = 2 * std::uint64_t{begin_map()};
        const Nested nested(*this);
        for (std::uint64_t i = 0; i < values; ++i) skip();
        break;
    }
    default: detail::throw_bad_tag(static_cast<std::uint8_t>(*at_));
    }
    return {begin, at_};
}

}  // namespace poolscope
