// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/value.h>

// What it costs to make bytes of values and values of bytes. SPEED.md, fact 6.

using namespace poolscope;

namespace {

template <class T>
T example();
template <>
std::int64_t example() {
    return 123'456'789;
}
template <>
std::string example() {
    return "the quick brown fox jumps over the lazy dog";
}
template <>
std::vector<double> example() {
    return std::vector<double>(1000, 3.14);
}
template <>
std::vector<std::byte> example() {
    return std::vector<std::byte>(65536, std::byte{7});
}
template <>
std::tuple<std::int64_t, double, std::string> example() {
    return {7, 2.5, "blue"};
}
template <>
Json example() {
    return Json::parse(R"({"name": "blue", "size": [1, 2.5, 3], "more": null, "is": true})");
}

template <class T>
void BM_encode(benchmark::State& state) {
    const T value = example<T>();
    std::vector<std::byte> bytes;
    for (auto _ : state) {
        bytes.clear();
        ValueWriter writer(bytes);
        encode(writer, value);
        benchmark::DoNotOptimize(bytes.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}
template <class T>
void BM_decode(benchmark::State& state) {
    const std::vector<std::byte> bytes = encode_value(example<T>());
    for (auto _ : state) {
        T value = decode_value<T>(bytes);
        benchmark::DoNotOptimize(value);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}
using Tuple = std::tuple<std::int64_t, double, std::string>;
BENCHMARK(BM_encode<std::int64_t>);
BENCHMARK(BM_decode<std::int64_t>);
BENCHMARK(BM_encode<std::string>);
BENCHMARK(BM_decode<std::string>);
BENCHMARK(BM_encode<Tuple>);
BENCHMARK(BM_decode<Tuple>);
BENCHMARK(BM_encode<std::vector<double>>);
BENCHMARK(BM_decode<std::vector<double>>);
BENCHMARK(BM_encode<std::vector<std::byte>>);
BENCHMARK(BM_decode<std::vector<std::byte>>);
BENCHMARK(BM_encode<Json>);
BENCHMARK(BM_decode<Json>);

/// A chunk of a map over numbers, item by item as pool.map() makes it.
void BM_write_chunk(benchmark::State& state) {
    constexpr std::int64_t kItems = 1000;
    std::vector<std::byte> bytes;
    for (auto _ : state) {
        bytes.clear();
        ChunkWriter chunk(bytes);
        for (std::int64_t i = 0; i < kItems; ++i) chunk.add(i);
        benchmark::DoNotOptimize(bytes.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * kItems);
}
BENCHMARK(BM_write_chunk);

/// The same in the worker.
void BM_read_chunk(benchmark::State& state) {
    constexpr std::int64_t kItems = 1000;
    std::vector<std::byte> bytes;
    ChunkWriter writer(bytes);
    for (std::int64_t i = 0; i < kItems; ++i) writer.add(i);
    for (auto _ : state) {
        ChunkReader chunk(bytes);
        std::int64_t sum = 0;
        while (!chunk.at_end()) {
            ValueReader arguments(chunk.next());
            static_cast<void>(arguments.begin_list());
            sum += decode<std::int64_t>(arguments);
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * kItems);
}
BENCHMARK(BM_read_chunk);

/// What the window's edge pays: JSON text to bytes, and bytes to JSON.
void BM_from_json_text(benchmark::State& state) {
    const std::string text = example<Json>().dump();
    for (auto _ : state) {
        const std::vector<std::byte> bytes = encode_value(Json::parse(text));
        benchmark::DoNotOptimize(bytes.data());
    }
}
BENCHMARK(BM_from_json_text);
void BM_to_json_text(benchmark::State& state) {
    const std::vector<std::byte> bytes = encode_value(example<Json>());
    for (auto _ : state) {
        const std::string text = value_to_json(bytes).dump();
        benchmark::DoNotOptimize(text.data());
    }
}
BENCHMARK(BM_to_json_text);

}  // namespace
