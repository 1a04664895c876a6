// SPDX-License-Identifier: MIT
#include <utility>

#include "trace/event_text.h"
#include "trace/reducer.h"

namespace poolscope {

void PoolState::Impl::take(const trace::RunStarted& record) {
    if (summary.records != 1) {
        return contradict();
    }
    summary.wall_clock_ns = record.wall_clock_ns;
    summary.host_pid = record.host_pid;
    summary.version = record.version;
    summary.program = record.program;
    summary.title = record.title;
    summary.scenario = record.scenario;
    add_event(trace::Severity::Note, kNoIndex, kNoIndex,
              "the run begins: " + (record.program.empty() ? std::string("host") : record.program) + " " +
                  record.version + ", pid " + std::to_string(record.host_pid));
}

void PoolState::Impl::take(const trace::PoolCreated& record) {
    if (summary.configuration) {
        return contradict();
    }
    summary.configuration = record;
    summary.processes = record.processes;
    summary.maxtasksperchild = record.maxtasksperchild;
    summary.limits = record.limits;
    std::string text =
        "the pool is created: " + trace::count_words(record.processes, "worker") + " by " + record.start_method;
    if (!record.processes_reason.empty()) {
        text += " (" + record.processes_reason + ")";
    }
    if (!record.initializer.empty()) {
        text += ", initializer " + record.initializer;
    }
    if (record.maxtasksperchild) {
        text += ", maxtasksperchild " + std::to_string(*record.maxtasksperchild);
    }
    text += trace::limits_words(record.limits);
    add_event(trace::Severity::Note, kNoIndex, kNoIndex, std::move(text));
}

void PoolState::Impl::take(const trace::PoolChanged& record) {
    if (!summary.configuration || summary.ended) {
        return contradict();
    }
    summary.processes = record.processes;
    summary.paused = record.paused;
    summary.maxtasksperchild = record.maxtasksperchild;
    summary.limits = record.limits;
    changes_by_control.push_back({.time = now, .now = record});
    add_event(trace::Severity::Note, kNoIndex, kNoIndex,
              "the pool is changed: " + (record.message.empty() ? trace::change_words(record) : record.message));
}

void PoolState::Impl::take(const trace::PoolPhaseChanged& record) {
    if (summary.ended) {
        return contradict();
    }
    using trace::PoolPhase;
    // Ended follows Broken, whose message says what a viewer wants to know: it stays.
    if (record.phase != PoolPhase::Ended || !record.message.empty()) {
        summary.phase_message = record.message;
    }
    const bool broken = record.phase == PoolPhase::Broken;
    summary.broken = summary.broken || broken;
    summary.phase = record.phase;
    phase_changes.push_back({.time = now, .phase = record.phase, .message = record.message});
    if (record.phase == PoolPhase::Ended) {
        summary.ended = now;
        for (std::uint32_t slot = 0; slot < lanes.size(); ++slot) {
            lanes[slot].close(now, summary.origin);
            change_slot(SlotIndex{slot});
        }
    }
    std::string text = std::string("the pool is ") + trace::phase_words(record.phase);
    if (record.phase == PoolPhase::Ended) {
        text = "the pool has ended";
    }
    if (!record.message.empty()) {
        text += ": " + record.message;
    }
    add_event(broken ? trace::Severity::Error : trace::Severity::Note, kNoIndex, kNoIndex, std::move(text));
}

void PoolState::Impl::take(const trace::Message& record) {
    add_event(record.severity, kNoIndex, kNoIndex, record.text);
}

}  // namespace poolscope
