// SPDX-License-Identifier: MIT
#include "supervise/batch_table.h"

#include <algorithm>
#include <utility>

namespace poolscope::supervise {

void BatchTable::add(std::shared_ptr<BatchRun> batch) {
    if (places_.size() >= 64 && places_.size() > 2 * living_) close_gaps();
    batch->place = places_.size();
    const BatchId id = batch->id();
    places_.push_back({id, std::move(batch)});
    ++living_;
}

bool BatchTable::remove(const BatchRun& batch) {
    if (batch.place >= places_.size() || places_[batch.place].batch.get() != &batch) return false;
    places_[batch.place].batch.reset();
    --living_;
    return true;
}

const std::shared_ptr<BatchRun>& BatchTable::find(BatchId id) const noexcept {
    static const std::shared_ptr<BatchRun> kNone;
    const auto found = std::lower_bound(places_.begin(), places_.end(), id, [](const Place& place, BatchId wanted) { return place.id < wanted; });
    return found != places_.end() && found->id == id ? found->batch : kNone;
}

std::vector<std::shared_ptr<BatchRun>> BatchTable::take_all() {
    std::vector<std::shared_ptr<BatchRun>> taken = all();
    places_.clear();
    living_ = 0;
    return taken;
}

std::vector<std::shared_ptr<BatchRun>> BatchTable::all() const {
    std::vector<std::shared_ptr<BatchRun>> living;
    living.reserve(living_);
    for (const Place& place : places_)
        if (place.batch) living.push_back(place.batch);
    return living;
}

void BatchTable::close_gaps() {
    std::erase_if(places_, [](const Place& place) { return place.batch == nullptr; });
    for (std::size_t i = 0; i < places_.size(); ++i) places_[i].batch->place = i;
}

}  // namespace poolscope::supervise
