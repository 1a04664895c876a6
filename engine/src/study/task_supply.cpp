// SPDX-License-Identifier: MIT
#include "study/task_supply.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include <poolscope/batch_spec.h>
#include <poolscope/errors.h>

#include "host/batch_plan.h"
#include "supervise/configuration.h"

namespace poolscope::study {

const char* to_string(ItemOrder order) noexcept {
    switch (order) {
    case ItemOrder::AsGiven: return "as_given";
    case ItemOrder::LongestFirst: return "longest_first";
    case ItemOrder::ShortestFirst: return "shortest_first";
    case ItemOrder::Shuffled: return "shuffled";
    }
    return "as_given";
}

std::optional<ItemOrder> item_order_from_string(const std::string& name) noexcept {
    for (const ItemOrder order : {ItemOrder::AsGiven, ItemOrder::LongestFirst, ItemOrder::ShortestFirst, ItemOrder::Shuffled})
        if (name == to_string(order)) return order;
    return {};
}

std::uint64_t chunksize_of(const WorkBatch& batch, const PoolShape& shape) {
    const auto method = method_from_string(batch.method);
    if (method && takes_arguments(*method)) return 1;
    if (shape.chunksize) return *shape.chunksize;
    if (!batch.chunk_is_default) return batch.chunksize;
    const bool is_lazy = method && (*method == Method::IMap || *method == Method::IMapUnordered);
    return is_lazy ? 1 : std::min(supervise::default_chunksize(batch.items.size(), shape.processes), host::kMostItemsChosen);
}

std::optional<std::uint64_t> tasks_of_a_life(std::optional<std::uint64_t> maxtasksperchild, std::optional<std::uint64_t> maxitemsperchild,
                                             std::uint64_t chunksize) {
    if (!maxitemsperchild) return maxtasksperchild;
    chunksize = std::max<std::uint64_t>(1, chunksize);
    const std::uint64_t tasks = *maxitemsperchild / chunksize + (*maxitemsperchild % chunksize != 0 ? 1 : 0);
    return std::min(tasks, maxtasksperchild.value_or(UINT64_MAX));
}

std::optional<std::uint64_t> tasks_of_a_life(const Workload& work, const PoolShape& shape) {
    if (work.batches.empty()) return shape.maxtasksperchild;
    const auto largest = std::max_element(work.batches.begin(), work.batches.end(),
                                          [](const WorkBatch& a, const WorkBatch& b) { return a.items.size() < b.items.size(); });
    return tasks_of_a_life(shape.maxtasksperchild, shape.maxitemsperchild, chunksize_of(*largest, shape));
}

TaskSupply::TaskSupply(const Workload& work, const PoolShape& shape) : work_(work) {
    std::unordered_map<std::string, std::uint32_t> functions;
    double tasks = 0;
    for (const WorkBatch& batch : work.batches) {
        Cut cut;
        if (shape.order != ItemOrder::AsGiven) cut.order = item_order(batch.items, shape.order, shape.seed);
        cut.chunksize = std::max<std::uint64_t>(1, chunksize_of(batch, shape));
        tasks += static_cast<double>(batch.items.size()) / static_cast<double>(cut.chunksize);
        cuts_.push_back(std::move(cut));
        left_.push_back(batch.items.size());
        function_of_.push_back(functions.emplace(batch.function, static_cast<std::uint32_t>(functions.size())).first->second);
    }
    if (tasks >= static_cast<double>(std::numeric_limits<std::uint32_t>::max()))
        throw ValueError("more tasks than a simulation can hold");
    times_.resize(functions.size());
}

void TaskSupply::submit(std::uint32_t batch) {
    if (left_[batch] > 0) queue_.push_back(batch);
}

std::size_t TaskSupply::window() const {
    return supervise::lane_window(times_[function_of_[queue_[front_]]].mean());
}

SimulatedTask TaskSupply::take() {
    const std::uint32_t batch = queue_[front_];
    Cut& cut = cuts_[batch];
    const std::vector<double>& items = work_.batches[batch].items;
    SimulatedTask task{batch, cut.next, 0, 0};
    const std::uint64_t end = std::min<std::uint64_t>(cut.next + cut.chunksize, items.size());
    for (std::uint64_t i = cut.next; i < end; ++i) task.seconds += items[cut.order.empty() ? i : cut.order[i]];
    task.items = static_cast<std::uint32_t>(end - cut.next);
    cut.next = end;
    if (end == items.size()) ++front_;
    ++taken_;
    return task;
}

bool TaskSupply::settle(const SimulatedTask& task) {
    const std::chrono::duration<double> seconds(task.seconds);
    times_[function_of_[task.batch]].add(std::chrono::duration_cast<std::chrono::nanoseconds>(seconds));
    left_[task.batch] -= task.items;
    return left_[task.batch] == 0;
}

}  // namespace poolscope::study
