// SPDX-License-Identifier: MIT
#include "trace/reducer.h"

namespace poolscope {

// Also of workers that have ended: what they wrote last is read after their death.
void PoolState::Impl::take(const trace::TaskOutput& record) {
    const std::uint32_t worker = worker_index(record.worker);
    if (worker == kNoIndex) {
        return contradict();
    }
    OutputRow row{.worker = worker,
                  .task = kNoIndex,
                  .item = record.item,
                  .stream = record.stream,
                  .size = record.text.size(),
                  .omitted = record.omitted,
                  .offset = offset};
    if (record.task) {
        const auto task = tasks.find(*record.task);
        if (task && tasks.row(*task, summary.origin).worker == worker) {
            row.task = *task;
        } else {
            contradict();
        }
    }
    tracks[worker].outputs.push_back(static_cast<std::uint32_t>(outputs.size()));
    outputs.add(row);
}

}  // namespace poolscope
