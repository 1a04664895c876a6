// SPDX-License-Identifier: MIT
#include "trace/crc32c.h"

#include <array>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace poolscope::trace {
namespace {

using Table = std::array<std::array<std::uint32_t, 256>, 8>;

// "Slicing by 8": tables[k][b] is the sum of byte b followed by k zero bytes.
constexpr Table make_tables() {
    constexpr std::uint32_t reflected_polynomial = 0x82F63B78;
    Table tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t sum = byte;
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum >> 1) ^ ((sum & 1) != 0 ? reflected_polynomial : 0);
        }
        tables[0][byte] = sum;
    }
    for (std::size_t slice = 1; slice < 8; ++slice) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    }
    return tables;
}

constexpr Table kTables = make_tables();

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(std::span<const std::byte> bytes,
                                                                      std::uint32_t start) noexcept {
    const std::byte* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t sum = ~start;
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        sum = _mm_crc32_u64(sum, word);
    }
    auto narrow = static_cast<std::uint32_t>(sum);
    for (; left > 0; ++at, --left) {
        narrow = _mm_crc32_u8(narrow, std::to_integer<std::uint8_t>(*at));
    }
    return ~narrow;
}

const bool kHasInstruction = __builtin_cpu_supports("sse4.2") != 0;
#endif

}  // namespace

std::uint32_t crc32c_by_table(std::span<const std::byte> bytes, std::uint32_t start) noexcept {
    const std::byte* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint32_t sum = ~start;
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        word ^= sum;
        sum = 0;
        for (std::size_t byte = 0; byte < 8; ++byte) {
            sum ^= kTables[7 - byte][(word >> (8 * byte)) & 0xFF];
        }
    }
    for (; left > 0; ++at, --left) {
        sum = (sum >> 8) ^ kTables[0][(sum ^ std::to_integer<std::uint32_t>(*at)) & 0xFF];
    }
    return ~sum;
}

std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t start) noexcept {
#if defined(__x86_64__)
    if (kHasInstruction) {
        return crc32c_by_instruction(bytes, start);
    }
#endif
    return crc32c_by_table(bytes, start);
}

}  // namespace poolscope::trace
