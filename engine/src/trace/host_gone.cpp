// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/reducer.h"

namespace poolscope {

void reduce_rest(trace::Reader& reader, PoolState& state) {
    while (const auto record = reader.next()) {
        state.apply(*record);
    }
    conclude(reader, state);
}

void conclude(trace::Reader& reader, PoolState& state) {
    if (state.summary().ended || reader.being_written()) {
        return;
    }
    while (const auto record = reader.next()) {  // what came between the last look and the writer's end
        state.apply(*record);
    }
    if (const auto error = reader.recording_stopped()) {
        state.recording_stopped(*error);
    } else {
        state.host_gone();
    }
}

namespace {

// How many items a batch has, as far as tasks tell, whose input was still being read.
void raise_end(std::uint64_t& end, const TaskRow& task) noexcept {
    const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - task.first_item;
    end = std::max(end, task.first_item + std::min<std::uint64_t>(task.items, room));
}

}  // namespace

void PoolState::Impl::recording_stopped(int error) {
    if (summary.ended || summary.recording_stopped) {
        return;
    }
    now = summary.last;
    changes.summary = true;
    summary.recording_stopped = error;
    add_event(trace::Severity::Error, kNoIndex, kNoIndex,
              std::string("the recording stopped here: ") + std::strerror(error) +
                  "; what the pool did then is not known");
}

void PoolState::Impl::host_gone() {
    if (summary.ended || (!summary.configuration && workers.empty())) {
        return;
    }
    now = summary.last;
    changes.summary = true;
    summary.host_gone = true;
    end_open_tasks();
    for (std::uint32_t worker = 0; worker < workers.size(); ++worker) {
        if (is_mark(workers[worker].activity)) {
            continue;
        }
        std::uint32_t task = kNoIndex;
        const std::string work = words_for_work_at_death(worker, task);
        tracks[worker].lane.clear();
        end_life(worker, EndCause::HostGone, now);
        tell_end(worker, task, work);
    }
    end_open_batches();
    summary.ended = now;
    summary.phase = trace::PoolPhase::Ended;
    const std::string message = summary.broken ? "" : "the host ended without a word";
    phase_changes.push_back({.time = now, .phase = summary.phase, .message = message});
    if (!message.empty()) {
        summary.phase_message = message;
    }
    for (std::uint32_t slot = 0; slot < lanes.size(); ++slot) {
        if (lanes[slot].size() != 0) {
            lanes[slot].close(now, summary.origin);
            change_slot(SlotIndex{slot});
        }
    }
    add_event(trace::Severity::Error, kNoIndex, kNoIndex,
              "the trace broke off: the host ended without a word after " +
                  trace::duration_words(trace::elapsed(summary.origin, now)));
}

// What was known to run is lost; what was not is cancelled, although it may have begun.
void PoolState::Impl::end_open_tasks() {
    std::vector<std::uint64_t> ends(batches.size());
    for (std::uint32_t task = 0; task < tasks.size(); ++task) {
        const TaskPhase phase = tasks.phase(task);
        TaskRow row = tasks.row(task, summary.origin);
        const std::uint32_t batch = batch_index(row.batch);
        if (batch != kNoIndex) {
            raise_end(ends[batch], row);
        }
        if (phase >= TaskPhase::Done) {
            continue;
        }
        row.phase = phase == TaskPhase::Running ? TaskPhase::Lost : TaskPhase::Cancelled;
        row.ended = std::max(now, row.started);
        change_task(task, row);
        if (batch != kNoIndex && row.phase == TaskPhase::Lost) {
            batch_tracks[batch].lost_with_host += row.items;
        }
    }
    waiting_tasks.clear();
    for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
        if (!batches[batch].items) {
            change_batch(batch).items = ends[batch];
            summary.items_submitted += ends[batch];
        }
    }
}

void PoolState::Impl::end_open_batches() {
    for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
        if (batches[batch].ended) {
            continue;
        }
        BatchInfo& info = change_batch(batch);
        const std::uint64_t settled = info.items_settled();
        const std::uint64_t open = *info.items > settled ? *info.items - settled : 0;
        const std::uint64_t lost = std::min(batch_tracks[batch].lost_with_host, open);
        info.items_lost += lost;
        info.items_cancelled += open - lost;
        summary.items_lost += lost;
        summary.items_cancelled += open - lost;
        info.ended = now;
        using trace::BatchOutcome;
        info.outcome = info.items_lost + info.items_timed_out != 0 ? BatchOutcome::Lost
                       : info.items_failed != 0                    ? BatchOutcome::Failed
                       : info.items_cancelled != 0                 ? BatchOutcome::Cancelled
                                                                   : BatchOutcome::Succeeded;
        if (open != 0 && info.error_type.empty() && info.error_message.empty()) {
            info.error_type = lost != 0 ? "WorkerLostError" : "CancelledError";
            info.error_message = "the host ended without a word";
        }
    }
}

}  // namespace poolscope
