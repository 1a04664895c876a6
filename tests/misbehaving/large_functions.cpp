// SPDX-License-Identifier: MIT
#include "large_functions.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <stdexcept>

#include <unistd.h>

#include <poolscope/function.h>

#include "functions.h"

namespace misbehaving {
namespace {

std::byte byte_at(std::uint64_t index, std::uint32_t seed) { return static_cast<std::byte>((index * 2654435761U + seed) >> 13 & 0xff); }

}  // namespace

std::vector<std::byte> expected_bytes(std::uint64_t size, std::uint32_t seed) {
    std::vector<std::byte> bytes(size);
    for (std::uint64_t i = 0; i < size; ++i) bytes[i] = byte_at(i, seed);
    return bytes;
}

ByteArray make_bytes(std::uint64_t size, std::uint32_t seed) {
    poolscope::ArrayBuilder<std::byte> bytes(size);
    for (std::uint64_t i = 0; i < size; ++i) bytes[i] = byte_at(i, seed);
    return bytes;
}

std::uint64_t digest(std::span<const std::byte> bytes) {
    std::uint64_t sum = bytes.size();
    for (const std::byte each : bytes) sum = sum * 31 + std::to_integer<std::uint64_t>(each);
    return sum;
}

ByteArray echo_bytes(const ByteArray& bytes) {
    poolscope::ArrayBuilder<std::byte> copy(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.begin());
    return copy;
}

std::vector<double> doubled(const std::vector<double>& numbers) {
    std::vector<double> result(numbers);
    for (double& each : result) each *= 2;
    return result;
}

namespace {

constexpr std::uint64_t kPage = 4096;

std::byte mark_of(std::uint64_t page) { return static_cast<std::byte>(1 + page % 251); }

}  // namespace

ByteArray make_pages(std::uint64_t size) {
    poolscope::ArrayBuilder<std::byte> bytes(size);  // fresh memory of the system is zero
    for (std::uint64_t at = 0; at < size; at += kPage) bytes[at] = mark_of(at / kPage);
    return bytes;
}

std::uint64_t good_pages(std::span<const std::byte> bytes) {
    std::uint64_t good = 0;
    for (std::uint64_t at = 0; at < bytes.size(); at += kPage) good += bytes[at] == mark_of(at / kPage);
    return good;
}

double sum(std::span<const double> numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

std::string repeated(std::string_view text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

std::tuple<std::string, Array<std::int32_t>, std::vector<std::string>> mixed(int count, const std::string& text) {
    std::vector<std::int32_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return {text + text, std::move(numbers), {"small", text}};
}

bool lies_in_shared_memory(const ByteArray& bytes) {
    const auto address = reinterpret_cast<std::uintptr_t>(bytes.data());
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        unsigned long begin = 0, end = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx", &begin, &end) != 2 || address < begin || address >= end) continue;
        return line.find("poolscope") != std::string::npos && line.find(" r--s ") != std::string::npos;
    }
    return false;
}

std::uint64_t shared_bytes_here() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("RssShmem:", 0) == 0) return std::stoull(line.substr(9)) * 1024;
    return 0;
}

std::uint64_t shared_bytes() { return shared_bytes_here(); }

std::uint64_t die_while_reading(const ByteArray& bytes, const std::string& folder, int times) {
    const std::uint64_t half = digest(bytes.span().first(bytes.size() / 2));
    for (int time = 0; time < times; ++time) {
        const std::filesystem::path mark = folder + "/died." + std::to_string(time);
        if (std::filesystem::exists(mark)) continue;
        std::ofstream(mark) << half;
        kill(getpid(), SIGKILL);
    }
    return digest(bytes);
}

ByteArray make_or_die(int item) {
    if (item % 2 != 0) kill(getpid(), SIGKILL);
    return make_bytes(300'000, static_cast<std::uint32_t>(item));
}

ByteArray die_while_writing(std::uint64_t size) {
    poolscope::ArrayBuilder<std::byte> bytes(size);
    std::fill_n(bytes.begin(), size / 2, std::byte{1});
    kill(getpid(), SIGKILL);
    return bytes;
}

std::uint64_t read_late(const ByteArray& bytes, const std::string& folder, int item) {
    static_cast<void>(wait_for_go(folder, item));
    return digest(bytes);
}

ByteArray make_and_throw(std::uint64_t size) {
    const ByteArray bytes = make_bytes(size, 1);
    throw std::runtime_error("after " + std::to_string(bytes.size()) + " bytes");
}

ByteArray same_again() {
    static const ByteArray bytes = make_bytes(400'000, 9);
    return bytes;
}

}  // namespace misbehaving

POOLSCOPE_FUNCTION(misbehaving::make_bytes);
POOLSCOPE_FUNCTION(misbehaving::make_pages);
POOLSCOPE_FUNCTION(misbehaving::good_pages);
POOLSCOPE_FUNCTION(misbehaving::digest);
POOLSCOPE_FUNCTION(misbehaving::echo_bytes);
POOLSCOPE_FUNCTION(misbehaving::doubled);
POOLSCOPE_FUNCTION(misbehaving::sum);
POOLSCOPE_FUNCTION(misbehaving::repeated);
POOLSCOPE_FUNCTION(misbehaving::mixed);
POOLSCOPE_FUNCTION(misbehaving::lies_in_shared_memory);
POOLSCOPE_FUNCTION(misbehaving::shared_bytes);
POOLSCOPE_FUNCTION(misbehaving::die_while_reading);
POOLSCOPE_FUNCTION(misbehaving::make_or_die);
POOLSCOPE_FUNCTION(misbehaving::die_while_writing);
POOLSCOPE_FUNCTION(misbehaving::read_late);
POOLSCOPE_FUNCTION(misbehaving::make_and_throw);
POOLSCOPE_FUNCTION(misbehaving::same_again);
