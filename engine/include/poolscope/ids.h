// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace poolscope {

/// A number that names one kind of thing and cannot be mixed up with another kind.
template <class Tag, class Rep>
struct StrongId {
    Rep value{};
    friend auto operator<=>(const StrongId&, const StrongId&) = default;
};

/// One call of a pool method, numbered from 1 within a run.
using BatchId = StrongId<struct BatchIdTag, std::uint32_t>;
/// What a worker takes at once (one chunk), numbered from 1 within a run.
using TaskId = StrongId<struct TaskIdTag, std::uint64_t>;
/// One process life, numbered from 1 within a run: the N of "PoolWorker-N".
using WorkerId = StrongId<struct WorkerIdTag, std::uint32_t>;
/// A place in the pool, 0 to processes-1.
using SlotIndex = StrongId<struct SlotIndexTag, std::uint32_t>;

}  // namespace poolscope

template <class Tag, class Rep>
struct std::hash<poolscope::StrongId<Tag, Rep>> {
    std::size_t operator()(const poolscope::StrongId<Tag, Rep>& id) const noexcept { return std::hash<Rep>{}(id.value); }
};
