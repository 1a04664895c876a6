// SPDX-License-Identifier: MIT
#include "supervise/argument_store.h"

#include <utility>

namespace poolscope::supervise {
namespace {

class ArenaStore final : public detail::ArgumentStore {
public:
    explicit ArenaStore(std::shared_ptr<lane::Arena> arena) : arena_(std::move(arena)) {}

    std::optional<detail::LargeSink::Place> place(std::size_t size_bytes, detail::LargeParts& parts) override {
        std::shared_ptr<lane::ArenaBlock> block = arena_->allocate(size_bytes);
        if (!block) return {};
        const detail::LargeSink::Place place{block->data(), block->offset()};
        parts.add(std::move(block), place.data, place.offset, size_bytes);
        return place;
    }

    std::optional<std::uint64_t> adopt(const std::shared_ptr<const void>& owner, const std::byte* data, std::size_t size_bytes,
                                       detail::LargeParts& parts) override {
        const auto offset = arena_->offset_of(data, size_bytes);
        if (!offset || *offset % 8 != 0) return {};
        parts.add(owner, data, *offset, size_bytes);
        return offset;
    }

    detail::LargeRoom room(std::size_t size_bytes) override {
        std::shared_ptr<lane::ArenaBlock> block = size_bytes > detail::kLargeBytes ? arena_->allocate(size_bytes) : nullptr;
        if (!block) return detail::room_on_heap(size_bytes);
        std::byte* const data = block->data();
        return {std::move(block), data};
    }

private:
    std::shared_ptr<lane::Arena> arena_;
};

}  // namespace

std::shared_ptr<detail::ArgumentStore> argument_store(std::shared_ptr<lane::Arena> arena) {
    return std::make_shared<ArenaStore>(std::move(arena));
}

}  // namespace poolscope::supervise
