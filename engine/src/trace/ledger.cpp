// SPDX-License-Identifier: MIT
#include <poolscope/ledger.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "trace/work_periods.h"

namespace poolscope {
namespace {

constexpr std::array<const char*, kLedgerCauses> kNames = {
    "useful", "wasted",       "transport",   "starting",   "initializing", "recycling", "crash",
    "stopped", "idle_no_work", "idle_paused", "idle_unfed", "idle_tail",    "absent"};

bool is_longer(const LedgerPlace& a, const LedgerPlace& b) noexcept {
    const Time length_a = a.end - a.begin;
    const Time length_b = b.end - b.begin;
    return length_a != length_b ? length_a > length_b : a.begin != b.begin ? a.begin < b.begin : a.slot < b.slot;
}

// What becomes of a slot when a life in it ends this way.
enum class After : std::uint8_t { Nobody, Successor, Replacement };
After after(const std::optional<EndCause>& cause) noexcept {
    if (!cause) {
        return After::Nobody;
    }
    switch (*cause) {
    case EndCause::Resized:
    case EndCause::Closed:
    case EndCause::Terminated:
    case EndCause::HostGone: return After::Nobody;
    case EndCause::MaxTasksPerChild:
    case EndCause::MaxItemsPerChild:
    case EndCause::Age:
    case EndCause::MemoryLimit:
    case EndCause::ByUser: return After::Successor;  // those that were killed are Crashed
    default: return After::Replacement;
    }
}

// Fills the lines slot by slot.
class Accounts {
public:
    Accounts(const PoolState& state, Ledger& ledger, std::size_t most_places)
        : state_(state), work_(state), ledger_(ledger), most_places_(most_places) {}

    void add_slot(std::uint32_t slot) {
        slot_ = slot;
        Time at = ledger_.begin;
        const std::size_t count = slot < state_.slot_count() ? state_.span_count(slot) : 0;
        std::size_t index = count == 0 ? 0 : first_span(count);
        After before = index < count ? before_life_of(index) : After::Nobody;
        for (; index < count; ++index) {
            const Span span = state_.span(slot, index);
            if (span.begin >= ledger_.end) {
                break;
            }
            if (span.begin > at) {
                add(LedgerCause::Absent, kNoIndex, kNoIndex, at, span.begin);
                at = span.begin;
            }
            const Time end = std::min(span.end, ledger_.end);
            add_span(span, at, end, before, index + 1 == count);
            at = std::max(at, end);
        }
        add(LedgerCause::Absent, kNoIndex, kNoIndex, at, ledger_.end);
        finish_place();
    }

    void finish() {
        for (LedgerLine& line : ledger_.lines) {
            std::sort_heap(line.places.begin(), line.places.end(), is_longer);
            line.share = ledger_.total_ns == 0
                             ? 0
                             : static_cast<double>(line.total_ns) / static_cast<double>(ledger_.total_ns);
        }
    }

private:
    // The first span that reaches into the ledger's time, or the lane's last.
    std::size_t first_span(std::size_t count) const {
        std::size_t low = 0;
        std::size_t high = count;
        while (high - low > 1) {
            const std::size_t middle = low + (high - low) / 2;
            (state_.span(slot_, middle).begin <= ledger_.begin ? low : high) = middle;
        }
        return low;
    }

    // How the life before the one of this span ended: a few spans back, when it is still starting; else it does not matter.
    After before_life_of(std::size_t index) const {
        const Span here = state_.span(slot_, index);
        for (Span span = here; is_of_a_start(span.activity) && index > 0;) {
            span = state_.span(slot_, --index);
            if (span.worker != here.worker) {
                return end_of(span);
            }
        }
        return After::Nobody;
    }
    static bool is_of_a_start(WorkerActivity activity) noexcept {
        return activity == WorkerActivity::Starting || activity == WorkerActivity::Initializing ||
               activity == WorkerActivity::Stopped;
    }

    After end_of(const Span& mark) const {
        const After next = after(life_cause(mark));
        return next == After::Nobody || mark.activity != WorkerActivity::Crashed ? next : After::Replacement;
    }
    std::optional<EndCause> life_cause(const Span& span) const {
        return span.worker < state_.workers().size() ? state_.workers()[span.worker].cause : std::nullopt;
    }

    void add_span(const Span& span, Time begin, Time end, After& before, bool is_last) {
        switch (span.activity) {
        case WorkerActivity::Starting:
        case WorkerActivity::Initializing: {
            const LedgerCause own =
                span.activity == WorkerActivity::Starting ? LedgerCause::Starting : LedgerCause::Initializing;
            return add(cause_after(before, own), span.worker, kNoIndex, begin, end);
        }
        case WorkerActivity::Idle:
            if (begin < end) {
                work_.split(begin, end, [&](LedgerCause cause, Time from, Time to) {
                    add(cause, span.worker, kNoIndex, from, to);
                });
            }
            return;
        case WorkerActivity::Transport: return add(LedgerCause::Transport, span.worker, kNoIndex, begin, end);
        case WorkerActivity::Running: return add(cause_of_run(span), span.worker, span.task, begin, end);
        case WorkerActivity::Stopped: return add(LedgerCause::Stopped, span.worker, kNoIndex, begin, end);
        case WorkerActivity::Retiring: {
            const std::optional<EndCause> cause = life_cause(span);
            const bool leaves_for_good = cause && after(cause) == After::Nobody;
            return add(leaves_for_good ? LedgerCause::Absent : LedgerCause::Recycling, span.worker, kNoIndex, begin, end);
        }
        case WorkerActivity::Ended:
        case WorkerActivity::Crashed:
            before = end_of(span);
            if (before == After::Successor && is_last && state_.summary().ended) {
                before = After::Nobody;  // there was no work for one any more
            }
            return add(cause_after(before, LedgerCause::Absent), span.worker, kNoIndex, begin, end);
        }
    }

    static LedgerCause cause_after(After before, LedgerCause own) noexcept {
        return before == After::Replacement ? LedgerCause::Crash
               : before == After::Successor ? LedgerCause::Recycling
                                            : own;
    }

    LedgerCause cause_of_run(const Span& span) const {
        if (span.failed) {
            return LedgerCause::Wasted;
        }
        return span.task < state_.task_count() && state_.task(span.task).phase > TaskPhase::Done ? LedgerCause::Wasted
                                                                                                : LedgerCause::Useful;
    }

    void add(LedgerCause cause, std::uint32_t worker, std::uint32_t task, Time begin, Time end) {
        if (begin >= end) {
            return;
        }
        ledger_.lines[static_cast<std::size_t>(cause)].total_ns += end - begin;
        const bool goes_on = is_place_open_ && cause == place_cause_ && task == place_.task && begin == place_.end;
        if (goes_on && cause != LedgerCause::Useful && cause != LedgerCause::Wasted) {
            place_.end = end;
            return;
        }
        finish_place();
        place_ = {.slot = slot_, .begin = begin, .end = end, .worker = worker, .task = task};
        place_cause_ = cause;
        is_place_open_ = true;
    }

    void finish_place() {
        if (!is_place_open_) {
            return;
        }
        is_place_open_ = false;
        LedgerLine& line = ledger_.lines[static_cast<std::size_t>(place_cause_)];
        ++line.place_count;
        // A heap whose top is the shortest of the longest.
        if (line.places.size() == most_places_) {
            if (most_places_ == 0 || !is_longer(place_, line.places.front())) {
                return;
            }
            std::pop_heap(line.places.begin(), line.places.end(), is_longer);
            line.places.back() = place_;
        } else {
            line.places.push_back(place_);
        }
        std::push_heap(line.places.begin(), line.places.end(), is_longer);
    }

    const PoolState& state_;
    const trace::WorkPeriods work_;
    Ledger& ledger_;
    const std::size_t most_places_;
    std::uint32_t slot_ = 0;
    LedgerPlace place_;  ///< that may still go on
    LedgerCause place_cause_ = LedgerCause::Absent;
    bool is_place_open_ = false;
};

}  // namespace

const char* to_string(LedgerCause cause) noexcept {
    const auto index = static_cast<std::size_t>(cause);
    return index < kNames.size() ? kNames[index] : "unknown";
}

std::optional<LedgerCause> ledger_cause(std::string_view name) noexcept {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    return found != kNames.end() ? std::optional(static_cast<LedgerCause>(found - kNames.begin())) : std::nullopt;
}

Ledger ledger_of(const PoolState& state, const LedgerScope& scope) {
    std::vector<std::uint32_t> chosen = scope.only_slots;
    if (chosen.empty()) {
        chosen.resize(state.slot_count());
        std::iota(chosen.begin(), chosen.end(), 0u);
    }
    Ledger ledger;
    ledger.begin = std::clamp(scope.begin.value_or(state.summary().origin), Time{0}, kOpen - 1);
    ledger.end = std::clamp(scope.end.value_or(state.summary().last), ledger.begin, kOpen - 1);
    ledger.slot_count = chosen.size();
    if (!chosen.empty()) {
        const Time longest = kOpen / static_cast<Time>(chosen.size());
        ledger.end = ledger.begin + std::min(ledger.end - ledger.begin, longest);
        ledger.total_ns = (ledger.end - ledger.begin) * static_cast<Time>(chosen.size());
    }
    Accounts accounts(state, ledger, scope.most_places);
    for (const std::uint32_t slot : chosen) {
        accounts.add_slot(slot);
    }
    accounts.finish();
    return ledger;
}

LedgerDifference operator-(const Ledger& to, const Ledger& from) noexcept {
    LedgerDifference difference;
    difference.total_ns = to.total_ns - from.total_ns;
    for (std::size_t cause = 0; cause < kLedgerCauses; ++cause) {
        difference.lines[cause].total_ns = to.lines[cause].total_ns - from.lines[cause].total_ns;
        difference.lines[cause].share = to.lines[cause].share - from.lines[cause].share;
    }
    return difference;
}

}  // namespace poolscope
