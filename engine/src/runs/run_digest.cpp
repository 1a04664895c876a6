// SPDX-License-Identifier: MIT
#include <algorithm>

#include <poolscope/run_store.h>

#include "runs/scenario_keys.h"

namespace poolscope {
namespace {

bool is_present(WorkerActivity activity) {
    return activity != WorkerActivity::Ended && activity != WorkerActivity::Crashed;
}

std::optional<double> utilisation_of(const PoolState& state, Time now) {
    Time running = 0;
    Time present = 0;
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        for (std::size_t i = 0; i < state.span_count(slot); ++i) {
            const Span span = state.span(slot, i);
            if (!is_present(span.activity)) continue;
            const Time length = std::max<Time>(0, std::min(span.end, now) - span.begin);
            present += length;
            if (span.activity == WorkerActivity::Running) running += length;
        }
    }
    if (present <= 0) return {};
    return static_cast<double>(running) / static_cast<double>(present);
}

/// Over the time in which there were batches.
std::optional<double> rate_of(const PoolState& state, Time now) {
    Time begin = kOpen;
    Time end = 0;
    for (const BatchInfo& batch : state.batches()) {
        begin = std::min(begin, batch.submitted);
        end = std::max(end, batch.ended.value_or(now));
    }
    const std::uint64_t tasks = state.summary().tasks_ended;
    if (tasks == 0 || end <= begin) return {};
    return static_cast<double>(tasks) * 1e9 / static_cast<double>(end - begin);
}

std::string work_of(const std::vector<BatchInfo>& batches) {
    if (batches.empty()) return {};
    std::string text = batches.front().method + " " + batches.front().function;
    if (batches.size() > 1) text += " and " + std::to_string(batches.size() - 1) + " more";
    return text;
}

RunEnding ending_of(const PoolSummary& summary, bool was_terminated) {
    if (summary.host_gone) return RunEnding::CutShort;
    if (summary.recording_stopped) return RunEnding::Unrecorded;
    if (summary.broken) return RunEnding::Broken;
    if (summary.phase != trace::PoolPhase::Ended) return RunEnding::Unfinished;
    return was_terminated ? RunEnding::Terminated : RunEnding::Closed;
}

}  // namespace

const char* to_string(RunEnding ending) noexcept {
    switch (ending) {
    case RunEnding::Unfinished: return "unfinished";
    case RunEnding::Closed: return "closed";
    case RunEnding::Terminated: return "terminated";
    case RunEnding::Broken: return "broken";
    case RunEnding::CutShort: return "cut_short";
    case RunEnding::Unrecorded: return "unrecorded";
    }
    return "unfinished";
}

RunDigest digest_of(const PoolState& state) {
    const PoolSummary& summary = state.summary();
    RunDigest digest;
    digest.title = summary.title;
    digest.program = summary.program;
    digest.host_pid = summary.host_pid;
    digest.wall_clock_ns = summary.wall_clock_ns;
    if (summary.configuration) {
        digest.processes = summary.configuration->processes;
        digest.start_method = summary.configuration->start_method;
        digest.initializer = summary.configuration->initializer;
        digest.maxtasksperchild = summary.configuration->maxtasksperchild;
    }
    digest.work = work_of(state.batches());
    const runs::ScenarioKeys keys = runs::keys_of(summary.scenario);
    digest.work_key = keys.work;
    digest.settings_key = keys.settings;
    const bool was_terminated = std::any_of(state.workers().begin(), state.workers().end(), [](const WorkerLife& worker) {
        return worker.cause == EndCause::Terminated;
    });
    digest.ending = ending_of(summary, was_terminated);
    digest.ending_message = summary.phase_message;
    digest.wall_ns = std::max<Time>(0, summary.ended.value_or(summary.last) - summary.origin);
    digest.tasks = summary.tasks_ended;
    digest.items = summary.items_submitted;
    digest.done = summary.items_done;
    digest.failed = summary.items_failed;
    digest.lost = summary.items_lost;
    digest.timed_out = summary.items_timed_out;
    digest.cancelled = summary.items_cancelled;
    digest.workers_started = summary.workers_started;
    digest.workers_crashed = summary.workers_crashed;
    digest.utilisation = utilisation_of(state, summary.last);
    digest.tasks_per_second = rate_of(state, summary.last);
    return digest;
}

std::string work_identity(const RunDigest& digest) {
    if (!digest.work_key.empty()) return digest.work_key;
    if (digest.items == 0) return {};
    return digest.program + "\n" + digest.title + "\n" + digest.work + "\n" + std::to_string(digest.items);
}

RunDigest read_digest(const std::string& trace_path, const std::stop_token& stop) {
    trace::Reader reader(trace_path, trace::ReadValues::No);
    PoolState state;
    while (const auto record = reader.next()) {
        state.apply(*record);
        if (!stop.stop_requested()) continue;
        RunDigest part = digest_of(state);
        part.trace_bytes = reader.offset();
        return part;
    }
    conclude(reader, state);
    RunDigest digest = digest_of(state);
    digest.trace_bytes = reader.offset() + reader.pending_bytes();
    return digest;
}

}  // namespace poolscope
