// SPDX-License-Identifier: MIT
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "fuzz_input.h"
#include "worker/setup.h"

/// Encoded values of unknown origin: results that a worker wrote, values in a trace.
namespace {

using namespace poolscope;
using Bytes = std::span<const std::byte>;

/// Reads the bytes as a T. What can be read can be written, and is then read as the same.
template <class T> void read_as(Bytes bytes) {
    std::optional<T> value;
    try {
        value.emplace(decode_value<T>(bytes));
    } catch (const DecodingError&) {
        return;
    }
    const std::vector<std::byte> written = encode_value(*value);
    const std::vector<std::byte> again = encode_value(decode_value<T>(written));
    fuzz::require(written == again, "a value that was read and written is read as the same");
}

void read_as_every_kind(Bytes bytes) {
    read_as<bool>(bytes);
    read_as<std::int8_t>(bytes);
    read_as<std::uint64_t>(bytes);
    read_as<double>(bytes);
    read_as<float>(bytes);
    read_as<std::string>(bytes);
    read_as<std::vector<std::byte>>(bytes);
    read_as<std::vector<int>>(bytes);
    read_as<std::vector<double>>(bytes);
    read_as<std::vector<std::vector<std::string>>>(bytes);
    read_as<std::tuple<int, std::string, std::optional<double>>>(bytes);
    read_as<std::pair<std::string, std::vector<std::uint8_t>>>(bytes);
    read_as<std::map<std::string, std::vector<std::int64_t>>>(bytes);
    read_as<std::unordered_map<int, bool>>(bytes);
    read_as<std::set<std::int16_t>>(bytes);
    read_as<std::array<float, 3>>(bytes);
    read_as<std::optional<std::string>>(bytes);
    read_as<Json>(bytes);
    read_as<nlohmann::json>(bytes);
}

void show(Bytes bytes) {
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{80}, std::size_t{100'000}}) {
        const std::string text = value_to_text(bytes, most);
        fuzz::require(text.size() <= most || text == "<damaged value>", "a text is as short as was asked for");
    }
    try {
        const Json json = value_to_json(bytes);
        fuzz::require(Json::accept(json.dump()), "a value's JSON is JSON");
    } catch (const DecodingError&) {
    }
}

void skip_over(Bytes bytes) {
    ValueReader reader(bytes);
    std::size_t passed = 0;
    try {
        while (!reader.at_end()) passed += reader.skip().size();
        fuzz::require(passed == bytes.size(), "what is passed over adds up");
    } catch (const DecodingError&) {
    }
}

void read_messages(Bytes bytes) {
    try {
        const CaughtError error = decode_error(bytes);
        fuzz::require(decode_error(encode_error(error)) == error, "an error that was read is written as it was");
        static_cast<void>(make_remote_error(error, {}));
    } catch (const DecodingError&) {
    }
    try {
        static_cast<void>(worker::encode_setup(worker::decode_setup(bytes)));
    } catch (const DecodingError&) {
    }
    try {
        ChunkReader chunk(bytes);
        while (!chunk.at_end()) show(chunk.next());
    } catch (const DecodingError&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes = fuzz::Input(data, size).rest();
    skip_over(bytes);
    show(bytes);
    read_as_every_kind(bytes);
    read_messages(bytes);
    return 0;
}
