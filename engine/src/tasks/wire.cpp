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
    }
    return nullptr;
}

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

std::string readable_type(const char* mangled) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(mangled, nullptr, nullptr, &status),
                                                           &std::free);
    return status == 0 && name ? std::string(name.get()) : std::string(mangled);
}

}  // namespace detail

std::span<const std::byte> ValueReader::skip() {
    const std::byte* const begin = at_;
    switch (peek()) {
    case Tag::Null:
    case Tag::False:
    case Tag::True: ++at_; break;
    case Tag::Int64:
    case Tag::Uint64:
    case Tag::Double: block(9); break;
    case Tag::String: static_cast<void>(string()); break;
    case Tag::Bytes: static_cast<void>(bytes()); break;
    case Tag::Packed: static_cast<void>(packed()); break;
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
