// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_view.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QLabel>
#include <QScrollBar>

#include "format/quantity.h"
#include "timeline/lane_header.h"
#include "timeline/overview_strip.h"
#include "timeline/queue_lane.h"
#include "timeline/span_text.h"
#include "timeline/state_legend.h"
#include "timeline/time_axis.h"

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr int kMarkReach = 24;        // logical pixels that marks reach beyond their moment
constexpr qint64 kSpokenEveryMs = 1000;
constexpr int kSurroundingsEveryMs = 150;
constexpr int kTotalsCostFactor = 20;  // so that it takes a twentieth of the time at most
}  // namespace

TimelineView::TimelineView(QWidget* parent)
    : QAbstractScrollArea(parent), m_runKey(QStringLiteral("F5")), m_overview(new OverviewStrip(m_index, this)),
      m_axis(new TimeAxis(this)), m_queueLane(new QueueLane(this)), m_legend(new StateLegend(this)), m_totals(new QLabel(this)) {
    setFrameShape(QFrame::NoFrame);
    // Always there: one that comes and goes while a run grows would move everything.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Timeline"));
    m_totals->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_totals->setIndent(8);
    m_totals->setAccessibleName(tr("Totals of the selected area"));
    m_totalsTimer.setSingleShot(true);
    connect(&m_totalsTimer, &QTimer::timeout, this, &TimelineView::refreshTotals);
    m_surroundingsTimer.setSingleShot(true);
    m_surroundingsTimer.setInterval(kSurroundingsEveryMs);
    connect(&m_surroundingsTimer, &QTimer::timeout, this, &TimelineView::refreshSurroundings);
    connect(m_axis, &TimeAxis::scrubbed, this, [this](Time time) {
        setTimeCursor(time);
        emit timeCursorMoved(time);
    });
    connect(m_overview, &OverviewStrip::windowChosen, this, &TimelineView::showRange);
    makeActions();
    refreshLook();
    refreshTotals();
    updateCaption();
}

TimelineView::~TimelineView() = default;

void TimelineView::setSource(const SpanSource* source) {
    m_index.setSource(source);
    m_strips.clear();
    m_strips.resize(m_index.laneCount());
    m_selected.reset();
    m_hovered.reset();
    m_area.reset();
    m_batch.reset();
    m_cursor.reset();
    m_axis->setCursorTime({});
    m_queueLane->setCursorTime({});
    m_overview->setCursorTime({});
    m_currentLane = 0;
    m_history.clear();
    m_overview->reset();
    m_overviewFrom = kOpen;
    m_following = Following::Whole;
    m_followedBefore.reset();
    emit followingChanged(m_following);
    follow();
    layOut();
    refreshSurroundings();
    refreshTotals();
    updateCaption();
    showScale();
    updateAccessibleText();
    viewport()->update();
}

void TimelineView::applyChanges(const ChangeSet& changes) {
    if (changes.replaced) {
        setSource(m_index.source());
        return;
    }
    if (!m_index.source()) return;
    const bool wasEmpty = m_index.isEmpty();
    const std::size_t lanesBefore = m_index.laneCount();
    m_index.growLanes();
    if (m_index.laneCount() != lanesBefore) {
        m_strips.resize(m_index.laneCount());
        m_overview->reset();
        layOut();
        viewport()->update();
    }
    // A waiting pool still writes samples now and then; they do not move the picture.
    const Time before = m_index.now();
    if (!changes.changed_slots.empty() || m_index.hasWorkUnderWay() || m_index.source()->isComplete()) {
        m_index.setNow(m_index.source()->last());
    }
    if (m_index.now() != before) {
        moveNowLine(before);
        growOpenSpans(before);
    }
    bool isAreaTouched = m_area && growsWithin(*m_area, before);
    const auto takeIn = [this, &isAreaTouched](std::size_t slot) {
        if (const auto from = m_index.update(slot)) {
            noteLaneChange(slot, *from);
            isAreaTouched |= m_area && slot >= m_area->firstSlot && slot <= m_area->lastSlot && *from < m_area->end;
        }
        touchSurroundings();  // they tell the state, which can change without a span
    };
    for (const std::uint32_t slot : changes.changed_slots) takeIn(slot);
    for (std::size_t slot = lanesBefore; slot < m_index.laneCount(); ++slot) takeIn(slot);
    if (wasEmpty != m_index.isEmpty()) {
        layOut();
        viewport()->update();
        showScale();
        refreshTotals();
        updateAccessibleText();
    }
    follow();
    if (isAreaTouched && !m_totalsTimer.isActive()) m_totalsTimer.start(m_totalsPauseMs);
    if (changes.summary || wasEmpty) updateCaption();
    if (m_index.source()->isComplete()) refreshSurroundings();
    // What is read out changes with every tick; a reader that repeats it that often is of no use.
    if (!m_sinceSpoken.isValid() || m_sinceSpoken.elapsed() > kSpokenEveryMs) updateAccessibleText();
}

bool TimelineView::growsWithin(const TimelineArea& area, Time before) const {
    if (area.end > before) return true;
    // A task counts with all of its duration, also with that behind the area's end.
    for (std::size_t slot = area.firstSlot; slot <= area.lastSlot && slot < m_index.laneCount(); ++slot) {
        const LaneIndex& lane = m_index.lane(slot).times;
        if (lane.isOpen() && lane.last().activity == WorkerActivity::Running && lane.last().begin < area.end) return true;
    }
    return false;
}

void TimelineView::setNow(Time now) {
    if (!m_index.source() || m_index.source()->isComplete()) return;
    const Time before = m_index.now();
    m_index.setNow(now);
    if (m_index.now() == before) return;
    const std::int64_t column = m_scale.columnAt(before);
    if (m_scale.columnAt(m_index.now()) != column) {
        moveNowLine(before);
        growOpenSpans(before);
        follow();
        updateCaption();
        touchSurroundings();
    }
}

// Numbers that change thirty times a second cannot be read, and they and what moves with them cost more than the spans.
void TimelineView::touchSurroundings() {
    if (!m_surroundingsTimer.isActive()) m_surroundingsTimer.start();
}

void TimelineView::refreshSurroundings() {
    m_surroundingsTimer.stop();
    viewport()->update(0, 0, m_headerWidth, viewport()->height());
    if (m_overviewFrom != kOpen) m_overview->noteChange(m_overviewFrom);
    m_overviewFrom = kOpen;
    m_overview->setWindow(visibleBegin(), visibleEnd());
    m_queueLane->refresh(m_index.now());
    updateScrollBars();
    if (m_selected && !m_area) refreshTotals();  // how long it has gone on
}

// It goes through lanes that do not grow too, and on below the last one.
void TimelineView::moveNowLine(Time from) {
    for (const Time time : {from, m_index.now()}) {
        const double x = std::floor(xOf(time));
        if (x > 0 && x < viewport()->width() + 1) viewport()->update(static_cast<int>(x) - 1, 0, 3, viewport()->height());
    }
}

void TimelineView::growOpenSpans(Time from) {
    for (std::size_t slot = 0; slot < m_index.laneCount(); ++slot) {
        if (m_index.lane(slot).times.isOpen()) noteLaneChange(slot, from);
    }
}

void TimelineView::showScale() {
    if (m_index.isEmpty()) {
        m_axis->clear();
    } else {
        m_axis->setScale(m_scale, m_index.origin());
        m_queueLane->setScale(m_scale, m_index.origin(), m_index.now());
    }
}

void TimelineView::noteLaneChange(std::size_t slot, Time from) {
    m_strips[slot].invalidateFrom(from);
    m_overviewFrom = std::min(m_overviewFrom, from);
    touchSurroundings();
    const double right = std::min<double>(viewport()->width(), xOf(m_index.now()) + kMarkReach);
    const int left = static_cast<int>(std::max<double>(m_headerWidth, xOf(from) - 2 * StripPainter::kCell));
    if (left < right) viewport()->update(left, laneTop(slot), static_cast<int>(right) - left, laneHeight());
}

void TimelineView::setFollowing(Following following) {
    m_followedBefore.reset();
    if (following == m_following) return;
    m_following = following;
    follow();
    updateCaption();
    emit followingChanged(m_following);
}

void TimelineView::follow() {
    if (m_following == Following::Off || !m_index.source() || plotColumns() <= 0) return;
    const int margin = std::max(2, plotColumns() / 100);
    if (m_following != Following::Latest && m_index.source()->isComplete()) {
        const Time length = std::max<Time>(1, m_index.now() - m_index.origin());
        TimeScale whole = TimeScale::showing(m_index.origin(), m_index.origin() + length, plotColumns() - 2 * margin);
        whole.firstColumn = -margin;
        setScale(whole, Cause::Follow);
        return;
    }
    setScale(followed(m_following, m_scale, m_index.origin(), m_index.now(), plotColumns(), margin), Cause::Follow);
}

void TimelineView::setScale(const TimeScale& scale, Cause cause) {
    if (cause == Cause::User && m_following != Following::Off) {
        m_following = Following::Off;
        emit followingChanged(m_following);
        updateCaption();
    }
    if (scale == m_scale) return;
    m_scale = scale;
    showScale();
    if (cause == Cause::User) {
        m_overview->setWindow(visibleBegin(), visibleEnd());
        updateScrollBars();
        viewport()->update();
    } else {
        viewport()->update(m_headerWidth, 0, viewport()->width() - m_headerWidth, viewport()->height());
        touchSurroundings();
    }
    emit visibleRangeChanged(visibleBegin(), visibleEnd());
}

void TimelineView::rememberView() {
    // A gesture of many small steps is one view to come back to.
    constexpr qint64 kGestureMs = 600;
    if (!m_sinceRemembered.isValid() || m_sinceRemembered.elapsed() > kGestureMs) m_history.leave(m_scale);
    m_sinceRemembered.start();
}

void TimelineView::zoomAt(double factor, double x) {
    rememberView();
    setScale(m_scale.zoomed(factor, (x - m_headerWidth) * viewport()->devicePixelRatioF(), coarsestScale()), Cause::User);
}

void TimelineView::panBy(std::int64_t columns) {
    if (columns == 0) return;
    rememberView();
    TimeScale scale = m_scale;
    scale.firstColumn += columns;
    // At least a tenth of the picture stays filled.
    const std::int64_t least = scale.columnAt(m_index.origin()) - plotColumns() * 9 / 10;
    const std::int64_t most = std::max(least, scale.columnAt(m_index.now()) - plotColumns() / 10);
    scale.firstColumn = std::clamp(scale.firstColumn, std::min(least, m_scale.firstColumn), std::max(most, m_scale.firstColumn));
    setScale(scale, Cause::User);
}

void TimelineView::showRange(Time begin, Time end) {
    if (end <= begin) return;
    rememberView();
    TimeScale scale = TimeScale::showing(begin, end, plotColumns());
    // Moving the window keeps its scale, so that the picture can be moved instead of painted anew.
    if (std::abs(scale.nsPerColumn - m_scale.nsPerColumn) < m_scale.nsPerColumn * 1e-6) {
        scale = m_scale;
        scale.firstColumn = scale.columnAt(begin);
    }
    setScale(scale, Cause::User);
}

void TimelineView::selectSpan(SpanSpot spot) {
    if (spot.slot >= m_index.laneCount() || spot.span >= m_index.lane(spot.slot).times.size()) return;
    m_selected = spot;
    m_area.reset();
    setCurrentLane(spot.slot);
    bringIntoView(spot);
    refreshTotals();
    updateAccessibleText();
    viewport()->update();
}

void TimelineView::selectTask(std::uint32_t task) {
    if (!m_index.source()) return;
    const auto row = m_index.source()->task(task);
    if (!row || row->started == 0) return;
    const WorkerLife* worker = m_index.source()->worker(row->worker);
    if (!worker || worker->slot.value >= m_index.laneCount()) return;
    const LaneIndex& lane = m_index.lane(worker->slot.value).times;
    const auto at = lane.spanBefore(row->started);
    // A span may begin a little off the task's own time where the trace's clocks were squeezed into order.
    for (std::size_t span = at && *at > 0 ? *at - 1 : 0; span < lane.size() && span <= at.value_or(0) + 2; ++span) {
        if (lane.span(span).activity == WorkerActivity::Running && lane.span(span).task == task) {
            selectSpan({worker->slot.value, span});
            return;
        }
    }
}

void TimelineView::selectWorker(std::uint32_t worker) {
    if (!m_index.source()) return;
    const WorkerLife* life = m_index.source()->worker(worker);
    if (!life || life->slot.value >= m_index.laneCount()) return;
    const LaneIndex& lane = m_index.lane(life->slot.value).times;
    // Where something of its life is in view the picture stays where it is: whoever picks a worker of a run that is followed
    // goes on following. Else it is shown being born.
    const Time end = life->ended.value_or(m_index.now());
    const bool isInView = life->starting < visibleEnd() && end > visibleBegin();
    const Time seen = isInView ? std::max(life->starting, std::min(end, visibleEnd()) - 1) : life->starting;
    if (const auto at = lane.spanBefore(seen)) selectSpan({life->slot.value, *at});
}

void TimelineView::selectArea(const TimelineArea& area) {
    m_area = area;
    m_selected.reset();
    m_totalsTimer.start(0ms);
    viewport()->update();
}

void TimelineView::showPlace(const TimelineArea& place) {
    m_area = place;
    setCurrentLane(place.firstSlot);
    scrollToLane(m_currentLane);
    m_totalsTimer.start(0ms);
    viewport()->update();
}

void TimelineView::selectTimes(Time begin, Time end) {
    if (!m_index.isEmpty()) frameArea({begin, end, 0, m_index.laneCount() - 1});
}

void TimelineView::frameArea(const TimelineArea& area) {
    if (m_index.isEmpty() || m_area == area) return;
    m_area = area;
    m_totalsTimer.start(0ms);
    viewport()->update();
}

void TimelineView::clearArea() {
    if (!m_area) return;
    m_area.reset();
    refreshTotals();
    viewport()->update();
}

void TimelineView::clearSpan() {
    if (!m_selected) return;
    m_selected.reset();
    refreshTotals();
    updateAccessibleText();
    viewport()->update();
}

void TimelineView::clearSelection() {
    if (!hasSelection()) return;
    m_selected.reset();
    m_area.reset();
    m_batch.reset();
    refreshTotals();
    updateAccessibleText();
    viewport()->update();
    emit selectionCleared();
}

void TimelineView::setTimeCursor(std::optional<Time> cursor) {
    if (cursor == m_cursor) return;
    m_cursor = cursor;
    if (cursor && !m_index.isEmpty() && (*cursor < visibleBegin() || *cursor >= visibleEnd())) {
        TimeScale scale = m_scale;
        scale.firstColumn = scale.columnAt(*cursor) - plotColumns() / 2;
        if (m_following != Following::Off) m_followedBefore = m_following;
        setScale(scale, Cause::User);
    }
    // Nobody asked for that to end: who comes back from the past follows the run as before.
    if (!cursor && m_followedBefore) setFollowing(*m_followedBefore);
    viewport()->update();  // headers tell that moment, and what is later is veiled
    m_axis->setCursorTime(cursor);
    m_queueLane->setCursorTime(cursor);
    m_overview->setCursorTime(cursor);
    updateCaption();
}

void TimelineView::setQueue(const QueueIndex* queue) {
    m_hasQueue = queue != nullptr;
    m_queueLane->setQueue(queue);
    layOut();
}

void TimelineView::setRunKey(const QString& key) {
    m_runKey = key;
    viewport()->update();
}

void TimelineView::setCurrentLane(std::size_t slot) {
    if (slot == m_currentLane || slot >= m_index.laneCount()) return;
    m_currentLane = slot;
    viewport()->update();
}

void TimelineView::refreshTotals() {
    if (m_area) {
        QElapsedTimer cost;
        cost.start();
        ++m_areaCounts;
        m_totals->setText(totalsText(*m_area, totalsOf(*m_area, m_index), m_index.origin()));
        m_totalsPauseMs = std::max(kSurroundingsEveryMs, static_cast<int>(cost.elapsed()) * kTotalsCostFactor);
    } else if (m_selected) {
        m_totals->setText(spokenSpan(m_index, *m_selected));
    } else {
        m_totals->setText(m_index.isEmpty() ? QString() : tr("Drag over the lanes to see the totals of a part"));
    }
}

void TimelineView::updateCaption() {
    if (m_index.isEmpty()) {
        m_overview->setCaption(tr("No run yet"), QString());
        return;
    }
    const QString length = durationText(m_index.now() - m_index.origin());
    const bool isComplete = m_index.source()->isComplete();
    if (m_cursor) {
        // The other views show that moment, whether the picture goes on growing or not.
        m_overview->setCaption(tr("\u25c6 At %1").arg(durationText(*m_cursor - m_index.origin())), tr("of %1").arg(length));
        return;
    }
    m_overview->setCaption(isComplete                          ? tr("Whole run")
                           : m_index.source()->isPaused()      ? tr("\u2016 Paused: no task begins")
                           : m_following == Following::Off ? tr("Live, not following")
                                                               : tr("● Following"),
                           length);
}

void TimelineView::updateAccessibleText() {
    m_sinceSpoken.start();
    QString text;
    if (m_index.isEmpty()) {
        text = tr("No run yet. Press %1 to run.").arg(m_runKey);
    } else if (m_selected) {
        text = spokenSpan(m_index, *m_selected);
    } else if (m_currentLane < m_index.laneCount()) {
        text = spokenLane(m_index, m_currentLane);
    }
    if (text == accessibleDescription()) return;
    setAccessibleDescription(text);
}

void TimelineView::refreshLook() {
    StripLook look;
    look.pixelRatio = viewport()->devicePixelRatioF();
    look.height = static_cast<int>(std::lround(laneHeight() * look.pixelRatio));
    look.appearance = appearanceOf(palette());
    look.background = palette().color(QPalette::Base).rgb();
    if (!(m_painter.look() == look)) m_painter = StripPainter(look);
}

}  // namespace poolscope::ui
