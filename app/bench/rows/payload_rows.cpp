// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include <poolscope/pool.h>

#include "memory_room.h"
#include "row.h"
#include "row_functions.h"
#include "row_pool.h"

namespace poolscope::bench {

namespace {

/// A quarter of a gigabyte at a time: arguments and results are all there at once. Four large ones, so that the workers have
/// something to do; what is still larger goes alone.
std::size_t most_items(std::size_t bytes) {
    return bytes >= std::size_t{1} << 28 ? 1 : std::max<std::size_t>(4, (std::size_t{1} << 28) / bytes);
}

/// Bytes to the workers and back: gigabytes a second, both ways counted.
class Payload : public RateRow {
public:
    explicit Payload(const RowOptions& options)
        : RateRow(options, 2 * options.number("bytes", 4096) * 1e-9), most_(most_items(static_cast<std::size_t>(options.number("bytes", 4096)))),
          value_(static_cast<std::size_t>(options.number("bytes", 4096)), std::byte{7}), pool_(pool_options(options)) {}

protected:
    double run(std::size_t count) override {
        const std::vector<std::vector<std::byte>> items(count, value_);
        const double begin = now();
        const auto results = pool_.map(pass_bytes, items, 1);
        const double took = now() - begin;
        require(results.size() == count && results.back() == value_, "wrong results");
        return took;
    }
    [[nodiscard]] std::size_t at_most() const override { return most_; }

private:
    std::size_t most_;
    std::vector<std::byte> value_;
    Pool pool_;
};

/// The same in arrays that lie where both sides see them: filled in once by the caller, read in place by the task, which fills in
/// another one for its result.
class PayloadInPlace : public RateRow {
public:
    explicit PayloadInPlace(const RowOptions& options)
        : RateRow(options, 2 * options.number("bytes", 1 << 20) * 1e-9), size_(static_cast<std::size_t>(options.number("bytes", 1 << 20))),
          pool_(pool_options(options)) {
        auto filled = pool_.array<std::byte>(size_);
        std::fill(filled.begin(), filled.end(), std::byte{7});
        value_ = std::move(filled);
    }

protected:
    double run(std::size_t count) override {
        const std::vector<ByteArray> items(count, value_);
        const double begin = now();
        const auto results = pool_.map(pass_array, items, 1);
        const double took = now() - begin;
        require(results.size() == count && results.back() == value_, "wrong results");
        return took;
    }
    [[nodiscard]] std::size_t at_most() const override { return most_items(size_); }

private:
    std::size_t size_;
    Pool pool_;
    ByteArray value_;
};

}  // namespace

void add_payload_rows(Rows& rows) {
    rows["payload_in_place"] = [](const RowOptions& options) {
        // The value, a result of each item, and the result before, which is compared with it.
        const auto bytes = static_cast<std::size_t>(options.number("bytes", 1 << 20));
        require_memory((2 + most_items(bytes)) * bytes);
        return std::make_unique<PayloadInPlace>(options);
    };
    rows["payload"] = [](const RowOptions& options) { return std::make_unique<Payload>(options); };
}

}  // namespace poolscope::bench
