// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <poolscope/array.h>

/// Functions with large arguments and results.
namespace misbehaving {

using poolscope::Array;
using poolscope::ByteArray;

/// `size` bytes that depend on `seed`, in place.
ByteArray make_bytes(std::uint64_t size, std::uint32_t seed);
/// A sum that changes with each byte and its place.
std::uint64_t digest(std::span<const std::byte> bytes);
/// The same bytes, copied from the argument's place to the result's.
ByteArray echo_bytes(const ByteArray& bytes);
std::vector<double> doubled(const std::vector<double>& numbers);
double sum(std::span<const double> numbers);
std::string repeated(std::string_view text, int times);
std::tuple<std::string, Array<std::int32_t>, std::vector<std::string>> mixed(int count, const std::string& text);

/// Whether the argument lies in memory that the host shares with this worker.
bool lies_in_shared_memory(const ByteArray& bytes);
/// Shared memory that this worker has touched, in bytes.
std::uint64_t shared_bytes();
/// Dies of SIGKILL while it reads, the first `times` times that it is called with this folder; else digest().
std::uint64_t die_while_reading(const ByteArray& bytes, const std::string& folder, int times);
/// Gives bytes for an even item and dies of SIGKILL for an odd one.
ByteArray make_or_die(int item);
/// Fills half of a large result and dies.
ByteArray die_while_writing(std::uint64_t size);
/// Waits at the gate (wait_for_go), then reads what it was given before.
std::uint64_t read_late(const ByteArray& bytes, const std::string& folder, int item);
/// Makes a large result and throws.
ByteArray make_and_throw(std::uint64_t size);
/// The same array each time: large results that share one block.
ByteArray same_again();

/// Many bytes quickly: one of each page says which page it is, the rest are zero.
ByteArray make_pages(std::uint64_t size);
/// How many pages of such bytes are as they should be, the last one too if it is a part of one.
std::uint64_t good_pages(std::span<const std::byte> bytes);

/// What make_bytes(size, seed) gives.
std::vector<std::byte> expected_bytes(std::uint64_t size, std::uint32_t seed);
/// Shared memory that this process has touched, in bytes.
std::uint64_t shared_bytes_here();

}  // namespace misbehaving
