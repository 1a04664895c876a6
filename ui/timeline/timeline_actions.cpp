// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAction>

#include "timeline/timeline_view.h"

namespace poolscope::ui {

QAction* TimelineView::addKey(const QString& text, const QList<QKeySequence>& keys, void (TimelineView::*slot)()) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void TimelineView::makeActions() {
    using Keys = QList<QKeySequence>;
    addKey(tr("Zoom in"), Keys{Qt::Key_W, Qt::Key_Plus, Qt::Key_Equal}, &TimelineView::zoomIn);
    addKey(tr("Zoom out"), Keys{Qt::Key_S, Qt::Key_Minus}, &TimelineView::zoomOut);
    addKey(tr("Pan left"), Keys{Qt::Key_A}, &TimelineView::panLeft);
    addKey(tr("Pan right"), Keys{Qt::Key_D}, &TimelineView::panRight);
    addKey(tr("Show the whole run"), Keys{Qt::Key_0}, &TimelineView::fitAll);
    addKey(tr("Fit the selection"), Keys{Qt::Key_F}, &TimelineView::focusSelection);
    addKey(tr("Follow the run"), Keys{Qt::Key_End}, &TimelineView::followRun);
    addKey(tr("Follow the run, or stop following it"), Keys{Qt::Key_L}, &TimelineView::toggleFollowing);
    addKey(tr("Previous view"), Keys{QKeySequence(Qt::ALT | Qt::Key_Left)}, &TimelineView::goBack);
    addKey(tr("Next view"), Keys{QKeySequence(Qt::ALT | Qt::Key_Right)}, &TimelineView::goForward);
    addKey(tr("Next task of the worker"), Keys{Qt::Key_Period}, &TimelineView::selectNextTask);
    addKey(tr("Previous task of the worker"), Keys{Qt::Key_Comma}, &TimelineView::selectPreviousTask);
    addKey(tr("Next generation in the slot"), Keys{Qt::Key_BracketRight}, &TimelineView::selectNextGeneration);
    addKey(tr("Previous generation in the slot"), Keys{Qt::Key_BracketLeft}, &TimelineView::selectPreviousGeneration);
    addKey(tr("Next failure"), Keys{Qt::Key_N}, &TimelineView::selectNextFailure);
    addKey(tr("Previous failure"), Keys{QKeySequence(Qt::SHIFT | Qt::Key_N)}, &TimelineView::selectPreviousFailure);
    addKey(tr("Lane above"), Keys{Qt::Key_Up}, &TimelineView::selectLaneAbove);
    addKey(tr("Lane below"), Keys{Qt::Key_Down}, &TimelineView::selectLaneBelow);
    addKey(tr("Move the time cursor left"), Keys{Qt::Key_Left}, &TimelineView::moveCursorLeft);
    addKey(tr("Move the time cursor right"), Keys{Qt::Key_Right}, &TimelineView::moveCursorRight);
    addKey(tr("Extend the selected area left"), Keys{QKeySequence(Qt::SHIFT | Qt::Key_Left)}, &TimelineView::growAreaLeft);
    addKey(tr("Extend the selected area right"), Keys{QKeySequence(Qt::SHIFT | Qt::Key_Right)}, &TimelineView::growAreaRight);
    addKey(tr("Extend the selected area up"), Keys{QKeySequence(Qt::SHIFT | Qt::Key_Up)}, &TimelineView::growAreaUp);
    addKey(tr("Extend the selected area down"), Keys{QKeySequence(Qt::SHIFT | Qt::Key_Down)}, &TimelineView::growAreaDown);
    addKey(tr("Select nothing"), Keys{Qt::Key_Escape}, &TimelineView::escape);
}

namespace {
constexpr double kKeyZoom = 1.5;
}

void TimelineView::zoomIn() { zoomAt(kKeyZoom, m_hover ? std::max(m_hover->x(), m_headerWidth) : xOf(m_cursor.value_or(visibleBegin() + (visibleEnd() - visibleBegin()) / 2))); }
void TimelineView::zoomOut() { zoomAt(1 / kKeyZoom, m_hover ? std::max(m_hover->x(), m_headerWidth) : xOf(m_cursor.value_or(visibleBegin() + (visibleEnd() - visibleBegin()) / 2))); }
void TimelineView::panLeft() { panBy(-plotColumns() / 6); }
void TimelineView::panRight() { panBy(plotColumns() / 6); }

void TimelineView::fitAll() {
    if (m_index.isEmpty()) return;
    if (!m_index.source()->isComplete()) {
        rememberView();
        return setFollowing(Following::All);  // the whole of a run that grows grows with it
    }
    const Time length = std::max<Time>(1, m_index.now() - m_index.origin());
    const Time margin = length / 100;
    showRange(m_index.origin() - margin, m_index.origin() + length + margin);
}

void TimelineView::focusSelection() {
    if (m_area) {
        const Time margin = (m_area->end - m_area->begin) / 20;
        showRange(m_area->begin - margin, m_area->end + margin);
    } else if (m_selected) {
        const Span span = m_index.lane(m_selected->slot).times.span(m_selected->span);
        const Time end = LaneIndex::endOf(span, m_index.now());
        const Time margin = std::max<Time>(10, (end - span.begin) / 4);
        showRange(span.begin - margin, end + margin);
    }
}

void TimelineView::goBack() {
    if (const auto view = m_history.goBack(m_scale)) setScale(*view, Cause::User);
    m_sinceRemembered.invalidate();
}

void TimelineView::goForward() {
    if (const auto view = m_history.goForward(m_scale)) setScale(*view, Cause::User);
    m_sinceRemembered.invalidate();
}

void TimelineView::leaveTimeCursor() {
    setTimeCursor({});
    emit timeCursorLeft();
}

void TimelineView::followRun() {
    if (m_cursor) leaveTimeCursor();
    setFollowing(Following::Latest);
}

void TimelineView::toggleFollowing() {
    // Back from the past, whatever was followed before.
    if (m_cursor || m_following == Following::Off) return followRun();
    setFollowing(Following::Off);
}

void TimelineView::pick(std::optional<SpanSpot> spot) {
    if (!spot) return;
    selectSpan(*spot);
    const Span span = m_index.lane(spot->slot).times.span(spot->span);
    emit spanSelected(spot->slot, spot->span, span.worker, span.task);
}

void TimelineView::selectNextTask() {
    if (m_index.isEmpty()) return;
    if (m_selected) return pick(nextTask(m_index, *m_selected, Step::Forward));
    // Without a selection one begins at the cursor, or at what is visible.
    const LaneIndex& lane = m_index.lane(m_currentLane).times;
    const auto at = lane.spanBefore(m_cursor.value_or(visibleBegin()));
    if (lane.size() == 0) return;
    if (!at && lane.span(0).activity == WorkerActivity::Running) return pick(SpanSpot{m_currentLane, 0});
    pick(nextTask(m_index, {m_currentLane, at.value_or(0)}, Step::Forward));
}

void TimelineView::selectPreviousTask() {
    if (m_index.isEmpty()) return;
    if (m_selected) return pick(nextTask(m_index, *m_selected, Step::Backward));
    const LaneIndex& lane = m_index.lane(m_currentLane).times;
    const auto at = lane.spanBefore(m_cursor.value_or(visibleEnd()));
    if (at) pick(nextTask(m_index, {m_currentLane, *at + 1}, Step::Backward));
}

void TimelineView::selectNextGeneration() {
    if (m_index.isEmpty() || m_index.lane(m_currentLane).times.size() == 0) return;
    if (m_selected) return pick(nextGeneration(m_index, *m_selected, Step::Forward));
    const auto at = m_index.lane(m_currentLane).times.spanBefore(m_cursor.value_or(visibleBegin()));
    const SpanSpot here{m_currentLane, at.value_or(0)};
    // Where there is one life yet, it is the one to begin with.
    pick(nextGeneration(m_index, here, Step::Forward).value_or(here));
}

void TimelineView::selectPreviousGeneration() {
    if (m_index.isEmpty() || m_index.lane(m_currentLane).times.size() == 0) return;
    const auto at = m_index.lane(m_currentLane).times.spanBefore(m_cursor.value_or(visibleEnd()));
    pick(nextGeneration(m_index, m_selected.value_or(SpanSpot{m_currentLane, at.value_or(0)}), Step::Backward));
}

void TimelineView::selectNextFailure() { pick(nextFailure(m_index, m_selected, Step::Forward)); }
void TimelineView::selectPreviousFailure() { pick(nextFailure(m_index, m_selected, Step::Backward)); }

void TimelineView::moveLane(int by) {
    if (m_index.isEmpty()) return;
    const auto lane = std::clamp(static_cast<int>(m_currentLane) + by, 0, static_cast<int>(m_index.laneCount()) - 1);
    const bool hadSpan = m_selected.has_value();
    const Time time = hadSpan ? m_index.lane(m_selected->slot).times.span(m_selected->span).begin : visibleBegin();
    setCurrentLane(static_cast<std::size_t>(lane));
    scrollToLane(m_currentLane);
    if (hadSpan) {
        // The selection goes along, to what the other worker did at that time.
        const LaneIndex& times = m_index.lane(m_currentLane).times;
        if (const auto at = times.spanBefore(time)) return pick(SpanSpot{m_currentLane, *at});
        clearSelection();
    }
    updateAccessibleText();
}

void TimelineView::selectLaneAbove() { moveLane(-1); }
void TimelineView::selectLaneBelow() { moveLane(1); }

void TimelineView::moveCursor(int columns) {
    if (m_index.isEmpty()) return;
    const double ratio = viewport()->devicePixelRatioF();
    Time time = visibleBegin() + (visibleEnd() - visibleBegin()) / 2;
    if (m_cursor) {
        const auto step = std::max<Time>(1, static_cast<Time>(m_scale.nsPerColumn * ratio));
        time = std::clamp(*m_cursor + columns * step, m_index.origin(), m_index.now());
    }
    setTimeCursor(time);
    emit timeCursorMoved(time);
    if (time < visibleBegin()) panBy(-plotColumns() / 4);
    if (time >= visibleEnd()) panBy(plotColumns() / 4);
}

void TimelineView::moveCursorLeft() { moveCursor(-4); }
void TimelineView::moveCursorRight() { moveCursor(4); }

void TimelineView::growArea(int columns, int lanes) {
    if (m_index.isEmpty()) return;
    const auto step = std::max<Time>(1, static_cast<Time>(m_scale.nsPerColumn * viewport()->devicePixelRatioF()));
    if (!m_area) {
        m_areaAnchor = m_cursor.value_or(visibleBegin() + (visibleEnd() - visibleBegin()) / 2);
        m_area = TimelineArea{m_areaAnchor, m_areaAnchor, m_currentLane, m_currentLane};
    }
    // The anchor and the current lane are the fixed corner; the other one moves.
    if (m_areaAnchor != m_area->begin && m_areaAnchor != m_area->end) m_areaAnchor = m_area->begin;
    const Time fixed = m_areaAnchor;
    const Time moving = (m_area->begin == fixed ? m_area->end : m_area->begin) + columns * step;
    const auto current = static_cast<int>(m_currentLane);
    const int far = (static_cast<int>(m_area->firstSlot) == current ? static_cast<int>(m_area->lastSlot)
                                                                    : static_cast<int>(m_area->firstSlot)) + lanes;
    const int lane = std::clamp(far, 0, static_cast<int>(m_index.laneCount()) - 1);
    selectArea({std::min(fixed, moving), std::max(fixed, moving), static_cast<std::size_t>(std::min(lane, current)),
                static_cast<std::size_t>(std::max(lane, current))});
    emit areaSelected(*m_area);
}

void TimelineView::growAreaLeft() { growArea(-8, 0); }
void TimelineView::growAreaRight() { growArea(8, 0); }
void TimelineView::growAreaUp() { growArea(0, -1); }
void TimelineView::growAreaDown() { growArea(0, 1); }

void TimelineView::escape() {
    if (hasSelection()) {
        clearSelection();
    } else if (m_cursor) {
        leaveTimeCursor();
    }
}

}  // namespace poolscope::ui
