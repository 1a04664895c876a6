// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/run_moment.h"

#include <algorithm>

#include "session/span_search.h"

namespace poolscope::ui {

namespace {
constexpr std::size_t kTaskBlock = 512;

/// How many of the first elements of a list in order of time had come by then.
template <class List, class TimeOf> std::size_t countUpTo(const List& list, Time time, TimeOf timeOf) {
    const auto after = std::partition_point(list.begin(), list.end(), [&](const auto& one) { return timeOf(one) <= time; });
    return static_cast<std::size_t>(after - list.begin());
}

void forgetLater(std::optional<Time>& moment, Time time) {
    if (moment && *moment > time) moment.reset();
}
}  // namespace

void RunMoment::update(const ChangeSet& changes) {
    if (changes.replaced) {
        m_settled.clear();
        m_given.clear();
        m_extras.clear();
        m_submitted.assign(1, 0);
        m_isEndTaken.clear();
        m_crashes.clear();
        m_isCrashTaken.clear();
        m_time.reset();
    }
    m_settled.update(m_state);
    while ((m_given.size() + 1) * kTaskBlock <= m_state.task_count()) {
        // A task that was taken back and given out again has a late time; the earliest of many is not disturbed by it.
        Time earliest = kOpen;
        for (std::size_t task = m_given.size() * kTaskBlock, end = task + kTaskBlock; task < end; ++task)
            earliest = std::min(earliest, m_state.task(task).assigned);
        m_given.push_back(m_given.empty() ? earliest : std::max(earliest, m_given.back()));
    }
    const auto takeEnd = [this](std::uint32_t index) {
        m_isEndTaken.resize(m_state.batches().size());
        const BatchInfo& batch = m_state.batches()[index];
        if (m_isEndTaken[index] || !batch.ended) return;
        m_isEndTaken[index] = true;
        const std::uint64_t told = m_settled.ofBatch(index).items();
        if (batch.items_settled() <= told) return;
        const std::uint64_t more = batch.items_settled() - told;
        // Batches do not end in the order of their numbers.
        auto place = std::upper_bound(m_extras.begin(), m_extras.end(), *batch.ended, [](Time time, const auto& extra) { return time < extra.time; });
        place = m_extras.insert(place, {*batch.ended, place == m_extras.begin() ? 0 : std::prev(place)->upToHere});
        for (; place != m_extras.end(); ++place) place->upToHere += more;
    };
    for (const std::uint32_t batch : changes.changed_batches) takeEnd(batch);
    for (std::size_t batch = changes.first_batch; batch < m_state.batches().size(); ++batch) takeEnd(static_cast<std::uint32_t>(batch));
    const auto takeCrash = [this](std::uint32_t index) {
        m_isCrashTaken.resize(m_state.workers().size());
        const WorkerLife& life = m_state.workers()[index];
        if (m_isCrashTaken[index] || life.activity != WorkerActivity::Crashed || !life.ended) return;
        m_isCrashTaken[index] = true;
        m_crashes.insert(std::upper_bound(m_crashes.begin(), m_crashes.end(), *life.ended), *life.ended);
    };
    for (const std::uint32_t worker : changes.changed_workers) takeCrash(worker);
    for (std::size_t worker = changes.first_worker; worker < m_state.workers().size(); ++worker) takeCrash(static_cast<std::uint32_t>(worker));
    addSubmitted(changes);
    if (m_time) look();
}

void RunMoment::addSubmitted(const ChangeSet& changes) {
    const auto& batches = m_state.batches();
    std::size_t from = m_submitted.size() - 1;
    for (const std::uint32_t batch : changes.changed_batches) {
        // The size of a batch changes once at most, when its input has come to an end.
        if (batch < from && m_submitted[batch + 1] - m_submitted[batch] != batches[batch].items.value_or(0)) from = batch;
    }
    m_submitted.resize(batches.size() + 1);
    for (std::size_t batch = from; batch < batches.size(); ++batch)
        m_submitted[batch + 1] = m_submitted[batch] + batches[batch].items.value_or(0);
}

void RunMoment::setTime(std::optional<Time> time) {
    m_time = time;
    if (m_time) m_time = std::max(*m_time, m_state.summary().origin);
    if (m_time) look();
}

void RunMoment::look() {
    const Time time = *m_time;
    m_workers = countUpTo(m_state.workers(), time, [](const WorkerLife& life) { return life.starting; });
    m_batches = countUpTo(m_state.batches(), time, [](const BatchInfo& batch) { return batch.submitted; });
    m_events = countUpTo(m_state.events(), time, [](const Event& event) { return event.time; });
    m_tasks = tasksAt(time);
    m_results = m_settled.rowsAt(time, m_state);
    m_parts = m_settled.partsBefore(m_results, m_state);
    lookAtSummary();
}

void RunMoment::lookAtSummary() {
    const Time time = *m_time;
    const PoolSummary& today = m_state.summary();
    m_summary = today;
    if (time >= today.last) return;
    m_summary.last = time;
    m_summary.ended.reset();
    m_summary.host_gone = false;
    m_summary.recording_stopped.reset();
    m_summary.broken = false;
    m_summary.phase = trace::PoolPhase::Running;
    m_summary.phase_message.clear();
    for (const PhaseChange& change : m_state.phase_changes()) {
        if (change.time > time) break;
        m_summary.phase = change.phase;
        if (!change.message.empty()) m_summary.phase_message = change.message;
        m_summary.broken = m_summary.broken || change.phase == trace::PoolPhase::Broken;
        if (change.phase == trace::PoolPhase::Ended) m_summary.ended = change.time;
    }
    const auto& changes = m_state.changes_by_control();
    const std::size_t changed = countUpTo(changes, time, [](const PoolChange& change) { return change.time; });
    if (changed > 0) {
        const trace::PoolChanged& now = changes[changed - 1].now;
        m_summary.processes = now.processes;
        m_summary.paused = now.paused;
        m_summary.maxtasksperchild = now.maxtasksperchild;
        m_summary.limits = now.limits;
    } else {
        m_summary.paused = false;
        m_summary.processes = today.configuration ? today.configuration->processes : 0;
        m_summary.maxtasksperchild = today.configuration ? today.configuration->maxtasksperchild : std::nullopt;
        if (today.configuration) m_summary.limits = today.configuration->limits;
    }
    const SettledCounts& settled = m_parts.all;
    const std::size_t extras = countUpTo(m_extras, time, [](const Extra& extra) { return extra.time; });
    m_summary.tasks_ended = settled.tasks;
    m_summary.items_done = settled.done;
    m_summary.items_failed = settled.failed;
    m_summary.items_lost = settled.lost;
    m_summary.items_timed_out = settled.timedOut;
    m_summary.items_cancelled = settled.cancelled + (extras > 0 ? m_extras[extras - 1].upToHere : 0);
    m_summary.items_submitted = m_submitted[m_batches];
    m_summary.workers_started = static_cast<std::uint32_t>(m_workers);
    m_summary.workers_crashed = static_cast<std::uint32_t>(countUpTo(m_crashes, time, [](Time crash) { return crash; }));
    m_summary.workers_alive = 0;
    for (std::size_t slot = 0; slot < m_state.slot_count(); ++slot) {
        const std::uint32_t worker = currentWorker(slot);
        if (worker == kNoIndex) continue;
        const WorkerLife& life = m_state.workers()[worker];
        m_summary.workers_alive += !life.ended || *life.ended > time ? 1 : 0;
    }
}

std::size_t RunMoment::tasksAt(Time time) const {
    const std::size_t blocks = countUpTo(m_given, time, [](Time earliest) { return earliest; });
    const std::size_t begin = blocks > 0 ? (blocks - 1) * kTaskBlock : 0;
    std::size_t end = std::min(m_state.task_count(), (blocks + 1) * kTaskBlock);
    // The last that had been given out; those before it had been too, although some were taken back since then.
    while (end > begin && m_state.task(end - 1).assigned > time) --end;
    return end;
}

std::optional<std::size_t> RunMoment::spanAt(std::size_t slot, Time time) const {
    const std::size_t begun = spansBegunBy(m_state, slot, time);
    return begun > 0 ? std::optional(begun - 1) : std::nullopt;
}

std::uint32_t RunMoment::currentWorker(std::size_t slot) const {
    if (!m_time) return m_state.current_worker(slot);
    const auto span = slot < m_state.slot_count() ? spanAt(slot, *m_time) : std::nullopt;
    return span ? m_state.span(slot, *span).worker : kNoIndex;
}

std::optional<Span> RunMoment::span(std::size_t slot) const {
    if (slot >= m_state.slot_count()) return std::nullopt;
    if (!m_time) {
        const std::size_t count = m_state.span_count(slot);
        return count > 0 ? std::optional(m_state.span(slot, count - 1)) : std::nullopt;
    }
    const auto at = spanAt(slot, *m_time);
    return at ? std::optional(m_state.span(slot, *at)) : std::nullopt;
}

WorkerLife RunMoment::worker(std::uint32_t index) const {
    WorkerLife life = m_state.workers()[index];
    if (!m_time) return life;
    const Time time = *m_time;
    const SettledCounts settled = m_settled.ofWorker(index, m_parts);
    life.tasks_done = settled.completed;
    life.items_done = settled.done + settled.failed;
    life.assigned_tasks = 0;
    if (life.ended && *life.ended <= time) return life;
    if (life.started && *life.started > time) life.pid = 0;
    for (std::optional<Time>* const moment : {&life.started, &life.initializing, &life.ready, &life.ended}) forgetLater(*moment, time);
    life.cause.reset();
    life.exit_code.reset();
    life.signal.reset();
    life.message.clear();
    life.cpu_ns = 0;
    life.rss_bytes = life.max_rss_bytes = 0;
    for (const WorkerSample& sample : m_state.samples(index)) {
        if (sample.time > time) break;
        life.cpu_ns = sample.cpu_ns;
        life.rss_bytes = sample.rss_bytes;
        life.max_rss_bytes = std::max(life.max_rss_bytes, sample.rss_bytes);
    }
    life.current_task = kNoIndex;
    life.activity = WorkerActivity::Starting;
    const auto at = life.slot.value < m_state.slot_count() ? spanAt(life.slot.value, time) : std::nullopt;
    if (!at) return life;
    const Span span = m_state.span(life.slot.value, *at);
    if (span.worker != index) return life;
    life.activity = span.activity;
    if (span.activity == WorkerActivity::Running) life.current_task = span.task;
    return life;
}

BatchInfo RunMoment::batch(std::uint32_t index) const {
    BatchInfo batch = m_state.batches()[index];
    if (!m_time || (batch.ended && *batch.ended <= *m_time)) return batch;
    const SettledCounts settled = m_settled.ofBatch(index, m_parts);
    batch.tasks_ended = settled.tasks;
    batch.items_done = settled.done;
    batch.items_failed = settled.failed;
    batch.items_lost = settled.lost;
    batch.items_timed_out = settled.timedOut;
    batch.items_cancelled = settled.cancelled;
    forgetLater(batch.first_started, *m_time);
    batch.ended.reset();
    batch.outcome.reset();
    batch.error_type.clear();
    batch.error_message.clear();
    batch.error_item.reset();
    batch.error_worker.reset();
    return batch;
}

TaskRow RunMoment::task(std::uint32_t index) const {
    TaskRow row = m_state.task(index);
    if (!m_time || row.ended <= *m_time) return row;
    row.ended = kOpen;
    row.ended_offset = 0;
    if (row.started != 0 && row.started <= *m_time) {
        row.phase = TaskPhase::Running;
    } else {
        row.started = 0;
        row.phase = row.assigned <= *m_time ? TaskPhase::Assigned : TaskPhase::Waiting;
    }
    return row;
}

std::optional<std::uint32_t> RunMoment::resultOf(std::uint32_t task) const {
    if (task >= taskCount() || this->task(task).ended == kOpen) return std::nullopt;
    const auto row = m_settled.rowOf(task, m_state);
    return row && *row < resultCount() ? std::optional(static_cast<std::uint32_t>(*row)) : std::nullopt;
}

std::optional<Time> RunMoment::changeBefore(Time from) const {
    std::optional<Time> latest;
    for (std::size_t slot = 0; slot < m_state.slot_count(); ++slot) {
        if (const auto at = spanAt(slot, from - 1)) latest = std::max(latest.value_or(0), m_state.span(slot, *at).begin);
    }
    return latest;
}

std::optional<Time> RunMoment::changeAfter(Time from) const {
    std::optional<Time> earliest;
    for (std::size_t slot = 0; slot < m_state.slot_count(); ++slot) {
        const auto at = spanAt(slot, from);
        const std::size_t next = at ? *at + 1 : 0;
        if (next < m_state.span_count(slot)) earliest = std::min(earliest.value_or(kOpen), m_state.span(slot, next).begin);
    }
    return earliest;
}

}  // namespace poolscope::ui
