// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "made_up_run.h"
#include "timeline/time_index.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestTimelineIndex : public QObject {
    Q_OBJECT
private slots:
    void sharesOfRandomColumns_equalSumsOverAllSpans_data();
    void sharesOfRandomColumns_equalSumsOverAllSpans();
    void lanesThatGrowSpanBySpan_giveWhatWholeLanesGive();
    void blockOfHours_keepsItsNanoseconds();
    void openSpan_endsAtThePresent();
    void closingTheLastSpan_changesThePictureFromItsOldEnd();
    void nothingNew_changesNothing();
    void lateNews_moveTheLastSpans();
    void tasksWithin_countsThoseThatOverlap();
    void spanAt_findsTheSpanThatCoversAMoment();
    void marks_areKeptForCrashesFailuresAndReplacedWorkers();
    void failureThatIsLearnedLate_getsItsMark();
    void marksOfEnds_haveTheLetterOfTheirCause();
    void emptyLane_hasNothing();

private:
    static StateTimes summed(const MadeUpRun& run, std::size_t slot, Time begin, Time end, Time now);
};

StateTimes TestTimelineIndex::summed(const MadeUpRun& run, std::size_t slot, Time begin, Time end, Time now) {
    StateTimes times;
    for (std::size_t index = 0; index < run.spanCount(slot); ++index) {
        const Span span = run.span(slot, index);
        const Time from = std::max(span.begin, begin);
        const Time to = std::min(span.end == kOpen ? now : span.end, end);
        if (const auto state = paintedState(span.activity); state && to > from) times.ns[*state] += to - from;
    }
    return times;
}

void TestTimelineIndex::sharesOfRandomColumns_equalSumsOverAllSpans_data() {
    QTest::addColumn<quint32>("seed");
    const auto first = static_cast<quint32>(QDateTime::currentMSecsSinceEpoch());
    for (quint32 more = 0; more < 8; ++more) QTest::addRow("seed %u", first + more) << first + more;
}

void TestTimelineIndex::sharesOfRandomColumns_equalSumsOverAllSpans() {
    QFETCH(quint32, seed);
    std::mt19937_64 random(seed);
    MadeUpRun::Plan plan;
    plan.lanes = 2;
    plan.tasksPerLane = 1 + random() % 300;
    plan.meanTask = static_cast<Time>(1 + random() % 5'000'000);
    plan.maxTasksPerChild = random() % 9;
    plan.crashes = 0.05;
    plan.endsInOrder = random() % 2 == 0;
    plan.seed = seed;
    const MadeUpRun run(plan);
    TimeIndex index;
    index.setSource(&run);
    const Time now = run.last() + 1'000'000;
    index.setNow(now);

    for (std::size_t slot = 0; slot < plan.lanes; ++slot) {
        // Columns as a picture has them, one after the other, from before the run to after it.
        const Time width = 1 + static_cast<Time>(random() % static_cast<std::uint64_t>((now - run.origin()) / 20 + 2));
        LaneIndex::Place place;
        StateTimes before = index.lane(slot).times.timesUpTo(run.origin() - width, now, place);
        for (Time begin = run.origin() - width; begin < now + width; begin += width) {
            const StateTimes after = index.lane(slot).times.timesUpTo(begin + width, now, place);
            QCOMPARE(after - before, summed(run, slot, begin, begin + width, now));
            before = after;
        }
        // And anywhere, backwards too.
        for (int trial = 0; trial < 50; ++trial) {
            const Time begin = run.origin() + static_cast<Time>(random() % static_cast<std::uint64_t>(now - run.origin()));
            const Time end = begin + static_cast<Time>(random() % 20'000'000);
            QCOMPARE(index.lane(slot).times.timesWithin(begin, end, now), summed(run, slot, begin, end, now));
        }
    }
}

void TestTimelineIndex::lanesThatGrowSpanBySpan_giveWhatWholeLanesGive() {
    MadeUpRun whole({.lanes = 1, .tasksPerLane = 120, .maxTasksPerChild = 7, .crashes = 0.03, .failures = 0.1});
    MadeUpRun growing;
    growing.addWorker(0, 1, MadeUpRun::kOrigin);
    growing.workers() = whole.workers();
    TimeIndex index;
    index.setSource(&growing);
    for (std::size_t at = 0; at < whole.spanCount(0); ++at) {
        // Each span is there open first, and closed when the next one comes.
        const Span span = whole.span(0, at);
        growing.add(0, span.activity, span.begin, kOpen, span.worker, span.task);
        index.growLanes();
        index.update(0);
        if (span.end != kOpen) growing.close(0, span.end);
        growing.edit(0, at).failed = span.failed;
        if (at % 3 == 0) index.update(0);
    }
    index.update(0);
    TimeIndex atOnce;
    atOnce.setSource(&whole);
    const Time now = whole.last();
    for (Time end = whole.origin(); end < now; end += 700'001) {
        QCOMPARE(index.lane(0).times.timesWithin(whole.origin(), end, now),
                 atOnce.lane(0).times.timesWithin(whole.origin(), end, now));
    }
    for (const MarkKind kind : {MarkKind::Recycled, MarkKind::FailedTask, MarkKind::Crashed}) {
        const auto grown = index.lane(0).events.marks(kind);
        const auto given = atOnce.lane(0).events.marks(kind);
        QCOMPARE(std::vector(grown.begin(), grown.end()) == std::vector(given.begin(), given.end()), true);
    }
}

void TestTimelineIndex::blockOfHours_keepsItsNanoseconds() {
    MadeUpRun run;
    const Time hour = 3'600'000'000'000;
    for (Time at = 0; at < 40; ++at) {
        run.add(0, at % 2 == 0 ? WorkerActivity::Running : WorkerActivity::Idle, at * hour, (at + 1) * hour);
    }
    TimeIndex index;
    index.setSource(&run);
    QCOMPARE(index.lane(0).times.timesWithin(1, 10 * hour + 7, 40 * hour)[WorkerActivity::Running], 5 * hour + 6);
}

void TestTimelineIndex::openSpan_endsAtThePresent() {
    MadeUpRun run;
    run.add(0, WorkerActivity::Running, 100, kOpen);
    TimeIndex index;
    index.setSource(&run);
    const LaneIndex& lane = index.lane(0).times;
    QCOMPARE(lane.timesWithin(0, 1000, 400)[WorkerActivity::Running], Time{300});
    QCOMPARE(lane.timesWithin(0, 1000, 900)[WorkerActivity::Running], Time{800});
    QCOMPARE(lane.timesWithin(0, 1000, 50)[WorkerActivity::Running], Time{0});
}

void TestTimelineIndex::closingTheLastSpan_changesThePictureFromItsOldEnd() {
    MadeUpRun run;
    run.add(0, WorkerActivity::Running, 100, kOpen);
    TimeIndex index;
    index.setSource(&run);
    run.close(0, 700);
    QCOMPARE(index.update(0), std::optional<Time>(700));
    run.add(0, WorkerActivity::Idle, 700, kOpen);
    QCOMPARE(index.update(0), std::optional<Time>(700));
    run.close(0, 900);
    run.add(0, WorkerActivity::Running, 900, kOpen);
    QCOMPARE(index.update(0), std::optional<Time>(900));
}

void TestTimelineIndex::nothingNew_changesNothing() {
    const MadeUpRun run(MadeUpRun::Plan{});
    TimeIndex index;
    index.setSource(&run);
    QCOMPARE(index.update(0), std::optional<Time>());
}

void TestTimelineIndex::lateNews_moveTheLastSpans() {
    // A worker seemed to wait; then its result tells that it ran a task in the meantime.
    MadeUpRun run;
    for (Time at = 0; at < 64; ++at) run.add(0, WorkerActivity::Running, at * 10, at * 10 + 10);
    run.add(0, WorkerActivity::Idle, 640, 700);
    run.add(0, WorkerActivity::Transport, 700, kOpen);
    TimeIndex index;
    index.setSource(&run);
    QCOMPARE(index.lane(0).times.timesWithin(0, 1000, 1000)[WorkerActivity::Running], Time{640});
    run.edit(0, 64).end = 660;
    run.edit(0, 65) = {660, 690, 0, 64, WorkerActivity::Running, false};
    run.add(0, WorkerActivity::Idle, 690, kOpen);
    QCOMPARE(index.update(0), std::optional<Time>(660));
    const StateTimes times = index.lane(0).times.timesWithin(0, 1000, 1000);
    QCOMPARE(times[WorkerActivity::Running], Time{670});
    QCOMPARE(times[WorkerActivity::Idle], Time{330});
    QCOMPARE(times[WorkerActivity::Transport], Time{0});
}

void TestTimelineIndex::tasksWithin_countsThoseThatOverlap() {
    MadeUpRun run;
    for (Time at = 0; at < 100; ++at) {
        run.add(0, WorkerActivity::Running, at * 100, at * 100 + 60);
        run.add(0, WorkerActivity::Idle, at * 100 + 60, at * 100 + 100);
    }
    TimeIndex index;
    index.setSource(&run);
    const LaneIndex& lane = index.lane(0).times;
    QCOMPARE(lane.tasksWithin(0, 10'000, 10'000), std::size_t{100});
    QCOMPARE(lane.tasksWithin(30, 50, 10'000), std::size_t{1});    // within a task
    QCOMPARE(lane.tasksWithin(30, 130, 10'000), std::size_t{2});   // cuts two
    QCOMPARE(lane.tasksWithin(60, 100, 10'000), std::size_t{0});   // between two
    QCOMPARE(lane.tasksWithin(50, 50, 10'000), std::size_t{0});
}

void TestTimelineIndex::spanAt_findsTheSpanThatCoversAMoment() {
    MadeUpRun run;
    for (Time at = 0; at < 50; ++at) run.add(0, WorkerActivity::Running, 1000 + at * 10, 1010 + at * 10);
    TimeIndex index;
    index.setSource(&run);
    const LaneIndex& lane = index.lane(0).times;
    QCOMPARE(lane.spanAt(999, 9999), std::optional<std::size_t>());
    QCOMPARE(lane.spanAt(1000, 9999), std::optional<std::size_t>(0));
    QCOMPARE(lane.spanAt(1009, 9999), std::optional<std::size_t>(0));
    QCOMPARE(lane.spanAt(1163, 9999), std::optional<std::size_t>(16));
    QCOMPARE(lane.spanAt(1499, 9999), std::optional<std::size_t>(49));
    QCOMPARE(lane.spanAt(1500, 9999), std::optional<std::size_t>());
}

void TestTimelineIndex::marksOfEnds_haveTheLetterOfTheirCause() {
    MadeUpRun run;
    const std::pair<EndCause, char16_t> ends[] = {{EndCause::Crashed, u'X'},     {EndCause::Killed, u'K'},
                                                  {EndCause::TimedOut, u'T'},    {EndCause::MemoryLimit, u'M'},
                                                  {EndCause::OutOfMemory, u'M'}, {EndCause::HostGone, u'H'}};
    Time at = 0;
    for (const auto& [cause, letter] : ends) {
        const std::uint32_t worker = run.addWorker(0, 1, at);
        run.workers()[worker].cause = cause;
        run.add(0, WorkerActivity::Crashed, at, at + 5, worker);
        at += 10;
    }
    run.setLast(at);
    TimeIndex index;
    index.setSource(&run);
    const auto marks = index.lane(0).events.marks(MarkKind::Crashed);
    QCOMPARE(marks.size(), std::size(ends));
    for (std::size_t i = 0; i < marks.size(); ++i) QCOMPARE(marks[i].letter, ends[i].second);
}

void TestTimelineIndex::marks_areKeptForCrashesFailuresAndReplacedWorkers() {
    MadeUpRun run;
    run.add(0, WorkerActivity::Running, 0, 10, 0, 0, true);
    run.add(0, WorkerActivity::Retiring, 10, 12, 0);
    run.add(0, WorkerActivity::Running, 12, 20, 1, 1);
    run.add(0, WorkerActivity::Crashed, 20, 25, 1);
    run.add(0, WorkerActivity::Starting, 25, kOpen, 2);
    TimeIndex index;
    index.setSource(&run);
    const LaneEvents& events = index.lane(0).events;
    QCOMPARE(events.marks(MarkKind::FailedTask).size(), std::size_t{1});
    QCOMPARE(events.marks(MarkKind::FailedTask)[0].time, Time{10});
    QCOMPARE(events.marks(MarkKind::Recycled).size(), std::size_t{1});
    QCOMPARE(events.marks(MarkKind::Recycled)[0].time, Time{12});
    QCOMPARE(events.marks(MarkKind::Crashed).size(), std::size_t{1});
    QCOMPARE(events.firstFrom(MarkKind::Crashed, 15)->time, Time{20});
    QVERIFY(!events.firstFrom(MarkKind::Crashed, 21));
    QCOMPARE(events.firstFrom(MarkKind::Crashed, 15)->letter, u'X');
    QCOMPARE(events.countWithin(MarkKind::Crashed, 0, 100), std::size_t{1});
    QCOMPARE(events.countWithin(MarkKind::Crashed, 0, 20), std::size_t{0});
}

void TestTimelineIndex::failureThatIsLearnedLate_getsItsMark() {
    MadeUpRun run;
    run.add(0, WorkerActivity::Running, 0, kOpen, 0, 0);
    TimeIndex index;
    index.setSource(&run);
    QVERIFY(index.lane(0).events.marks(MarkKind::FailedTask).empty());
    run.close(0, 40);
    run.edit(0, 0).failed = true;
    QCOMPARE(index.update(0), std::optional<Time>(0));
    QCOMPARE(index.lane(0).events.marks(MarkKind::FailedTask).size(), std::size_t{1});
}

void TestTimelineIndex::emptyLane_hasNothing() {
    MadeUpRun run;
    run.addWorker(0, 1, 0);
    TimeIndex index;
    index.setSource(&run);
    QVERIFY(index.isEmpty());
    QCOMPARE(index.lane(0).times.timesWithin(0, 1000, 1000), StateTimes{});
    QVERIFY(!index.lane(0).times.spanBefore(10));
    QCOMPARE(index.lane(0).times.tasksWithin(0, 1000, 1000), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestTimelineIndex)
#include "tst_timeline_index.moc"
