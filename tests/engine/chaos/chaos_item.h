// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

/// One item of a chaos run: what it does follows from its numbers alone, so that a plain loop can foretell its end.
namespace poolscope::chaos {

/// What an item does to its worker.
enum class Deed : std::uint8_t { Return, Throw, Die, Hang };

/// How likely deeds are, in thousandths; `tick` is the longest time an item takes.
struct Manners {
    std::uint32_t throwing = 0;
    std::uint32_t dying = 0;
    std::uint32_t large = 0;      ///< results of up to 300 KiB
    std::uint32_t hanging = 0;    ///< only where a time limit ends it
    std::uint32_t talking = 0;    ///< writes to standard output and error
    std::uint32_t tick_us = 0;
    std::uint32_t growing = 0;    ///< touches kGrowth bytes before it goes on
    bool operator==(const Manners&) const = default;
};

/// What a growing item takes, and more than a limit of memory may be.
inline constexpr std::uint64_t kGrowth = std::uint64_t{192} << 20;

[[nodiscard]] Deed deed_of(std::uint64_t item, std::uint64_t salt, const Manners& manners) noexcept;
/// What the item returns, or the message that it throws.
[[nodiscard]] std::string expected_value(std::uint64_t item, std::uint64_t salt, const Manners& manners);
[[nodiscard]] std::uint64_t expected_number(std::uint64_t item, std::uint64_t salt) noexcept;
[[nodiscard]] std::string expected_message(std::uint64_t item, std::uint64_t salt);

/// What workers run: the manners as one number of 20 bits (pack), as an item has to say all of itself.
std::string chaos_item(std::uint64_t item, std::uint64_t salt, std::uint64_t packed_manners);
/// The same for map and imap, whose items are one value: 24 bits of index, 20 of salt, then the manners.
std::string chaos_one(std::uint64_t packed_item);
/// The same with a number for its value, as of expected_number: chunks and results of such functions travel without tags.
std::uint64_t chaos_number(std::uint64_t packed_item);
[[nodiscard]] std::uint64_t pack(const Manners& manners) noexcept;
[[nodiscard]] Manners unpack(std::uint64_t packed) noexcept;

/// An initializer; throws std::domain_error for an empty label.
void chaos_initializer(std::string label);

}  // namespace poolscope::chaos
