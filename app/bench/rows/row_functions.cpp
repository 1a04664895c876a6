// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_functions.h"

#include <algorithm>
#include <ctime>

#include <poolscope/function.h>

namespace poolscope::bench {

namespace {

std::int64_t own_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::int64_t pass(std::int64_t x) {
    return x;
}

Json pass_json(const Json& value) {
    return value;
}

std::vector<std::byte> pass_bytes(std::vector<std::byte> bytes) {
    return bytes;
}

ByteArray pass_array(const ByteArray& bytes) {
    ArrayBuilder<std::byte> copy(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.begin());
    return copy;
}

std::int64_t busy_for(std::int64_t nanoseconds) {
    const std::int64_t begin = own_time();
    for (;;) {
        const std::int64_t spent = own_time() - begin;
        if (spent >= nanoseconds) return spent;
        for (int i = 0; i < 50; ++i) asm volatile("" ::: "memory");
    }
}

POOLSCOPE_FUNCTION(pass);
POOLSCOPE_FUNCTION(pass_json);
POOLSCOPE_FUNCTION(pass_bytes);
POOLSCOPE_FUNCTION(pass_array);
POOLSCOPE_FUNCTION(busy_for);

}  // namespace poolscope::bench
