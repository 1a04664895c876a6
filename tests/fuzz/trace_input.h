// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "fuzz_input.h"

/// How an input of the trace target stands for a file. The first byte: kWholeFile, and the rest is the file as it lies
/// on the disk; anything else, and the rest are records, which get a header, heads and check sums that are right, as no
/// fuzzer finds those by chance: [type u8][flags u8][time step u32][length u16][payload]. A record with kDamage in its
/// flags gets a wrong sum, one with kGap leaves a sequence number out.
namespace poolscope::fuzz {

inline constexpr std::uint8_t kWholeFile = 'F';
inline constexpr std::uint8_t kRecords = 'R';
inline constexpr std::uint8_t kDamage = 0x80;
inline constexpr std::uint8_t kGap = 0x40;

[[nodiscard]] std::vector<std::byte> trace_file(Input input);
/// The records of a sound file as an input that stands for them.
[[nodiscard]] std::vector<std::byte> records_input(std::span<const std::byte> file);

}  // namespace poolscope::fuzz
