// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/span_walk.h"

#include <algorithm>
#include <tuple>

namespace poolscope::ui {

std::optional<SpanSpot> nextTask(const TimeIndex& index, SpanSpot from, Step step) {
    if (from.slot >= index.laneCount()) return std::nullopt;
    const LaneIndex& lane = index.lane(from.slot).times;
    if (step == Step::Forward) {
        for (std::size_t at = from.span + 1; at < lane.size(); ++at) {
            if (lane.span(at).activity == WorkerActivity::Running) return SpanSpot{from.slot, at};
        }
    } else {
        for (std::size_t at = std::min(from.span, lane.size()); at-- > 0;) {
            if (lane.span(at).activity == WorkerActivity::Running) return SpanSpot{from.slot, at};
        }
    }
    return std::nullopt;
}

std::optional<SpanSpot> nextGeneration(const TimeIndex& index, SpanSpot from, Step step) {
    if (from.slot >= index.laneCount()) return std::nullopt;
    const LaneIndex& lane = index.lane(from.slot).times;
    if (from.span >= lane.size()) return std::nullopt;
    const std::uint32_t here = lane.span(from.span).worker;
    if (step == Step::Forward) {
        for (std::size_t at = from.span + 1; at < lane.size(); ++at) {
            if (lane.span(at).worker != here) return SpanSpot{from.slot, at};
        }
        return std::nullopt;
    }
    std::size_t at = from.span;
    while (at > 0 && lane.span(at - 1).worker == here) --at;
    if (at == 0) return std::nullopt;
    const std::uint32_t before = lane.span(at - 1).worker;
    while (at > 0 && lane.span(at - 1).worker == before) --at;
    return SpanSpot{from.slot, at};
}

std::optional<SpanSpot> nextFailure(const TimeIndex& index, std::optional<SpanSpot> from, Step step) {
    // Failures are in order of (time, slot, span), so that those of the same moment are all reached.
    using Key = std::tuple<Time, std::size_t, std::size_t>;
    std::optional<Key> here;
    if (from && from->slot < index.laneCount() && from->span < index.lane(from->slot).times.size()) {
        const Span span = index.lane(from->slot).times.span(from->span);
        const bool isFailure = span.failed && span.activity != WorkerActivity::Crashed && span.end != kOpen;
        here = Key{isFailure ? span.end : span.begin, from->slot, from->span};
    }
    std::optional<Key> best;
    for (std::size_t slot = 0; slot < index.laneCount(); ++slot) {
        for (const MarkKind kind : {MarkKind::FailedTask, MarkKind::Crashed}) {
            const auto marks = index.lane(slot).events.marks(kind);
            const auto keyOf = [slot](const LaneMark& mark) { return Key{mark.time, slot, mark.span}; };
            std::optional<Key> found;
            if (step == Step::Forward) {
                const auto at = here ? std::upper_bound(marks.begin(), marks.end(), *here,
                                                        [&](const Key& key, const LaneMark& mark) { return key < keyOf(mark); })
                                     : marks.begin();
                if (at != marks.end()) found = keyOf(*at);
                if (found && (!best || *found < *best)) best = found;
            } else {
                const auto at = here ? std::lower_bound(marks.begin(), marks.end(), *here,
                                                        [&](const LaneMark& mark, const Key& key) { return keyOf(mark) < key; })
                                     : marks.end();
                if (at != marks.begin()) found = keyOf(*(at - 1));
                if (found && (!best || *best < *found)) best = found;
            }
        }
    }
    if (!best) return std::nullopt;
    return SpanSpot{std::get<1>(*best), std::get<2>(*best)};
}

}  // namespace poolscope::ui
