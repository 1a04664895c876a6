// SPDX-License-Identifier: MIT
#include "supervise/told_warnings.h"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace poolscope::supervise {
namespace {

constexpr const char* kWords[] = {"callbacks that threw", "orders that were refused", "warnings"};

/// In one call, so that lines of other threads and processes do not come in between.
void print(std::string line) noexcept {
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::fprintf(stderr, "poolscope: %s\n", line.c_str());
}

}  // namespace

void ToldWarnings::tell(WarningKind kind, const std::string& text) noexcept {
    const std::uint64_t count = ++counts_[static_cast<std::size_t>(kind)];
    if (count > kMostOfAKind) return;
    try {
        print(text);
        if (count == kMostOfAKind) print(std::string("further ") + kWords[static_cast<std::size_t>(kind)] + " of this pool are counted only; a trace has them all");
    } catch (...) {  // no memory for a line of text is no reason to end the pool's thread
    }
}

void ToldWarnings::tell_rest() noexcept {
    for (std::size_t kind = 0; kind < std::size(kWords); ++kind)
        if (counts_[kind] > kMostOfAKind)
            std::fprintf(stderr, "poolscope: %llu more %s were not told\n", static_cast<unsigned long long>(counts_[kind] - kMostOfAKind), kWords[kind]);
    counts_ = {};
}

}  // namespace poolscope::supervise
