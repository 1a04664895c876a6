// SPDX-License-Identifier: MIT
#include "tasks/primes.h"

#include <bit>

namespace poolscope::tasks {
namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t multiply_mod(std::uint64_t a, std::uint64_t b, std::uint64_t n) noexcept {
    return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % n);
}

std::uint64_t power_mod(std::uint64_t base, std::uint64_t exponent, std::uint64_t n) noexcept {
    std::uint64_t result = 1;
    for (; exponent != 0; exponent >>= 1) {
        if (exponent & 1) result = multiply_mod(result, base, n);
        base = multiply_mod(base, base, n);
    }
    return result;
}

}  // namespace

bool is_prime_number(std::uint64_t n) noexcept {
    // Miller and Rabin's test; to these bases no composite number below 3.3e24 passes (Sorenson and Webster, 2015).
    constexpr std::uint64_t bases[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
    if (n < 2) return false;
    for (const std::uint64_t prime : bases)
        if (n % prime == 0) return n == prime;
    const int twos = std::countr_zero(n - 1);
    const std::uint64_t odd = (n - 1) >> twos;
    for (const std::uint64_t base : bases) {
        std::uint64_t x = power_mod(base, odd, n);
        bool witness = x != 1 && x != n - 1;
        for (int i = 1; i < twos && witness; ++i) {
            x = multiply_mod(x, x, n);
            witness = x != n - 1;
        }
        if (witness) return false;
    }
    return true;
}

}  // namespace poolscope::tasks
