// SPDX-License-Identifier: MIT
#include <array>

#include "trace/checker.h"
#include "trace/event_text.h"

namespace poolscope::trace {
namespace {

// What may follow what. Rows: the phase before, from Running; columns: the next one, from Running.
constexpr std::array<std::array<bool, 5>, 5> kMayFollow{{
    // Running Closing Terminating Broken Ended
    {false, true, true, true, false},     // Running
    {false, false, true, true, true},     // Closing
    {false, false, false, true, true},    // Terminating
    {false, false, false, false, true},   // Broken
    {false, false, false, false, false},  // Ended
}};

}  // namespace

void Checker::Impl::take(const RunStarted&) {
    if (report.records != 1) {
        find(Rule::Order, "RunStarted is not the first record");
    }
}

void Checker::Impl::take(const PoolCreated& record) {
    if (created) {
        find(Rule::Order, "a second pool is created");
    }
    if (last_worker != 0) {
        find(Rule::Order, "the pool is created after its first worker");
    }
    created = true;
    processes = record.processes;
    maxtasks = record.maxtasksperchild;
    maxitems = record.limits.maxitemsperchild;
    item_attempts = record.item_attempts;
    jitter = record.jitter;
}

void Checker::Impl::take(const PoolChanged& record) {
    if (!created) {
        find(Rule::Order, "the pool is changed before it was created");
    }
    processes = record.processes;
    maxtasks = record.maxtasksperchild;
    maxitems = record.limits.maxitemsperchild;
    if (record.paused && !paused()) {
        pauses.push_back({.from = now->time, .to = 0});
    } else if (!record.paused && paused()) {
        pauses.back().to = std::max(now->time, Time{1});
    }
}

void Checker::Impl::take(const PoolPhaseChanged& record) {
    const PoolPhase before = phase.value_or(PoolPhase::Running);
    const bool first_word = !phase && record.phase == PoolPhase::Running;
    const auto index = [](PoolPhase each) { return static_cast<std::size_t>(each) - 1; };
    if (!created && record.phase != PoolPhase::Broken) {
        find(Rule::Order, std::string("the pool is ") + phase_words(record.phase) + " before it was created");
    }
    if (!first_word && !kMayFollow.at(index(before)).at(index(record.phase))) {
        find(Rule::PoolLife,
             std::string("the pool is ") + phase_words(record.phase) + " when it was " + phase_words(before));
    }
    phase = record.phase;
}

}  // namespace poolscope::trace
