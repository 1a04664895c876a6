// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <poolscope/pool_state.h>

#include "trace/chunked_vector.h"
#include "trace/packed_number.h"

namespace poolscope::trace {

/// Where the output of workers is: 40 bytes a piece, whose text stays in the file.
class OutputTable {
public:
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    void add(const OutputRow& row) { rows_.push_back(Packed(row)); }
    [[nodiscard]] OutputRow row(std::size_t index) const { return rows_[index].unpacked(); }

private:
    struct Packed {
        Packed() = default;
        explicit Packed(const OutputRow& row)
            : worker(row.worker), task(row.task), item(row.item ? *row.item : PackedNumber::kMost), size(row.size),
              omitted(row.omitted), offset(row.offset), stream(row.stream) {}
        [[nodiscard]] OutputRow unpacked() const {
            OutputRow row{.worker = worker,
                          .task = task,
                          .item = {},
                          .stream = stream,
                          .size = size.value(),
                          .omitted = omitted.value(),
                          .offset = offset.value()};
            if (item.value() != PackedNumber::kMost) {
                row.item = item.value();
            }
            return row;
        }
        std::uint32_t worker = kNoIndex;
        std::uint32_t task = kNoIndex;
        PackedNumber item, size, omitted, offset;
        OutputStream stream = OutputStream::Out;
    };
    static_assert(sizeof(Packed) == 40);

    ChunkedVector<Packed, 512> rows_;
};

}  // namespace poolscope::trace
