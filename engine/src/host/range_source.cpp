// SPDX-License-Identifier: MIT
#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/value.h>

#include "host/batch_source.h"

namespace poolscope::host {

namespace {

// Differences and products of 64-bit numbers overflow; as unsigned numbers they wrap, and what is wanted is right
// again.
std::uint64_t bits(std::int64_t number) noexcept {
    return static_cast<std::uint64_t>(number);
}

class RangeSource final : public supervise::ChunkSource {
public:
    RangeSource(Range range, std::uint64_t chunksize) : range_(range), size_(range.size()), chunksize_(chunksize) {}

    State next(supervise::Chunk& chunk) override {
        if (next_ >= size_) return State::Ended;
        const std::uint64_t items = std::min(chunksize_, size_ - next_);
        chunk.first_item = next_;
        chunk.items = static_cast<std::uint32_t>(items);
        chunk.kind = PackedKind::I64;
        chunk.arguments.resize(items * sizeof(std::int64_t));
        std::byte* at = chunk.arguments.data();
        for (const std::uint64_t end = next_ + items; next_ < end; ++next_)
            at = detail::put(at, range_.at(next_));
        return State::Ready;
    }

private:
    Range range_;
    std::uint64_t size_;
    std::uint64_t chunksize_;
    std::uint64_t next_ = 0;
};

std::int64_t whole_number(const Json& number) {
    if (!number.is_number_integer()) {
        throw TypeError(std::string("range takes whole numbers, not ") + number.type_name());
    }
    if (number.is_number_unsigned() && number.get<std::uint64_t>() > bits(std::numeric_limits<std::int64_t>::max())) {
        throw ValueError("range takes numbers up to 9223372036854775807");
    }
    return number.get<std::int64_t>();
}

}  // namespace

std::uint64_t Range::size() const noexcept {
    if (step > 0) return start < stop ? (bits(stop) - bits(start) - 1) / bits(step) + 1 : 0;
    return start > stop ? (bits(start) - bits(stop) - 1) / (0 - bits(step)) + 1 : 0;
}

std::int64_t Range::at(std::uint64_t index) const noexcept {
    return static_cast<std::int64_t>(bits(start) + index * bits(step));
}

std::string Range::text() const {
    std::string text = "range(" + std::to_string(start) + ", " + std::to_string(stop);
    return step == 1 ? text + ")" : text + ", " + std::to_string(step) + ")";
}

Range Range::from_json(const Json& numbers) {
    if (!numbers.is_array() || numbers.empty() || numbers.size() > 3) {
        throw TypeError("range takes a list of 1 to 3 whole numbers");
    }
    Range range;
    if (numbers.size() == 1) {
        range.stop = whole_number(numbers[0]);
    } else {
        range.start = whole_number(numbers[0]);
        range.stop = whole_number(numbers[1]);
    }
    if (numbers.size() == 3) range.step = whole_number(numbers[2]);
    if (range.step == 0) throw ValueError("range() arg 3 must not be zero");
    return range;
}

std::unique_ptr<supervise::ChunkSource> range_source(Range range, std::uint64_t chunksize) {
    return std::make_unique<RangeSource>(range, chunksize);
}

}  // namespace poolscope::host
