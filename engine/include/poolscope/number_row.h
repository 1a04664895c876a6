// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include <poolscope/codec_traits.h>
#include <poolscope/wire.h>

/// Runs of bare numbers: items that are called with one number each, and results that are numbers, travel back to back without tags or
/// lengths. Whoever wants one by itself gets it as an encoded value. For value.h, function.h and pool.h, not for users.
namespace poolscope::detail {

/// In the place of a kind: values that are encoded.
inline constexpr PackedKind kNotPacked{};

/// Bytes of a number that is encoded, whatever its kind.
inline constexpr std::size_t kEncodedNumber = 9;
/// Writes the number at `element` as ValueWriter writes one of this kind. The kind must be one. Gives where it ends.
std::byte* put_number(std::byte* at, PackedKind kind, const std::byte* element) noexcept;

/// Values of neighbouring items, back to back. Lives as long as who gave it says.
struct ValueRow {
    std::uint32_t items = 0;
    std::span<const std::byte> bytes;
    PackedKind kind = kNotPacked;  ///< of bare numbers; else each is an encoded value

    /// Whether bare numbers take as many bytes as they are; of encoded values nothing is known before they are read.
    [[nodiscard]] bool is_sound() const noexcept { return kind == kNotPacked || (packed_size(kind) != 0 && bytes.size() == std::uint64_t{items} * packed_size(kind)); }
};

/// Gives the values of a sound row one by one, encoded.
class ValueRowReader {
public:
    explicit ValueRowReader(const ValueRow& row) noexcept : kind_(row.kind), reader_(row.bytes), numbers_(row.bytes.data()) {}
    ValueRowReader(const ValueRowReader&) = delete;
    ValueRowReader& operator=(const ValueRowReader&) = delete;

    /// As often as there are items. Lives until the next call. Throws DecodingError.
    [[nodiscard]] std::span<const std::byte> next() {
        if (kind_ == kNotPacked) return reader_.skip();
        put_number(encoded_, kind_, numbers_);
        numbers_ += packed_size(kind_);
        return encoded_;
    }
    /// Passes over so many.
    void skip(std::uint64_t items) {
        if (kind_ != kNotPacked) numbers_ += items * packed_size(kind_);
        else for (; items > 0; --items) static_cast<void>(reader_.skip());
    }
    /// Encoded values all of which were read.
    [[nodiscard]] bool at_end() const noexcept { return kind_ != kNotPacked || reader_.at_end(); }

private:
    PackedKind kind_;
    ValueReader reader_;
    const std::byte* numbers_;
    std::byte encoded_[kEncodedNumber]{};
};

/// Calls of one function with bare numbers, one after another, as a worker makes them: after each its result is where the host finds
/// it should the next one end the worker.
struct NumberCalls {
    const std::byte* arguments = nullptr;  ///< of the first of them
    std::byte* results = nullptr;
    std::uint32_t calls = 0;
    std::uint32_t made = 0;                           ///< less than calls only when the next one threw
    std::uint64_t* item = nullptr;                    ///< which item runs
    std::atomic<std::uint64_t>* told = nullptr;       ///< where it is told how far they have come
    std::uint64_t state = 0;                          ///< what is told now
    std::uint64_t step = 0;                           ///< by how much a result changes it
};

/// How a function is called so, if it takes one number and gives one.
struct NumberInvoker {
    void (*invoke)(NumberCalls&) = nullptr;  ///< lets through what the function throws; null: it does not
    PackedKind parameter = kNotPacked;
    PackedKind result = kNotPacked;
};

}  // namespace poolscope::detail
