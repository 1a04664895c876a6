// SPDX-License-Identifier: MIT
#include "trace/work_periods.h"

#include <iterator>
#include <utility>

namespace poolscope::trace {
namespace {

struct Period {
    Time begin = 0;
    Time end = kOpen;
};

// A moment at which one of the three things begins or ends to be so.
enum class Fact : std::uint8_t { Waiting, Open, Paused };
struct Turn {
    Time time = 0;
    Fact fact = Fact::Waiting;
    bool begins = false;
};

bool earlier(const Turn& a, const Turn& b) noexcept {
    return a.time < b.time;
}

// Periods may touch and overlap; the turns are those of their union. Batches come in order of submission, so that this
// sorts nothing in a sound trace.
std::vector<Turn> turns_of(Fact fact, std::vector<Period> periods) {
    const auto begins_earlier = [](const Period& a, const Period& b) { return a.begin < b.begin; };
    if (!std::is_sorted(periods.begin(), periods.end(), begins_earlier)) {
        std::sort(periods.begin(), periods.end(), begins_earlier);
    }
    std::vector<Turn> turns;
    for (const Period& period : periods) {
        if (period.end <= period.begin) {
            continue;
        }
        if (!turns.empty() && period.begin <= turns.back().time) {
            turns.back().time = std::max(turns.back().time, period.end);
        } else {
            turns.push_back({period.begin, fact, true});
            turns.push_back({period.end, fact, false});
        }
    }
    return turns;
}

std::vector<Turn> merged(const std::vector<Turn>& a, const std::vector<Turn>& b) {
    std::vector<Turn> all;
    all.reserve(a.size() + b.size());
    std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all), earlier);
    return all;
}

struct BatchWork {
    std::uint64_t given = 0;  ///< tasks that were given to a worker, first pieces of the input before repeated ones
    Time last_given = 0;
    bool taken_back = false;  ///< a task waits again
};

std::vector<BatchWork> work_of_batches(const PoolState& state) {
    std::vector<BatchWork> work(state.batches().size());
    BatchId last{};
    std::optional<std::uint32_t> batch;
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        if (!batch || task.batch != last) {
            last = task.batch;
            batch = state.find_batch(last);
        }
        if (!batch || task.worker == kNoIndex) {
            continue;
        }
        BatchWork& of_batch = work[*batch];
        // What a dead worker leaves over becomes tasks of its own, long after the others were given out: it is not for
        // them that the others idled in between.
        if (of_batch.given < state.batches()[*batch].tasks.value_or(UINT64_MAX)) {
            ++of_batch.given;
            of_batch.last_given = std::max(of_batch.last_given, task.assigned);
        }
        of_batch.taken_back = of_batch.taken_back || task.phase == TaskPhase::Waiting;
    }
    return work;
}

std::vector<Turn> pauses_of(const PoolState& state) {
    std::vector<Turn> pauses;
    Time latest = 0;
    for (const PoolChange& change : state.changes_by_control()) {
        latest = std::max(latest, change.time);
        const bool paused = !pauses.empty() && pauses.back().begins;
        if (change.now.paused != paused) {
            pauses.push_back({latest, Fact::Paused, change.now.paused});
        }
    }
    return pauses;
}

}  // namespace

WorkPeriods::WorkPeriods(const PoolState& state) {
    const std::vector<BatchInfo>& batches = state.batches();
    const std::vector<BatchWork> work = work_of_batches(state);
    std::vector<Period> waiting(batches.size()), open(batches.size());
    for (std::size_t index = 0; index < batches.size(); ++index) {
        const BatchInfo& batch = batches[index];
        const Time end = batch.ended ? *batch.ended : state.summary().ended.value_or(kOpen);
        const bool all_given = batch.tasks && work[index].given >= *batch.tasks && !work[index].taken_back;
        waiting[index] = {batch.submitted, all_given ? std::min(work[index].last_given, end) : end};
        open[index] = {batch.submitted, end};
    }
    std::vector<Turn> turns = merged(turns_of(Fact::Waiting, std::move(waiting)), turns_of(Fact::Open, std::move(open)));
    turns = merged(turns, pauses_of(state));

    bool is[3] = {};
    for (std::size_t index = 0; index < turns.size(); ++index) {
        is[static_cast<std::size_t>(turns[index].fact)] = turns[index].begins;
        if (index + 1 < turns.size() && turns[index + 1].time == turns[index].time) {
            continue;
        }
        const LedgerCause cause = is[0]   ? (is[2] ? LedgerCause::IdlePaused : LedgerCause::IdleUnfed)
                                  : is[1] ? LedgerCause::IdleTail
                                          : LedgerCause::IdleNoWork;
        if (steps_.empty() ? cause != LedgerCause::IdleNoWork : cause != steps_.back().cause) {
            steps_.push_back({turns[index].time, cause});
        }
    }
}

}  // namespace poolscope::trace
