// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/value.h>

#include "host/batch_source.h"

namespace poolscope::host {

namespace {

/// A list of the arguments themselves. How many and of which kind is the function's business, in the worker: as in
/// CPython a wrong item fails alone.
std::vector<std::byte> bind_starred(const Json& arguments) {
    std::vector<std::byte> bytes;
    ValueWriter writer(bytes);
    writer.begin_list(arguments.size());
    for (const Json& argument : arguments)
        json_to_value(argument, writer);
    return bytes;
}

class CallSource final : public supervise::ChunkSource {
public:
    explicit CallSource(std::vector<std::byte> arguments) { ChunkWriter(chunk_).add_encoded(arguments); }
    State next(supervise::Chunk& chunk) override {
        if (std::exchange(given_, true)) return State::Ended;
        chunk = {0, 1, std::move(chunk_)};
        return State::Ready;
    }

private:
    std::vector<std::byte> chunk_;
    bool given_ = false;
};

class ListSource final : public supervise::ChunkSource {
public:
    ListSource(Json list, Items items, std::uint64_t chunksize)
        : list_(std::move(list)), items_(items), chunksize_(chunksize) {}

    State next(supervise::Chunk& chunk) override {
        if (next_ >= list_.size() || !error_.empty()) return State::Ended;
        chunk.first_item = next_;
        chunk.arguments.clear();
        ChunkWriter writer(chunk.arguments);
        const std::size_t end =
            next_ + static_cast<std::size_t>(std::min<std::uint64_t>(chunksize_, list_.size() - next_));
        try {
            for (; next_ < end; ++next_) {
                Json& item = list_[next_];
                writer.add_encoded(items_ == Items::Starred ? bind_starred(item) : bind_item(item));
                item = nullptr;  // given away: its memory is not needed any more
            }
        } catch (const EncodingError& error) {
            error_ = "item " + std::to_string(next_) + " has no encoding: " + error.what();
        }
        chunk.items = static_cast<std::uint32_t>(next_ - chunk.first_item);
        return chunk.items > 0 ? State::Ready : State::Ended;
    }

    [[nodiscard]] std::optional<std::pair<std::string, std::string>> error() const override {
        if (error_.empty()) return {};
        return {{"ValueError", error_}};
    }

private:
    Json list_;
    Items items_;
    std::uint64_t chunksize_;
    std::size_t next_ = 0;
    std::string error_;
};

}  // namespace

std::unique_ptr<supervise::ChunkSource> call_source(std::vector<std::byte> arguments) {
    return std::make_unique<CallSource>(std::move(arguments));
}

std::unique_ptr<supervise::ChunkSource> list_source(Json list, Items items, std::uint64_t chunksize) {
    if (items == Items::Starred) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (list[i].is_array()) continue;
            throw TypeError("starmap takes a list of arguments for each item; item " + std::to_string(i) +
                            " is of type " + list[i].type_name());
        }
    }
    return std::make_unique<ListSource>(std::move(list), items, chunksize);
}

}  // namespace poolscope::host
