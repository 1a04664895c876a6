// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "made_up_run.h"
#include "paint_watch.h"
#include "timeline/timeline_view.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

MadeUpRun::Plan lively() {
    MadeUpRun::Plan plan;
    plan.tasksPerLane = 60;
    plan.maxTasksPerChild = 9;
    plan.crashes = 0.03;
    plan.failures = 0.05;
    return plan;
}

}  // namespace

class TestTimelineView : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_view.reset(); }

    void withoutARun_aHintTellsTheKey();
    void firstSpans_takeThePlaceOfTheHint();
    void clickOnASpan_selectsIt();
    void clickBesideTheSpans_selectsNothing();
    void wheel_zoomsAtThePointer();
    void zooming_leavesFollowing();
    void keys_zoomAndPan();
    void zero_showsTheWholeRun();
    void doubleClick_fitsTheSpan();
    void altLeft_returnsToTheViewBefore();
    void middleDrag_pans();
    void leftDrag_selectsAnAreaAndTellsItsTotals();
    void shiftArrows_selectAnAreaWithoutAMouse();
    void pointAndComma_walkThroughTheTasks();
    void brackets_walkThroughTheGenerations();
    void n_walksThroughTheFailures();
    void arrows_moveLaneAndCursor();
    void cursorSetFromOutside_isNotReportedBack();
    void selectedTask_isBroughtIntoView();
    void selectedSpan_isReadOut();
    void everyAction_hasANameAndAKey();
    void running_growsToThePresent();
    void idlePool_isNotRepainted();
    void idlePool_movesOnWhenItIsToldThatTimePassed();
    void tick_repaintsOnlyTheLanesThatChanged();
    void manyLanes_scrollVertically();
    void anotherRun_forgetsTheSelection();

private:
    void show(const MadeUpRun& run) {
        m_view->setSource(&run);
        QTest::qWait(0);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers); }
    [[nodiscard]] Time middle() const { return (m_view->visibleBegin() + m_view->visibleEnd()) / 2; }
    [[nodiscard]] Time length() const { return m_view->visibleEnd() - m_view->visibleBegin(); }
    [[nodiscard]] std::size_t firstTask(const MadeUpRun& run, std::size_t slot) const {
        std::size_t at = 0;
        while (run.span(slot, at).activity != WorkerActivity::Running) ++at;
        return at;
    }

    std::unique_ptr<TimelineView> m_view;
};

void TestTimelineView::init() {
    m_view = std::make_unique<TimelineView>();
    m_view->resize(1000, 420);
    m_view->show();
    m_view->activateWindow();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTimelineView::withoutARun_aHintTellsTheKey() {
    m_view->setRunKey(QStringLiteral("F7"));
    m_view->setSource(nullptr);
    QVERIFY2(m_view->accessibleDescription().contains(QStringLiteral("F7")), qPrintable(m_view->accessibleDescription()));
    for (QAction* action : m_view->actions()) action->trigger();  // none of them minds
}

void TestTimelineView::firstSpans_takeThePlaceOfTheHint() {
    MadeUpRun run;
    show(run);
    const QImage hint = m_view->viewport()->grab().toImage();
    run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Starting, run.origin(), kOpen);
    ChangeSet changes;
    changes.changed_slots = {0};
    m_view->applyChanges(changes);
    QVERIFY(m_view->viewport()->grab().toImage() != hint);
    QVERIFY2(m_view->accessibleDescription().contains(QStringLiteral("starting")), qPrintable(m_view->accessibleDescription()));
}

void TestTimelineView::clickOnASpan_selectsIt() {
    MadeUpRun run(lively());
    run.setComplete();
    show(run);
    QSignalSpy selected(m_view.get(), &TimelineView::spanSelected);
    const std::size_t task = firstTask(run, 2);
    const QRect place = m_view->spanRect({2, task});
    QVERIFY(place.width() > 3);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, place.center());
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].value<std::size_t>(), std::size_t{2});
    QCOMPARE(selected[0][1].value<std::size_t>(), task);
    QCOMPARE(selected[0][2].toUInt(), run.span(2, task).worker);
    QCOMPARE(selected[0][3].toUInt(), run.span(2, task).task);
}

void TestTimelineView::clickBesideTheSpans_selectsNothing() {
    const MadeUpRun run(lively());
    show(run);
    m_view->selectSpan({0, 3});
    QSignalSpy cleared(m_view.get(), &TimelineView::selectionCleared);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(500, m_view->viewport()->height() - 3));
    QCOMPARE(cleared.size(), 1);
    QVERIFY(!m_view->selectedSpan());
}

void TestTimelineView::wheel_zoomsAtThePointer() {
    const MadeUpRun run(lively());
    show(run);
    const std::size_t task = firstTask(run, 1) + 40;
    const QPoint at = m_view->spanRect({1, task}).center();
    const Time before = length();
    for (int turn = 0; turn < 5; ++turn) {
        QWheelEvent wheel(at, m_view->viewport()->mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view->viewport(), &wheel);
    }
    QVERIFY(length() < before / 2);
    QVERIFY(m_view->spanRect({1, task}).contains(at));
}

void TestTimelineView::zooming_leavesFollowing() {
    const MadeUpRun run(lively());
    show(run);
    QCOMPARE(m_view->following(), Following::Whole);
    QSignalSpy changed(m_view.get(), &TimelineView::followingChanged);
    press(Qt::Key_W);
    QCOMPARE(m_view->following(), Following::Off);
    QCOMPARE(changed.size(), 1);
    press(Qt::Key_End);
    QCOMPARE(m_view->following(), Following::Latest);
    QVERIFY(m_view->visibleEnd() >= run.last());
}

void TestTimelineView::keys_zoomAndPan() {
    const MadeUpRun run(lively());
    show(run);
    const Time whole = length();
    press(Qt::Key_W);
    QVERIFY(length() < whole);
    const Time zoomed = length();
    const Time center = middle();
    press(Qt::Key_D);
    QVERIFY(middle() > center);
    press(Qt::Key_A);
    QCOMPARE(middle(), center);
    press(Qt::Key_Plus);
    QVERIFY(length() < zoomed);
    press(Qt::Key_Minus);
    press(Qt::Key_S);
    QVERIFY(std::abs(length() - whole) < whole / 100);
}

void TestTimelineView::zero_showsTheWholeRun() {
    const MadeUpRun run(lively());
    show(run);
    for (int zoom = 0; zoom < 6; ++zoom) press(Qt::Key_W);
    press(Qt::Key_0);
    QVERIFY(m_view->visibleBegin() <= run.origin());
    QVERIFY(m_view->visibleEnd() >= run.last());
    QVERIFY(length() < (run.last() - run.origin()) * 11 / 10);
}

void TestTimelineView::doubleClick_fitsTheSpan() {
    const MadeUpRun run(lively());
    show(run);
    const std::size_t task = firstTask(run, 0);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, m_view->spanRect({0, task}).center());
    const Span span = run.span(0, task);
    QVERIFY(m_view->visibleBegin() < span.begin && m_view->visibleEnd() > span.end);
    QVERIFY(length() < 2 * (span.end - span.begin));
}

void TestTimelineView::altLeft_returnsToTheViewBefore() {
    const MadeUpRun run(lively());
    show(run);
    const Time begin = m_view->visibleBegin();
    const Time end = m_view->visibleEnd();
    m_view->showRange(run.origin() + 10'000'000, run.origin() + 30'000'000);
    const Time narrow = length();
    press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_view->visibleBegin(), begin);
    QCOMPARE(m_view->visibleEnd(), end);
    press(Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(length(), narrow);
}

void TestTimelineView::middleDrag_pans() {
    const MadeUpRun run(lively());
    show(run);
    for (int zoom = 0; zoom < 4; ++zoom) press(Qt::Key_W);
    const Time begin = m_view->visibleBegin();
    QTest::mousePress(m_view->viewport(), Qt::MiddleButton, {}, QPoint(600, 40));
    QMouseEvent move(QEvent::MouseMove, QPointF(500, 40), m_view->viewport()->mapToGlobal(QPointF(500, 40)), Qt::NoButton,
                     Qt::MiddleButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::MiddleButton, {}, QPoint(500, 40));
    QVERIFY(m_view->visibleBegin() > begin);
}

void TestTimelineView::leftDrag_selectsAnAreaAndTellsItsTotals() {
    const MadeUpRun run(lively());
    show(run);
    QSignalSpy selected(m_view.get(), &TimelineView::areaSelected);
    const int lane = m_view->spanRect({1, 0}).top() - m_view->spanRect({0, 0}).top();
    const QPoint from(400, lane / 2);
    const QPoint to(700, 2 * lane + lane / 2);
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, m_view->viewport()->mapToGlobal(QPointF(to)), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, to);
    QCOMPARE(selected.size(), 1);
    const auto area = selected[0][0].value<TimelineArea>();
    QCOMPARE(area.firstSlot, std::size_t{0});
    QCOMPARE(area.lastSlot, std::size_t{2});
    QTest::qWait(0);
    const AreaTotals totals = totalsOf(area, m_view->index());
    const auto* line = m_view->findChild<QLabel*>();
    QVERIFY(line);
    QVERIFY2(line->text().contains(QStringLiteral("3 workers")) && line->text().contains(QStringLiteral("%1 tasks").arg(totals.tasks)),
             qPrintable(line->text()));
}

void TestTimelineView::shiftArrows_selectAnAreaWithoutAMouse() {
    const MadeUpRun run(lively());
    show(run);
    QSignalSpy selected(m_view.get(), &TimelineView::areaSelected);
    press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_Right, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected.size(), 3);
    const auto area = selected.back()[0].value<TimelineArea>();
    QVERIFY(area.end > area.begin);
    QCOMPARE(area.lastSlot, std::size_t{1});
    press(Qt::Key_Escape);
    QVERIFY(!m_view->selectedArea());
}

void TestTimelineView::pointAndComma_walkThroughTheTasks() {
    const MadeUpRun run(lively());
    show(run);
    const std::size_t first = firstTask(run, 0);
    m_view->selectSpan({0, first});
    QSignalSpy selected(m_view.get(), &TimelineView::spanSelected);
    press(Qt::Key_Period);
    const auto next = m_view->selectedSpan();
    QVERIFY(next && next->slot == 0 && next->span > first);
    QCOMPARE(run.span(0, next->span).activity, WorkerActivity::Running);
    press(Qt::Key_Comma);
    QCOMPARE(m_view->selectedSpan(), std::optional(SpanSpot{0, first}));
    QCOMPARE(selected.size(), 2);
    press(Qt::Key_Comma);  // there is none before the first
    QCOMPARE(m_view->selectedSpan(), std::optional(SpanSpot{0, first}));
}

void TestTimelineView::brackets_walkThroughTheGenerations() {
    const MadeUpRun run(lively());
    show(run);
    m_view->selectSpan({3, 4});
    press(Qt::Key_BracketRight);
    const auto next = m_view->selectedSpan();
    QVERIFY(next);
    QCOMPARE(run.worker(run.span(3, next->span).worker)->generation, 2U);
    QCOMPARE(run.span(3, next->span).activity, WorkerActivity::Starting);
    press(Qt::Key_BracketLeft);
    QCOMPARE(m_view->selectedSpan(), std::optional(SpanSpot{3, 0}));
}

void TestTimelineView::n_walksThroughTheFailures() {
    const MadeUpRun run(lively());
    show(run);
    std::size_t failures = 0;
    for (std::size_t slot = 0; slot < run.slotCount(); ++slot) {
        for (std::size_t at = 0; at < run.spanCount(slot); ++at) {
            const Span span = run.span(slot, at);
            failures += span.failed || span.activity == WorkerActivity::Crashed ? 1 : 0;
        }
    }
    QVERIFY(failures > 4);
    Time before = 0;
    for (std::size_t walked = 0; walked < failures; ++walked) {
        const auto last = m_view->selectedSpan();
        press(Qt::Key_N);
        const auto at = m_view->selectedSpan();
        QVERIFY(at && at != last);
        const Span span = run.span(at->slot, at->span);
        QVERIFY(span.failed || span.activity == WorkerActivity::Crashed);
        const Time time = span.failed ? span.end : span.begin;
        QVERIFY(time >= before);
        before = time;
    }
    const auto last = m_view->selectedSpan();
    press(Qt::Key_N);
    QCOMPARE(m_view->selectedSpan(), last);
    press(Qt::Key_N, Qt::ShiftModifier);
    QVERIFY(m_view->selectedSpan() != last);
}

void TestTimelineView::arrows_moveLaneAndCursor() {
    const MadeUpRun run(lively());
    show(run);
    m_view->selectSpan({0, firstTask(run, 0)});
    press(Qt::Key_Down);
    QCOMPARE(m_view->selectedSpan()->slot, std::size_t{1});
    press(Qt::Key_Up);
    QCOMPARE(m_view->selectedSpan()->slot, std::size_t{0});
    QSignalSpy moved(m_view.get(), &TimelineView::timeCursorMoved);
    press(Qt::Key_Right);
    const Time first = m_view->timeCursor().value();
    press(Qt::Key_Right);
    QVERIFY(m_view->timeCursor().value() > first);
    press(Qt::Key_Left);
    QCOMPARE(m_view->timeCursor().value(), first);
    QCOMPARE(moved.size(), 3);
}

void TestTimelineView::cursorSetFromOutside_isNotReportedBack() {
    const MadeUpRun run(lively());
    show(run);
    QSignalSpy moved(m_view.get(), &TimelineView::timeCursorMoved);
    m_view->setTimeCursor(run.origin() + 5'000'000);
    QCOMPARE(moved.size(), 0);
    QCOMPARE(m_view->timeCursor(), std::optional<Time>(run.origin() + 5'000'000));
}

void TestTimelineView::selectedTask_isBroughtIntoView() {
    const MadeUpRun run(lively());
    show(run);
    const std::size_t late = run.spanCount(2) - 8;
    std::size_t at = late;
    while (run.span(2, at).activity != WorkerActivity::Running) --at;
    m_view->showRange(run.origin(), run.origin() + 3'000'000);
    m_view->selectTask(run.span(2, at).task);
    QCOMPARE(m_view->selectedSpan(), std::optional(SpanSpot{2, at}));
    QVERIFY(!m_view->spanRect({2, at}).isEmpty());
    m_view->selectWorker(run.span(1, 0).worker);
    QVERIFY(m_view->selectedSpan());
    QCOMPARE(m_view->selectedSpan()->slot, std::size_t(1));
    QCOMPARE(run.span(1, m_view->selectedSpan()->span).worker, run.span(1, 0).worker);
}

void TestTimelineView::selectedSpan_isReadOut() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Running, run.origin(), run.origin() + 1'400'000'000, worker,
            run.addTask(worker, run.origin(), run.origin() + 1'400'000'000));
    run.setComplete();
    show(run);
    m_view->selectSpan({0, 0});
    QCOMPARE(m_view->accessibleDescription(), QStringLiteral("worker 1: running task 1, 1.40 s"));
}

void TestTimelineView::everyAction_hasANameAndAKey() {
    QSet<QKeySequence> keys;
    QVERIFY(m_view->actions().size() >= 20);
    for (const QAction* action : m_view->actions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
        for (const QKeySequence& key : action->shortcuts()) {
            QVERIFY2(!keys.contains(key), qPrintable(key.toString()));
            keys.insert(key);
        }
    }
}

void TestTimelineView::running_growsToThePresent() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Running, run.origin(), kOpen, worker, run.addTask(worker, run.origin(), kOpen));
    show(run);
    m_view->setNow(run.origin() + 20'000'000);
    const int before = m_view->spanRect({0, 0}).width();
    m_view->setNow(run.origin() + 40'000'000);
    QVERIFY(m_view->spanRect({0, 0}).width() > before + 20);
}

void TestTimelineView::idlePool_isNotRepainted() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Running, run.origin(), run.origin() + 10'000'000, worker);
    run.add(0, WorkerActivity::Idle, run.origin() + 10'000'000, kOpen, worker);
    show(run);
    PaintWatch watch(m_view->viewport());
    static_cast<void>(watch.taken());
    for (int tick = 1; tick < 30; ++tick) {
        run.setLast(run.origin() + 10'000'000 + tick * 33'000'000);  // samples
        m_view->applyChanges({});
    }
    QVERIFY(watch.taken().isEmpty());
}

void TestTimelineView::idlePool_movesOnWhenItIsToldThatTimePassed() {
    MadeUpRun run;
    const std::uint32_t worker = run.addWorker(0, 1, run.origin());
    run.add(0, WorkerActivity::Running, run.origin(), run.origin() + 10'000'000, worker);
    run.add(0, WorkerActivity::Idle, run.origin() + 10'000'000, kOpen, worker);
    show(run);
    m_view->setNow(run.origin() + 20'000'000'000);
    QCOMPARE(m_view->index().now(), run.origin() + 20'000'000'000);
    QVERIFY(m_view->visibleEnd() >= run.origin() + 20'000'000'000);
}

void TestTimelineView::tick_repaintsOnlyTheLanesThatChanged() {
    MadeUpRun run;
    for (std::size_t slot = 0; slot < 4; ++slot) {
        const std::uint32_t worker = run.addWorker(slot, 1, run.origin());
        run.add(slot, WorkerActivity::Running, run.origin(), run.origin() + 10'000'000, worker);
        run.add(slot, WorkerActivity::Ended, run.origin() + 10'000'000, run.origin() + 10'000'000, worker);
    }
    run.edit(2, 1) = {run.origin() + 10'000'000, kOpen, 2, kNoIndex, WorkerActivity::Idle, false};
    run.setLast(run.origin() + 60'000'000);
    show(run);
    PaintWatch watch(m_view->viewport());
    static_cast<void>(watch.taken());
    run.close(2, run.origin() + 50'000'000);
    run.add(2, WorkerActivity::Running, run.origin() + 50'000'000, kOpen, 2);
    ChangeSet changes;
    changes.changed_slots = {2};
    m_view->applyChanges(changes);
    // Of the plot: the headers follow a little later, all at once.
    const QRect lane = m_view->spanRect({2, 0});
    const QRegion painted = watch.taken() & QRect(lane.left(), 0, m_view->width(), m_view->height());
    QVERIFY(!painted.isEmpty());
    QVERIFY2(painted.boundingRect().top() >= lane.top() && painted.boundingRect().bottom() <= lane.bottom(),
             qPrintable(QStringLiteral("%1..%2").arg(painted.boundingRect().top()).arg(painted.boundingRect().bottom())));
}

void TestTimelineView::manyLanes_scrollVertically() {
    MadeUpRun::Plan plan;
    plan.lanes = 200;
    plan.tasksPerLane = 3;
    const MadeUpRun run(plan);
    show(run);
    QVERIFY(m_view->spanRect({190, 0}).isEmpty());
    m_view->selectSpan({190, 0});
    QVERIFY(!m_view->spanRect({190, 0}).isEmpty());
    QCOMPARE(m_view->spanRect({190, 0}).height(), 14);
}

void TestTimelineView::anotherRun_forgetsTheSelection() {
    const MadeUpRun first(lively());
    MadeUpRun::Plan small;
    small.lanes = 1;
    small.tasksPerLane = 2;
    const MadeUpRun second(small);
    show(first);
    m_view->selectSpan({3, 20});
    m_view->setTimeCursor(first.last());
    show(second);
    QVERIFY(!m_view->selectedSpan());
    QVERIFY(!m_view->timeCursor());
    m_view->grab();
}

QTEST_MAIN(TestTimelineView)
#include "tst_timeline_view.moc"
