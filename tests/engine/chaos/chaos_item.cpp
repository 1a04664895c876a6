// SPDX-License-Identifier: MIT
#include "chaos_item.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include <poolscope/function.h>

#include "base/split_mix.h"

namespace poolscope::chaos {
namespace {

std::uint64_t die_for(std::uint64_t item, std::uint64_t salt, std::uint64_t purpose) noexcept {
    return base::split_mix(base::split_mix(salt ^ base::split_mix(purpose)) ^ item);
}

bool hits(std::uint64_t item, std::uint64_t salt, std::uint64_t purpose, std::uint32_t thousandths) noexcept {
    return die_for(item, salt, purpose) % 1000 < thousandths;
}

/// For long enough that whoever looks at the memory of workers sees it, in most cases.
void grow() {
    const std::unique_ptr<volatile char[]> memory(new volatile char[kGrowth]);
    for (std::uint64_t at = 0; at < kGrowth; at += 4096) memory[at] = 1;
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
}

/// Ends this process in one of the ways in which processes end.
[[noreturn]] void die(std::uint64_t how) {
    struct rlimit none {};
    setrlimit(RLIMIT_CORE, &none);
    constexpr std::array<int, 5> kSignals{SIGKILL, SIGSEGV, SIGABRT, SIGBUS, SIGTERM};
    if (how % 7 == 5) _exit(3);
    if (how % 7 == 6) std::_Exit(0);
    const int signal = kSignals[how % 7 % kSignals.size()];
    std::signal(signal, SIG_DFL);
    raise(signal);
    _exit(4);
}

}  // namespace

Deed deed_of(std::uint64_t item, std::uint64_t salt, const Manners& manners) noexcept {
    if (hits(item, salt, 1, manners.dying)) return Deed::Die;
    if (hits(item, salt, 2, manners.throwing)) return Deed::Throw;
    if (hits(item, salt, 9, manners.hanging)) return Deed::Hang;
    return Deed::Return;
}

std::string expected_message(std::uint64_t item, std::uint64_t salt) {
    return "item " + std::to_string(item) + " of salt " + std::to_string(salt) + " throws";
}

std::uint64_t expected_number(std::uint64_t item, std::uint64_t salt) noexcept {
    return die_for(item, salt, 3);
}

std::string expected_value(std::uint64_t item, std::uint64_t salt, const Manners& manners) {
    std::string text = std::to_string(expected_number(item, salt));
    if (hits(item, salt, 4, manners.large)) text.append(die_for(item, salt, 5) % 300'000, static_cast<char>('a' + item % 26));
    return text;
}

namespace {

/// What every item does before it has a value, if it comes to have one.
void behave(std::uint64_t item, std::uint64_t salt, const Manners& manners) {
    if (manners.tick_us > 0)
        std::this_thread::sleep_for(std::chrono::microseconds(die_for(item, salt, 6) % (manners.tick_us + 1)));
    if (hits(item, salt, 7, manners.talking)) {
        std::printf("item %llu speaks", static_cast<unsigned long long>(item));  // no newline: stays in the buffer
        std::fprintf(stderr, "item %llu complains\n", static_cast<unsigned long long>(item));
    }
    if (hits(item, salt, 10, manners.growing)) grow();
    switch (deed_of(item, salt, manners)) {
    case Deed::Throw: throw std::range_error(expected_message(item, salt));
    case Deed::Die: die(die_for(item, salt, 8));
    case Deed::Hang:
        while (true) pause();
    case Deed::Return: break;
    }
}

}  // namespace

std::string chaos_item(std::uint64_t item, std::uint64_t salt, std::uint64_t packed_manners) {
    const Manners manners = unpack(packed_manners);
    behave(item, salt, manners);
    return expected_value(item, salt, manners);
}

std::string chaos_one(std::uint64_t packed_item) {
    return chaos_item(packed_item & 0xffffff, packed_item >> 24 & 0xfffff, packed_item >> 44);
}

std::uint64_t chaos_number(std::uint64_t packed_item) {
    const std::uint64_t item = packed_item & 0xffffff, salt = packed_item >> 24 & 0xfffff;
    behave(item, salt, unpack(packed_item >> 44));
    return expected_number(item, salt);
}

std::uint64_t pack(const Manners& manners) noexcept {
    // Three bits each: the place in a table of the likelihoods that there are.
    const auto step = [](std::uint32_t thousandths) -> std::uint64_t {
        return thousandths == 0 ? 0 : thousandths <= 5 ? 1 : thousandths <= 20 ? 2 : thousandths <= 50 ? 3 : 4;
    };
    return step(manners.throwing) | step(manners.dying) << 3 | step(manners.large) << 6 | step(manners.hanging) << 9 |
           step(manners.talking) << 12 | static_cast<std::uint64_t>(manners.tick_us / 250 > 15 ? 15 : manners.tick_us / 250) << 15 |
           static_cast<std::uint64_t>(manners.growing == 0 ? 0 : 1) << 19;
}

Manners unpack(std::uint64_t packed) noexcept {
    constexpr std::array<std::uint32_t, 8> kThousandths{0, 5, 20, 50, 150};
    return {kThousandths[packed & 7],      kThousandths[packed >> 3 & 7],  kThousandths[packed >> 6 & 7],
            kThousandths[packed >> 9 & 7], kThousandths[packed >> 12 & 7], static_cast<std::uint32_t>(packed >> 15 & 15) * 250,
            (packed >> 19 & 1) != 0 ? 5U : 0U};
}

void chaos_initializer(std::string label) {
    if (label.empty()) throw std::domain_error("the label is empty");
}

}  // namespace poolscope::chaos

POOLSCOPE_FUNCTION(poolscope::chaos::chaos_item);
POOLSCOPE_FUNCTION(poolscope::chaos::chaos_one);
POOLSCOPE_FUNCTION(poolscope::chaos::chaos_number);
POOLSCOPE_FUNCTION(poolscope::chaos::chaos_initializer);
