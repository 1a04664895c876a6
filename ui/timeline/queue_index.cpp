// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/queue_index.h"

#include <algorithm>
#include <limits>

namespace poolscope::ui {

void QueueIndex::update(const ChangeSet& changes) {
    if (changes.replaced) {
        m_times.clear();
        m_by.clear();
        m_blocks.clear();
        m_taskStage.clear();
        m_batches.clear();
        m_most = 0;
    }
    std::unordered_map<std::uint32_t, std::uint32_t> settled;  // of tasks that lost some of their items to other tasks
    for (std::size_t row = changes.first_result; row < m_state.result_count(); ++row) {
        const std::uint32_t task = m_state.result(row).task;
        if (m_state.task(task).phase >= TaskPhase::Lost) ++settled[task];
    }
    m_taskStage.resize(m_state.task_count());
    m_batches.resize(m_state.batches().size());
    std::vector<Step> steps;
    const auto eachBatch = [&](void (QueueIndex::*take)(std::uint32_t, std::vector<Step>&)) {
        for (const std::uint32_t batch : changes.changed_batches) (this->*take)(batch, steps);
        for (std::size_t batch = changes.first_batch; batch < m_state.batches().size(); ++batch)
            (this->*take)(static_cast<std::uint32_t>(batch), steps);
    };
    eachBatch(&QueueIndex::takeBatch);
    for (const std::uint32_t task : changes.changed_tasks) takeTask(task, settled, steps);
    for (std::size_t task = changes.first_task; task < m_state.task_count(); ++task) takeTask(static_cast<std::uint32_t>(task), settled, steps);
    eachBatch(&QueueIndex::takeEnd);
    add(std::move(steps));
}

// Once its size is known, all of a batch waits from its submission on; until then, what is given out waits from then on.
void QueueIndex::takeBatch(std::uint32_t index, std::vector<Step>& steps) {
    const BatchInfo& batch = m_state.batches()[index];
    Batch& own = m_batches[index];
    if (!batch.items || *batch.items <= own.entered) return;
    const Time time = own.entered == 0 ? batch.submitted : m_state.summary().last;
    const auto more = static_cast<std::int64_t>(*batch.items - own.entered);
    steps.push_back({time, more});
    own.entered = *batch.items;
    own.waiting += more;
}

// What waits when its batch ends was cancelled with it.
void QueueIndex::takeEnd(std::uint32_t index, std::vector<Step>& steps) {
    Batch& own = m_batches[index];
    const auto& ended = m_state.batches()[index].ended;
    if (!ended || own.waiting == 0) return;
    steps.push_back({*ended, -own.waiting});
    own.waiting = 0;
}

void QueueIndex::takeTask(std::uint32_t index, const std::unordered_map<std::uint32_t, std::uint32_t>& settled, std::vector<Step>& steps) {
    const TaskRow task = m_state.task(index);
    const auto batch = m_state.find_batch(task.batch);
    if (!batch) return;
    const auto items = static_cast<std::int64_t>(task.items);
    std::uint8_t& stage = m_taskStage[index];
    if (stage == 0 && (task.started != 0 || task.ended != kOpen)) {
        Batch& own = m_batches[*batch];
        if (!m_state.batches()[*batch].items && task.attempt == 1) {
            steps.push_back({task.assigned, items});
            own.entered += task.items;
            own.waiting += items;
        }
        steps.push_back({task.started != 0 ? task.started : task.ended, -items});
        own.waiting -= items;
        stage = 1;
    }
    if (stage == 1 && task.ended != kOpen) {
        stage = 2;
        if (task.phase < TaskPhase::Lost) return;
        const auto found = settled.find(index);
        const std::int64_t moved = items - (found == settled.end() ? 0 : static_cast<std::int64_t>(found->second));
        if (moved <= 0) return;
        steps.push_back({task.ended, moved});
        m_batches[*batch].waiting += moved;
    }
}

void QueueIndex::add(std::vector<Step> steps) {
    if (steps.empty()) return;
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.time < b.time; });
    // Most of what is new is later than all that is known; what is not is merged with the end that it reaches into.
    const auto place = std::upper_bound(m_times.begin(), m_times.end(), steps.front().time);
    const auto from = static_cast<std::size_t>(place - m_times.begin());
    std::vector<Step> tail;
    tail.reserve(m_times.size() - from + steps.size());
    for (std::size_t at = from; at < m_times.size(); ++at) tail.push_back({m_times[at], m_by[at]});
    const auto middle = static_cast<std::ptrdiff_t>(tail.size());
    for (const Step& step : steps) {
        constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
        for (std::int64_t rest = step.by; rest != 0;) {
            const std::int64_t piece = std::clamp(rest, -kMost, kMost);
            tail.push_back({step.time, piece});
            rest -= piece;
        }
    }
    std::inplace_merge(tail.begin(), tail.begin() + middle, tail.end(), [](const Step& a, const Step& b) { return a.time < b.time; });
    m_times.resize(from);
    m_by.resize(from);
    for (const Step& step : tail) {
        m_times.push_back(step.time);
        m_by.push_back(static_cast<std::int32_t>(step.by));
    }
    const std::size_t firstBlock = from / kBlock;
    std::int64_t sum = firstBlock < m_blocks.size() ? m_blocks[firstBlock].before : 0;
    if (firstBlock > 0 && firstBlock >= m_blocks.size()) sum = sumBefore(firstBlock * kBlock);
    m_blocks.resize((m_times.size() + kBlock - 1) / kBlock);
    for (std::size_t block = firstBlock; block < m_blocks.size(); ++block) {
        m_blocks[block] = {sum, std::numeric_limits<std::int64_t>::min()};
        for (std::size_t at = block * kBlock; at < std::min(m_times.size(), (block + 1) * kBlock); ++at) {
            sum += m_by[at];
            // Steps of one moment are one: what is in between never was.
            if (at + 1 == m_times.size() || m_times[at + 1] != m_times[at]) m_blocks[block].most = std::max(m_blocks[block].most, sum);
        }
        m_most = std::max(m_most, static_cast<std::uint64_t>(std::max<std::int64_t>(0, m_blocks[block].most)));
    }
}

std::int64_t QueueIndex::sumBefore(std::size_t step) const {
    if (m_blocks.empty() || step == 0) return 0;
    const std::size_t block = std::min(step / kBlock, m_blocks.size() - 1);
    std::int64_t sum = m_blocks[block].before;
    for (std::size_t at = block * kBlock; at < step; ++at) sum += m_by[at];
    return sum;
}

std::uint64_t QueueIndex::waitingAt(Time time) const {
    const auto after = std::upper_bound(m_times.begin(), m_times.end(), time);
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, sumBefore(static_cast<std::size_t>(after - m_times.begin()))));
}

std::uint64_t QueueIndex::mostWithin(Time begin, Time end) const {
    const auto first = static_cast<std::size_t>(std::upper_bound(m_times.begin(), m_times.end(), begin) - m_times.begin());
    const auto last = static_cast<std::size_t>(std::lower_bound(m_times.begin(), m_times.end(), end) - m_times.begin());
    std::int64_t sum = sumBefore(first);
    std::int64_t most = sum;
    for (std::size_t at = first; at < last;) {
        if (at % kBlock == 0 && at + kBlock <= last) {
            most = std::max(most, m_blocks[at / kBlock].most);
            at += kBlock;
            sum = at / kBlock < m_blocks.size() ? m_blocks[at / kBlock].before : sumBefore(at);
            continue;
        }
        sum += m_by[at];
        ++at;
        if (at == m_times.size() || m_times[at] != m_times[at - 1]) most = std::max(most, sum);
    }
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, most));
}

}  // namespace poolscope::ui
