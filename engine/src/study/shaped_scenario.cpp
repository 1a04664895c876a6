// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/simulation.h>

#include "host/batch_source.h"
#include "study/random.h"

namespace poolscope::study {
namespace {

/// Items that are written out to be reordered.
constexpr std::uint64_t kMostReordered = 1'000'000;

void reorder(BatchSpec& spec, const WorkBatch& recorded, const PoolShape& shape) {
    if (takes_arguments(spec.method)) return;
    if (spec.iterable.is_object() && spec.iterable.contains("range")) {
        const host::Range range = host::Range::from_json(spec.iterable["range"]);
        if (range.size() > kMostReordered) throw ValueError("a range of so many numbers cannot be reordered");
        Json list = Json::array();
        for (std::uint64_t i = 0; i < range.size(); ++i) list.push_back(range.at(i));
        spec.iterable = std::move(list);
    }
    if (!spec.iterable.is_array()) throw ValueError("lines of a file stay in their order");
    const std::vector<std::uint32_t> order = item_order(recorded.items, shape.order, shape.seed);
    if (order.size() != spec.iterable.size()) throw ValueError("the run has recorded other items than its scenario has");
    Json list = Json::array();
    for (const std::uint32_t item : order) list.push_back(std::move(spec.iterable[item]));
    spec.iterable = std::move(list);
}

}  // namespace

std::vector<std::uint32_t> item_order(std::span<const double> items, ItemOrder order, std::uint64_t seed) {
    std::vector<std::uint32_t> by_position(items.size());
    std::iota(by_position.begin(), by_position.end(), 0u);
    Random random(seed);
    switch (order) {
    case ItemOrder::AsGiven: break;
    case ItemOrder::Shuffled:
        for (std::size_t i = by_position.size(); i > 1; --i) std::swap(by_position[i - 1], by_position[random.below(i)]);
        break;
    case ItemOrder::LongestFirst:
        std::stable_sort(by_position.begin(), by_position.end(), [items](std::uint32_t a, std::uint32_t b) { return items[a] > items[b]; });
        break;
    case ItemOrder::ShortestFirst:
        std::stable_sort(by_position.begin(), by_position.end(), [items](std::uint32_t a, std::uint32_t b) { return items[a] < items[b]; });
        break;
    }
    return by_position;
}

Scenario shaped(const Scenario& scenario, const Workload& recorded, const PoolShape& shape) {
    if (recorded.batches.size() != scenario.batches.size()) throw ValueError("the run has recorded other batches than its scenario has");
    Scenario result = scenario;
    result.pool.processes = shape.processes;
    result.pool.start_method = poolscope::to_string(shape.start_method);
    result.pool.maxtasksperchild.reset();
    if (shape.maxtasksperchild) result.pool.maxtasksperchild = static_cast<std::int64_t>(*shape.maxtasksperchild);
    result.pool.maxitemsperchild.reset();
    if (shape.maxitemsperchild) result.pool.maxitemsperchild = static_cast<std::int64_t>(*shape.maxitemsperchild);
    for (std::size_t i = 0; i < result.batches.size(); ++i) {
        BatchSpec& batch = result.batches[i];
        if (!takes_arguments(batch.method)) {
            if (shape.chunksize) batch.chunksize = static_cast<std::int64_t>(*shape.chunksize);
            else if (recorded.batches[i].chunk_is_default) batch.chunksize.reset();  // asked for, or as it was
        }
        if (shape.order != ItemOrder::AsGiven) reorder(batch, recorded.batches[i], shape);
    }
    return result;
}

}  // namespace poolscope::study
