// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_events.h"

#include <algorithm>

#include "format/activity.h"

namespace poolscope::ui {

void LaneEvents::update(const LaneIndex& lane, const SpanSource& source) {
    // The last spans may have been cut, ended or failed since: their marks are made anew.
    const std::size_t first = m_final;
    for (auto& marks : m_marks) {
        while (!marks.empty() && marks.back().span >= first) marks.pop_back();
    }
    const auto add = [this](MarkKind kind, Time time, std::size_t span, char16_t letter = 0) {
        m_marks[static_cast<std::size_t>(kind)].push_back({time, static_cast<std::uint32_t>(span), letter});
    };
    const auto letterOf = [&source](const Span& span) {
        const WorkerLife* worker = source.worker(span.worker);
        return endLetter(worker && worker->cause ? *worker->cause : EndCause::Crashed).unicode();
    };
    for (std::size_t index = first; index < lane.size(); ++index) {
        const Span each = lane.span(index);
        if (each.activity == WorkerActivity::Crashed) {
            add(MarkKind::Crashed, each.begin, index, letterOf(each));
        } else if (each.failed && each.end != kOpen) {
            add(MarkKind::FailedTask, each.end, index);
        }
        if (index > 0) {
            const Span before = lane.span(index - 1);
            if (before.worker != each.worker && before.activity != WorkerActivity::Crashed) {
                add(MarkKind::Recycled, each.begin, index);
            }
        }
    }
    m_final = lane.firstChangeable();
}

namespace {

auto lowerBound(std::span<const LaneMark> marks, Time time) {
    return std::lower_bound(marks.begin(), marks.end(), time,
                            [](const LaneMark& mark, Time wanted) { return mark.time < wanted; });
}

}  // namespace

std::optional<LaneMark> LaneEvents::firstFrom(MarkKind kind, Time time) const {
    const auto all = marks(kind);
    const auto found = lowerBound(all, time);
    if (found == all.end()) return std::nullopt;
    return *found;
}

std::size_t LaneEvents::countWithin(MarkKind kind, Time begin, Time end) const {
    const auto all = marks(kind);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, lowerBound(all, end) - lowerBound(all, begin)));
}

}  // namespace poolscope::ui
