// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/settled_index.h"

#include <algorithm>

namespace poolscope::ui {

SettledCounts& SettledCounts::operator+=(const SettledCounts& more) {
    done += more.done;
    failed += more.failed;
    lost += more.lost;
    timedOut += more.timedOut;
    cancelled += more.cancelled;
    tasks += more.tasks;
    completed += more.completed;
    return *this;
}

namespace {
void add(SettledCounts& counts, trace::ItemOutcome outcome) {
    switch (outcome) {
    case trace::ItemOutcome::Done: ++counts.done; break;
    case trace::ItemOutcome::Failed: ++counts.failed; break;
    case trace::ItemOutcome::Lost: ++counts.lost; break;
    case trace::ItemOutcome::TimedOut: ++counts.timedOut; break;
    case trace::ItemOutcome::Cancelled: ++counts.cancelled; break;
    case trace::ItemOutcome::Moved: break;
    }
}
}  // namespace

void SettledIndex::count(std::size_t begin, std::size_t end, const PoolState& state, Parts& parts) {
    std::uint32_t task = begin > 0 && begin < end ? state.result(begin - 1).task : kNoIndex;
    std::uint32_t worker = kNoIndex;
    std::uint32_t batch = kNoIndex;
    SettledCounts* ofBatch = nullptr;
    SettledCounts* ofWorker = nullptr;
    for (std::size_t at = begin; at < end; ++at) {
        const ResultRow row = state.result(at);
        if (row.task != task || at == begin) {
            const TaskRow info = state.task(row.task);
            worker = info.worker;
            batch = state.find_batch(row.batch).value_or(kNoIndex);
            ofBatch = batch != kNoIndex ? &parts.batches[batch] : nullptr;
            ofWorker = worker != kNoIndex ? &parts.workers[worker] : nullptr;
            if (row.task != task) {
                SettledCounts one;
                one.tasks = 1;
                one.completed = (info.phase == TaskPhase::Done || info.phase == TaskPhase::Failed) && info.started != 0 ? 1 : 0;
                parts.all += one;
                if (ofBatch) *ofBatch += one;
                if (ofWorker) *ofWorker += one;
            }
            task = row.task;
        }
        add(parts.all, row.outcome);
        if (ofBatch) add(*ofBatch, row.outcome);
        if (ofWorker) add(*ofWorker, row.outcome);
    }
}

void SettledIndex::close(Entries& entries, std::unordered_map<std::uint32_t, SettledCounts>& open, std::size_t block) {
    for (const auto& [index, counts] : open) {
        if (index >= entries.size()) entries.resize(index + 1);
        std::vector<Entry>& own = entries[index];
        Entry entry{block, own.empty() ? SettledCounts{} : own.back().upToHere};
        entry.upToHere += counts;
        own.push_back(entry);
    }
    open.clear();
}

void SettledIndex::update(const PoolState& state) {
    while (m_rows < state.result_count()) {
        const std::size_t end = std::min(state.result_count(), (m_rows / kBlock + 1) * kBlock);
        count(m_rows, end, state, m_open);
        for (; m_rows < end; ++m_rows) m_openLatest = std::max(m_openLatest, state.task(state.result(m_rows).task).ended);
        if (m_rows % kBlock != 0) break;
        m_latest.push_back(m_openLatest);
        SettledCounts all = m_all.empty() ? SettledCounts{} : m_all.back();
        all += m_open.all;
        m_all.push_back(all);
        close(m_batches, m_open.batches, m_open.block);
        close(m_workers, m_open.workers, m_open.block);
        m_open.all = {};
        ++m_open.block;
    }
}

std::size_t SettledIndex::rowsAt(Time time, const PoolState& state) const {
    const auto block = std::partition_point(m_latest.begin(), m_latest.end(), [time](Time latest) { return latest <= time; });
    std::size_t row = static_cast<std::size_t>(block - m_latest.begin()) * kBlock;
    while (row < m_rows && state.task(state.result(row).task).ended <= time) ++row;
    return row;
}

std::optional<std::size_t> SettledIndex::rowOf(std::uint32_t task, const PoolState& state) const {
    const Time ended = state.task(task).ended;
    const auto block = std::partition_point(m_latest.begin(), m_latest.end(), [ended](Time latest) { return latest < ended; });
    std::size_t row = static_cast<std::size_t>(block - m_latest.begin()) * kBlock;
    for (const std::size_t last = std::min(m_rows, row + 4 * kBlock); row < last; ++row)
        if (state.result(row).task == task) return row;
    return std::nullopt;
}

SettledIndex::Parts SettledIndex::partsBefore(std::size_t row, const PoolState& state) const {
    Parts parts;
    row = std::min(row, m_rows);
    parts.block = row / kBlock;
    count(parts.block * kBlock, row, state, parts);
    if (parts.block > 0) parts.all += m_all[parts.block - 1];
    return parts;
}

SettledCounts SettledIndex::sum(const Entries& entries, std::uint32_t index,
                                const std::unordered_map<std::uint32_t, SettledCounts>& rest, std::size_t block) {
    SettledCounts counts;
    if (const auto found = rest.find(index); found != rest.end()) counts = found->second;
    if (index >= entries.size()) return counts;
    const std::vector<Entry>& own = entries[index];
    const auto after = std::partition_point(own.begin(), own.end(), [block](const Entry& one) { return one.block < block; });
    if (after != own.begin()) counts += std::prev(after)->upToHere;
    return counts;
}

}  // namespace poolscope::ui
