// SPDX-License-Identifier: MIT
#include <string>
#include <utility>

#include <poolscope/remote_error.h>
#include <poolscope/value.h>

#include "lane/result_blocks.h"
#include "supervise/supervisor_impl.h"
#include "tasks/inlined_value.h"

// Results whose large parts lie in shared memory, and the memory of large arguments.

namespace poolscope::supervise {

void Supervisor::Impl::take_large_value(WorkerRecord& worker, std::span<const std::byte> value) {
    const std::shared_ptr<lane::ResultBlocks> large = worker.lane->take_blocks(value);
    if (!large) return distrust(worker);
    if (large->mapped()) return take_value(worker, trace::ItemOutcome::Done, value, large);
    const std::vector<std::byte> error =
        encode_error({"SystemError", "cannot map a result of " + std::to_string(large->size_bytes()) +
                                         " bytes: the host has no address space left for it (RLIMIT_AS?)"});
    take_value(worker, trace::ItemOutcome::Failed, error);
}

/// A trace has values whole, or not at all and their size.
trace::Time Supervisor::Impl::record_large(const WorkerRecord& worker, const BatchRun& batch, const Task& task) {
    const Chunk& chunk = task.chunk;
    trace::TaskAssigned assigned{task.id, batch.id(), worker.id, chunk.first_item, chunk.items, task.attempt, {}, 0};
    const std::uint64_t size = chunk.encoded().size() + chunk.large->size_bytes();
    bool is_told = size <= writer->value_limit();
    ValueWriter(assigned.arguments).begin_list(chunk.items);
    ChunkReader reader(chunk.encoded());
    while (is_told && !reader.at_end()) is_told = tasks::append_inlined(assigned.arguments, reader.next(), *chunk.large);
    if (!is_told) {
        assigned.arguments.clear();
        assigned.arguments_omitted = size;
    }
    const trace::Time recorded = base::now_ns();
    record_at(recorded, assigned);
    return recorded;
}

/// Memory of large arguments goes back when nobody uses it any more. Nothing is armed in a pool that had none.
void Supervisor::Impl::arm_trim(std::chrono::nanoseconds after) {
    trim_timer = loop.add_timer(std::chrono::steady_clock::now() + after, [this] {
        trim_timer.reset();
        if (const auto again = trim.step(*bell.arguments(), std::chrono::steady_clock::now())) arm_trim(*again);
    });
}

}  // namespace poolscope::supervise
