// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include <poolscope/simulation.h>

#include "study/random.h"

namespace poolscope::study::tests {

/// One batch of map_async over items of these lengths, which wait for no processor.
inline Workload work_of(std::vector<double> items, std::uint64_t chunksize = 1) {
    Workload work;
    WorkBatch batch;
    batch.method = "map_async";
    batch.function = "work";
    batch.items = std::move(items);
    batch.chunksize = chunksize;
    work.batches.push_back(std::move(batch));
    return work;
}

/// Items, chunks, batches, and costs as they come.
inline Workload random_work(Random& random, std::size_t most_items) {
    Workload work;
    const std::uint64_t batches = 1 + random.below(3);
    for (std::uint64_t i = 0; i < batches; ++i) {
        WorkBatch batch;
        batch.blocks = random.below(2) == 0;
        batch.method = batch.blocks ? "map" : "map_async";
        batch.function = random.below(2) == 0 ? "f" : "g";
        batch.computing = random.below(3) == 0 ? 0.4 : 1;
        batch.chunksize = 1 + random.below(9);
        batch.chunk_is_default = random.below(3) == 0;
        const double scale = random.below(2) == 0 ? 1e-4 : 0.1;
        const std::uint64_t items = random.below(most_items);
        for (std::uint64_t item = 0; item < items; ++item) batch.items.push_back(scale * random.uniform() * (random.below(20) == 0 ? 10 : 1));
        work.batches.push_back(std::move(batch));
    }
    return work;
}
inline PoolCosts random_costs(Random& random) {
    PoolCosts costs;
    costs.start.fill({.first = 0.001, .serial = 0.0005 * random.uniform(), .latency = 0.01 * random.uniform(), .replace = 0.01, .compute = 0.005 * random.uniform()});
    costs.initializer = random.below(2) == 0 ? 0 : 0.02;
    costs.hand_over = 1e-5;
    costs.between_tasks = random.below(2) == 0 ? 0 : 2e-6;
    costs.host_per_task = random.below(2) == 0 ? 0 : 1e-6;
    return costs;
}
inline PoolShape random_shape(Random& random) {
    PoolShape shape;
    shape.processes = static_cast<std::uint32_t>(1 + random.below(8));
    if (random.below(3) == 0) shape.maxtasksperchild = 1 + random.below(10);
    if (random.below(3) == 0) shape.chunksize = 1 + random.below(30);
    shape.order = static_cast<ItemOrder>(random.below(4));
    return shape;
}

}  // namespace poolscope::study::tests
