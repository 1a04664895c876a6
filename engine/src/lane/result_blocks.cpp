// SPDX-License-Identifier: MIT
#include "lane/result_blocks.h"

#include <algorithm>
#include <utility>

#include <poolscope/wire.h>

#include "lane/futex.h"
#include "lane/layout.h"

namespace poolscope::lane {
namespace {

bool is_possible(const BlockRef& ref, const ArenaView& view) {
    return ref.offset >= kLaneBytes && ref.offset % 8 == 0 && ref.size > 0 && view.holds(ref.offset, ref.size) && ref.slot < kBlockSlots;
}

}  // namespace

std::shared_ptr<ResultBlocks> ResultBlocks::take(const std::shared_ptr<ArenaView>& view, std::span<const std::byte>& payload) {
    auto refs = take_block_table(payload);
    if (!refs) return {};
    if (!std::all_of(refs->begin(), refs->end(), [&](const BlockRef& ref) { return is_possible(ref, *view); })) return {};
    return std::make_shared<ResultBlocks>(view, std::move(*refs));
}

ResultBlocks::ResultBlocks(std::shared_ptr<ArenaView> view, std::vector<BlockRef> refs) : view_(std::move(view)), refs_(std::move(refs)) {
    for (const BlockRef& ref : refs_) {
        data_.push_back(view_->at(ref.offset, ref.size));
        if (data_.back() == nullptr) mapped_ = false;
    }
}

ResultBlocks::~ResultBlocks() {
    std::byte* const lane = view_->memory().data();
    BlockSlots& slots = block_slots(lane);
    // The worker that finds it set may write over what was read here. seq_cst: before the look at its sleep, as the worker announces
    // its sleep before it looks at this.
    for (const BlockRef& ref : refs_) slots.released[ref.slot].store(1, std::memory_order_seq_cst);
    // A worker that sleeps without a limit is to look what it can give back to the system. Also one that has looked and is only
    // about to sleep: it does not where the word has changed, and raises it again.
    Word& waits = reinterpret_cast<Header*>(lane)->worker_waits;
    if (waits.load(std::memory_order_seq_cst) != 0 && waits.exchange(0, std::memory_order_seq_cst) != 0) futex_wake(waits);
}

std::uint64_t ResultBlocks::size_bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const BlockRef& ref : refs_) sum += ref.size;
    return sum;
}

const std::byte* ResultBlocks::find(std::uint64_t offset, std::uint64_t size_bytes) const {
    for (std::size_t i = 0; i < refs_.size(); ++i)
        if (refs_[i].offset == offset && size_bytes <= refs_[i].size && data_[i] != nullptr) return data_[i];
    throw DecodingError(DecodingError::Reason::Damaged, "damaged value: a handle to " + std::to_string(size_bytes) + " bytes that did not come with it");
}

}  // namespace poolscope::lane
