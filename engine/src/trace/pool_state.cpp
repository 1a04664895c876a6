// SPDX-License-Identifier: MIT
#include <poolscope/pool_state.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "trace/reducer.h"

namespace poolscope {
namespace {

// What is packed is a distance from the origin (packed_number.h). The differences of sane times cannot overflow.
constexpr Time kLongestRun = Time{1} << 55;
constexpr Time kLatestOrigin = Time{1} << 62;

}  // namespace

PoolState::PoolState() : impl_(std::make_unique<Impl>()) {}
PoolState::PoolState(PoolState&&) noexcept = default;
PoolState& PoolState::operator=(PoolState&&) noexcept = default;
PoolState::~PoolState() = default;

void PoolState::apply(const trace::Record& record) {
    impl_->apply(record);
}

void PoolState::recording_stopped(int error) {
    impl_->recording_stopped(error);
}

void PoolState::host_gone() {
    impl_->host_gone();
}

ChangeSet PoolState::take_changes() {
    ChangeSet taken;
    std::swap(taken, impl_->changes);
    ChangeSet& next = impl_->changes;
    next.first_worker = impl_->workers.size();
    next.first_batch = impl_->batches.size();
    next.first_task = impl_->tasks.size();
    next.first_result = impl_->results.size();
    next.first_event = impl_->events.size();
    next.first_output = impl_->outputs.size();
    for (const std::uint32_t worker : taken.changed_workers) {
        impl_->tracks[worker].in_changes = false;
    }
    for (const std::uint32_t batch : taken.changed_batches) {
        impl_->batch_tracks[batch].in_changes = false;
    }
    for (const std::uint32_t slot : taken.changed_slots) {
        impl_->lane_in_changes[slot] = false;
    }
    std::sort(taken.changed_workers.begin(), taken.changed_workers.end());
    std::sort(taken.changed_batches.begin(), taken.changed_batches.end());
    std::sort(taken.changed_slots.begin(), taken.changed_slots.end());
    std::sort(taken.changed_tasks.begin(), taken.changed_tasks.end());
    taken.changed_tasks.erase(std::unique(taken.changed_tasks.begin(), taken.changed_tasks.end()),
                              taken.changed_tasks.end());
    return taken;
}

void PoolState::clear() {
    impl_ = std::make_unique<Impl>();
    impl_->changes.replaced = true;
    impl_->changes.summary = true;
}

const PoolSummary& PoolState::summary() const noexcept {
    return impl_->summary;
}
const std::vector<WorkerLife>& PoolState::workers() const noexcept {
    return impl_->workers;
}
std::span<const WorkerSample> PoolState::samples(std::uint32_t worker) const {
    return impl_->tracks[worker].samples.samples();
}
const std::vector<BatchInfo>& PoolState::batches() const noexcept {
    return impl_->batches;
}

std::optional<std::uint32_t> PoolState::find_batch(BatchId id) const {
    const std::uint32_t index = impl_->batch_index(id);
    return index != kNoIndex ? std::optional(index) : std::nullopt;
}

std::size_t PoolState::task_count() const noexcept {
    return impl_->tasks.size();
}
TaskRow PoolState::task(std::size_t index) const {
    return impl_->tasks.row(index, impl_->summary.origin);
}
std::optional<std::uint32_t> PoolState::find_task(TaskId id) const {
    return impl_->tasks.find(id);
}
std::size_t PoolState::result_count() const noexcept {
    return impl_->results.size();
}

ResultRow PoolState::result(std::size_t row) const {
    ResultRow result = impl_->results.row(row, impl_->tasks);
    // Asked a million times for one filter: only what is wanted of the task is unpacked.
    result.batch.value = impl_->tasks.batch(result.task);
    result.item = impl_->tasks.first_item(result.task) + result.position;
    return result;
}

const std::vector<Event>& PoolState::events() const noexcept {
    return impl_->events;
}
const std::vector<PoolChange>& PoolState::changes_by_control() const noexcept {
    return impl_->changes_by_control;
}
const std::vector<PhaseChange>& PoolState::phase_changes() const noexcept {
    return impl_->phase_changes;
}
std::size_t PoolState::output_count() const noexcept {
    return impl_->outputs.size();
}
OutputRow PoolState::output(std::size_t row) const {
    return impl_->outputs.row(row);
}
std::vector<std::uint32_t> PoolState::outputs_of_worker(std::uint32_t worker) const {
    return impl_->tracks[worker].outputs;
}

std::vector<std::uint32_t> PoolState::outputs_of_task(std::uint32_t task) const {
    const std::uint32_t worker = impl_->tasks.row(task, impl_->summary.origin).worker;
    std::vector<std::uint32_t> rows;
    if (worker != kNoIndex) {
        const std::vector<std::uint32_t>& all = impl_->tracks[worker].outputs;
        std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                     [&](std::uint32_t row) { return impl_->outputs.row(row).task == task; });
    }
    return rows;
}

std::size_t PoolState::slot_count() const noexcept {
    return impl_->lanes.size();
}
std::uint32_t PoolState::current_worker(std::size_t slot) const {
    return impl_->lanes[slot].latest_worker();
}
std::size_t PoolState::span_count(std::size_t slot) const {
    return impl_->lanes[slot].size();
}

Span PoolState::span(std::size_t slot, std::size_t index) const {
    return impl_->lanes[slot].span(index, impl_->summary.origin);
}

std::uint64_t PoolState::contradictions() const noexcept {
    return impl_->contradictions;
}

void PoolState::Impl::apply(const trace::Record& record) {
    offset = record.file_offset;
    if (summary.records == 0) {
        summary.origin = std::clamp(record.time, Time{1}, kLatestOrigin);
        summary.last = summary.origin;
    }
    now = sane(record.time);
    if (now < record.time) {
        contradict();
    }
    ++summary.records;
    summary.last = std::max(summary.last, now);
    changes.summary = true;
    std::visit([this](const auto& body) { take(body); }, record.body);
}

Time PoolState::Impl::sane(Time time) const noexcept {
    return std::clamp(time, summary.origin, summary.origin + kLongestRun);
}

WorkerLife& PoolState::Impl::change_worker(std::uint32_t worker) {
    if (worker < changes.first_worker && !tracks[worker].in_changes) {
        tracks[worker].in_changes = true;
        changes.changed_workers.push_back(worker);
    }
    return workers[worker];
}

BatchInfo& PoolState::Impl::change_batch(std::uint32_t batch) {
    if (batch < changes.first_batch && !batch_tracks[batch].in_changes) {
        batch_tracks[batch].in_changes = true;
        changes.changed_batches.push_back(batch);
    }
    return batches[batch];
}

void PoolState::Impl::change_task(std::uint32_t task, const TaskRow& row) {
    tasks.set(task, row, summary.origin);
    if (task < changes.first_task) {
        changes.changed_tasks.push_back(task);
    }
}

void PoolState::Impl::change_slot(SlotIndex slot) {
    if (!lane_in_changes[slot.value]) {
        lane_in_changes[slot.value] = true;
        changes.changed_slots.push_back(slot.value);
    }
}

void PoolState::Impl::add_event(trace::Severity severity, std::uint32_t worker, std::uint32_t task, std::string text) {
    events.push_back({.time = now, .severity = severity, .worker = worker, .task = task, .text = std::move(text)});
}

}  // namespace poolscope
