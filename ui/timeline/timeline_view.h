// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QTimer>

#include "timeline/area_totals.h"
#include "timeline/follow_window.h"
#include "timeline/lane_strip.h"
#include "timeline/span_walk.h"
#include "timeline/time_index.h"
#include "timeline/view_history.h"

class QAction;
class QLabel;

namespace poolscope::ui {

class OverviewStrip;
class QueueIndex;
class QueueLane;
class StateLegend;
class TimeAxis;

/// The life of every worker on a time axis: a lane for each slot, a span for all that a worker did, running ones growing
/// until they end. It shows a SpanSource and emits what the user picked; it decides nothing.
///
/// Use: setSource() once for a run; after each change of the source applyChanges(), and setNow() while the run goes on.
/// Both repaint what changed and nothing else, and cost next to nothing when nothing did. All keys are QActions and in
/// actions().
class TimelineView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TimelineView(QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows another run, from its beginning; null for none. The source is borrowed until the next call.
    void setSource(const SpanSource* source);
    /// The source changed: takes in the lanes that the change set names (all, if it was replaced).
    void applyChanges(const ChangeSet& changes);
    /// The present moment of a run that goes on, on the clock of its spans.
    void setNow(Time now);

    /// Keeps the present in view, until the user pans or zooms.
    void setFollowing(Following following);
    [[nodiscard]] Following following() const { return m_following; }
    [[nodiscard]] Time visibleBegin() const;
    [[nodiscard]] Time visibleEnd() const;
    void showRange(Time begin, Time end);

    [[nodiscard]] std::optional<SpanSpot> selectedSpan() const { return m_selected; }
    /// Selects a span and brings it into view.
    void selectSpan(SpanSpot spot);
    /// Selects where a task ran, if it did.
    void selectTask(std::uint32_t task);
    /// Selects the life of a worker: its first span.
    void selectWorker(std::uint32_t worker);
    [[nodiscard]] std::optional<TimelineArea> selectedArea() const { return m_area; }
    void selectArea(const TimelineArea& area);
    /// How often an area was counted: what the tests of "the past is counted once" ask for.
    [[nodiscard]] quint64 areaCounts() const { return m_areaCounts; }
    /// The span, the area and the batch.
    void clearSelection();
    /// The span alone, because something that is no span was selected elsewhere: selectionCleared is not emitted.
    void clearSpan();
    /// Frames a stretch of a lane beside what is selected, until something else is picked.
    void showPlace(const TimelineArea& place);
    /// An area over all lanes, which somebody else picked: areaSelected is not emitted.
    void selectTimes(Time begin, Time end);
    /// The same over some lanes.
    void frameArea(const TimelineArea& area);
    void clearArea();

    [[nodiscard]] std::optional<Time> timeCursor() const { return m_cursor; }
    /// Does not emit timeCursorMoved, so that views may be connected to each other.
    void setTimeCursor(std::optional<Time> cursor);

    /// What waits, for a lane above the others; null for none. Borrowed; applyChanges() repaints it.
    void setQueue(const QueueIndex* queue);
    [[nodiscard]] QueueLane& queueLane() { return *m_queueLane; }
    /// Arrows lead from where this batch was submitted to its first tasks that are in view; none for none.
    void setBatch(std::optional<BatchId> batch);
    /// Where those arrows end: a few spans in each lane, so that many are as quick as few.
    [[nodiscard]] std::vector<SpanSpot> spansOfBatch() const;

    /// The key that starts a run, for the hint that is shown while there is none.
    void setRunKey(const QString& key);

    [[nodiscard]] const TimeIndex& index() const { return m_index; }
    /// Where a span is within the viewport; empty when it is scrolled away or has no lane.
    [[nodiscard]] QRect spanRect(SpanSpot spot) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// `worker` and `task` are indexes into the run's state; the task is kNoIndex when the span ran none.
    void spanSelected(std::size_t slot, std::size_t span, std::uint32_t worker, std::uint32_t task);
    void areaSelected(const poolscope::ui::TimelineArea& area);
    void selectionCleared();
    /// A menu is asked for, for what is selected now: by the mouse, what was under it.
    void contextMenuWanted(const QPoint& globalPosition);
    /// The user moved the time cursor.
    void timeCursorMoved(poolscope::ui::Time time);
    /// The user wants no past moment any more.
    void timeCursorLeft();
    void followingChanged(poolscope::ui::Following following);
    void visibleRangeChanged(poolscope::ui::Time begin, poolscope::ui::Time end);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum class Drag : std::uint8_t { None, Pressed, Area, Pan };

    // timeline_actions.cpp
    void makeActions();
    QAction* addKey(const QString& text, const QList<QKeySequence>& keys, void (TimelineView::*slot)());
    void zoomIn();
    void zoomOut();
    void panLeft();
    void panRight();
    void fitAll();
    void focusSelection();
    void goBack();
    void goForward();
    void followRun();
    void toggleFollowing();
    void leaveTimeCursor();
    void selectNextTask();
    void selectPreviousTask();
    void selectNextGeneration();
    void selectPreviousGeneration();
    void selectNextFailure();
    void selectPreviousFailure();
    void selectLaneAbove();
    void selectLaneBelow();
    void moveCursorLeft();
    void moveCursorRight();
    void growAreaLeft();
    void growAreaRight();
    void growAreaUp();
    void growAreaDown();
    void escape();
    void pick(std::optional<SpanSpot> spot);
    void pickWorkerOf(std::size_t slot);
    void moveLane(int by);
    void moveCursor(int columns);
    void growArea(int columns, int lanes);

    // timeline_geometry.cpp
    void layOut();
    [[nodiscard]] int plotColumns() const;
    [[nodiscard]] int laneHeight() const;
    [[nodiscard]] int laneTop(std::size_t slot) const;
    [[nodiscard]] std::optional<std::size_t> laneAt(int y) const;
    [[nodiscard]] std::size_t nearestLane(int y) const;
    [[nodiscard]] double xOf(Time time) const;
    [[nodiscard]] Time timeAtX(double x) const;
    [[nodiscard]] double coarsestScale() const;
    void updateScrollBars();
    void scrollToLane(std::size_t slot);
    void bringIntoView(SpanSpot spot);

    // timeline_view.cpp
    enum class Cause : std::uint8_t { User, Follow };
    void setScale(const TimeScale& scale, Cause cause);
    void zoomAt(double factor, double x);
    void panBy(std::int64_t columns);
    void rememberView();
    void follow();
    void noteLaneChange(std::size_t slot, Time from);
    void moveNowLine(Time from);
    void growOpenSpans(Time from);
    /// What is open makes its totals other ones, seen from the present before.
    [[nodiscard]] bool growsWithin(const TimelineArea& area, Time before) const;
    void touchSurroundings();
    void refreshSurroundings();
    void showScale();
    void updateCaption();
    [[nodiscard]] bool hasSelection() const { return m_selected || m_area || m_batch; }
    void setCurrentLane(std::size_t slot);
    void setHover(std::optional<QPoint> position);
    void updateAccessibleText();
    void refreshTotals();
    void refreshLook();

    // timeline_paint.cpp
    void paintHint(QPainter& painter);
    void paintLane(QPainter& painter, std::size_t slot, const QRect& dirty);
    void paintOverlays(QPainter& painter);

    // timeline_arrows.cpp
    void paintArrows(QPainter& painter) const;

    TimeIndex m_index;
    TimeScale m_scale;
    Following m_following = Following::Whole;
    std::optional<Following> m_followedBefore;  ///< until a moment out of sight was looked at
    StripPainter m_painter;
    std::vector<LaneStrip> m_strips;
    ViewHistory m_history;
    QElapsedTimer m_sinceRemembered;
    QElapsedTimer m_sinceSpoken;

    std::optional<SpanSpot> m_selected;
    std::optional<TimelineArea> m_area;
    std::optional<Time> m_cursor;
    Time m_areaAnchor = 0;  ///< of an area that is grown by keys: the corner that stays
    std::size_t m_currentLane = 0;
    std::optional<QPoint> m_hover;
    std::optional<SpanSpot> m_hovered;
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    Time m_pressedTime = 0;
    std::int64_t m_pressedColumn = 0;
    double m_wheelRest = 0;
    bool m_isSyncingScrollBars = false;

    int m_headerWidth = 0;
    QString m_runKey;
    OverviewStrip* m_overview;
    TimeAxis* m_axis;
    QueueLane* m_queueLane;
    bool m_hasQueue = false;
    std::optional<BatchId> m_batch;
    StateLegend* m_legend;
    QLabel* m_totals;
    QTimer m_totalsTimer;
    int m_totalsPauseMs = 0;  ///< between two counts of an area that grows
    quint64 m_areaCounts = 0;
    QTimer m_surroundingsTimer;  ///< runs while headers, overview and scroll bars are behind the lanes
    Time m_overviewFrom = kOpen; ///< what the overview has not been told yet
};

}  // namespace poolscope::ui
