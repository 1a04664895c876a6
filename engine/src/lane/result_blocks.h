// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <poolscope/large_value.h>

#include "lane/arena_view.h"
#include "lane/block_table.h"

namespace poolscope::lane {

/// The large parts of one result in the host: where they lie, held until the last that reads them lets go. They outlive the
/// worker, the lane and the pool. Any thread may read and let go.
class ResultBlocks final : public detail::LargeSource, public std::enable_shared_from_this<ResultBlocks> {
public:
    /// Checks what a worker says and takes hold of it; the table is taken off `payload`. Null: no worker of ours writes such a
    /// thing. The lane's own thread.
    [[nodiscard]] static std::shared_ptr<ResultBlocks> take(const std::shared_ptr<ArenaView>& view, std::span<const std::byte>& payload);
    ResultBlocks(std::shared_ptr<ArenaView> view, std::vector<BlockRef> refs);
    ~ResultBlocks() override;
    ResultBlocks(const ResultBlocks&) = delete;
    ResultBlocks& operator=(const ResultBlocks&) = delete;

    /// False when there was no address space for them: the result cannot be read.
    [[nodiscard]] bool mapped() const noexcept { return mapped_; }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override;

    [[nodiscard]] const std::byte* find(std::uint64_t offset, std::uint64_t size_bytes) const override;
    [[nodiscard]] std::shared_ptr<const void> owner() const override { return shared_from_this(); }

private:
    std::shared_ptr<ArenaView> view_;
    std::vector<BlockRef> refs_;
    std::vector<const std::byte*> data_;  ///< for each of refs_
    bool mapped_ = true;
};

}  // namespace poolscope::lane
