// SPDX-License-Identifier: MIT
#include <poolscope/current_task.h>

#include <poolscope/errors.h>

#include "base/split_mix.h"
#include "tasks/worker_facts.h"

namespace poolscope {
std::uint64_t item_seed(std::uint64_t run_seed, BatchId batch, std::uint64_t item) noexcept {
    using base::split_mix;
    return split_mix(split_mix(split_mix(run_seed) ^ batch.value) ^ item);
}

std::optional<CurrentTask> current_task() {
    const tasks::WorkerFacts& facts = tasks::worker_facts();
    if (!facts.running) return {};
    const tasks::RunningItem& running = *facts.running;
    return CurrentTask{BatchId{running.batch}, running.item, running.attempt,
                       item_seed(facts.run_seed, BatchId{running.batch}, running.item), facts.name};
}

std::uint64_t item_seed() {
    const auto task = current_task();
    if (!task) throw RuntimeError("item_seed() is known only while a worker runs a task");
    return task->seed;
}

}  // namespace poolscope
