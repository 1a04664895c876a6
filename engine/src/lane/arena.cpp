// SPDX-License-Identifier: MIT
#include "lane/arena.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <sys/mman.h>
#include <sys/resource.h>

namespace poolscope::lane {
namespace {

/// With less address space than this an arena is not worth having.
constexpr std::uint64_t kLeastSpace = std::uint64_t{64} << 20;

/// A program with a limit on its address space has other use for most of it.
std::uint64_t allowed_space() {
    struct rlimit limit {};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return UINT64_MAX;
    return limit.rlim_cur / 8;
}

/// Backs the bytes with memory, so that no write to them can end in SIGBUS (madvise(2), since Linux 5.14).
bool populate(std::byte* at, std::size_t size) {
    int tries = 0;
    while (madvise(at, size, MADV_POPULATE_WRITE) != 0) {
        const int error = errno;
        if ((error != EINTR && error != EAGAIN) || ++tries == 100) return false;
    }
    return true;
}

}  // namespace

ArenaBlock::~ArenaBlock() { arena_->give(range_); }

Arena::Arena(std::shared_ptr<const base::SharedMemory> memory, ByteRange space) : memory_(std::move(memory)), whole_(space) {}

/// Not before it is needed: a pool without large values pays nothing for them.
bool Arena::map() {
    if (view_) return true;
    if (whole_.size() < kLeastSpace) return false;
    std::uint64_t space = std::min(whole_.size(), allowed_space()) / BlockSpace::kGrain * BlockSpace::kGrain;
    for (; space >= kLeastSpace; space = space / 2 / BlockSpace::kGrain * BlockSpace::kGrain) {
        view_ = base::SharedView::of(*memory_, static_cast<std::size_t>(whole_.begin + space), base::SharedMemory::Access::ReadWrite);
        if (!view_) continue;
        space_.emplace(ByteRange{whole_.begin, whole_.begin + space});
        return true;
    }
    return false;
}

std::shared_ptr<ArenaBlock> Arena::allocate(std::size_t size_bytes) {
    std::optional<ByteRange> taken;
    {
        const std::lock_guard lock(mutex_);
        if (!map()) return {};
        taken = space_->take(size_bytes);
        if (!taken) return {};
        ++allocations_;
        least_warm_free_ = std::min(least_warm_free_, space_->warm_free());
    }
    // Outside of the lock: fresh memory takes its time, and the block is nobody else's by now.
    if (!warm_up(*taken)) {
        give(*taken);
        return {};
    }
    return std::make_shared<ArenaBlock>(shared_from_this(), *taken, view_->data() + taken->begin);
}

bool Arena::warm_up(ByteRange block) {
    std::vector<ByteRange> cold;
    {
        const std::lock_guard lock(mutex_);
        cold = space_->cold_in(block);
    }
    for (const ByteRange& part : cold) {
        if (!populate(view_->data() + part.begin, static_cast<std::size_t>(part.size()))) {
            // What came of it before memory ran out goes back at once.
            static_cast<void>(madvise(view_->data() + part.begin, static_cast<std::size_t>(part.size()), MADV_REMOVE));
            return false;
        }
        const std::lock_guard lock(mutex_);
        space_->set_warm(part);
    }
    return true;
}

void Arena::give(ByteRange block) {
    const std::lock_guard lock(mutex_);
    space_->give(block);
    if (!news_.exchange(true, std::memory_order_seq_cst) && on_news_) on_news_();
}

void Arena::set_on_news(std::function<void()> callback) {
    const std::lock_guard lock(mutex_);
    on_news_ = std::move(callback);
}

std::optional<std::uint64_t> Arena::offset_of(const std::byte* data, std::size_t size_bytes) const {
    const std::lock_guard lock(mutex_);
    if (!view_) return {};
    const auto address = reinterpret_cast<std::uintptr_t>(data), base = reinterpret_cast<std::uintptr_t>(view_->data());
    if (address < base || address - base >= view_->size() || view_->size() - (address - base) < size_bytes) return {};
    return address - base;
}

std::uint64_t Arena::trim(std::uint64_t bytes) {
    std::optional<ByteRange> part;
    {
        const std::lock_guard lock(mutex_);
        if (space_) part = space_->take_warm(bytes / BlockSpace::kGrain * BlockSpace::kGrain);
        if (!part || part->empty()) return 0;
    }
    // Punched out of the file, for every process that has it. A kernel that cannot leaves it warm.
    const bool gone = madvise(view_->data() + part->begin, static_cast<std::size_t>(part->size()), MADV_REMOVE) == 0;
    const std::lock_guard lock(mutex_);
    if (gone) space_->set_cold(*part);
    space_->give(*part);
    least_warm_free_ = std::min(least_warm_free_, space_->warm_free());
    return gone ? part->size() : 0;
}

std::uint64_t Arena::take_least_warm_free() {
    const std::lock_guard lock(mutex_);
    return space_ ? std::exchange(least_warm_free_, space_->warm_free()) : 0;
}

std::uint64_t Arena::warm_free() const {
    const std::lock_guard lock(mutex_);
    return space_ ? space_->warm_free() : 0;
}

std::uint64_t Arena::allocations() const {
    const std::lock_guard lock(mutex_);
    return allocations_;
}

}  // namespace poolscope::lane
