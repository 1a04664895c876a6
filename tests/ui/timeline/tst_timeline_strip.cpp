// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <random>

#include <QTest>

#include "format/activity.h"
#include "made_up_run.h"
#include "timeline/lane_strip.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestTimelineStrip : public QObject {
    Q_OBJECT
private slots:
    void paintedHeights_areTheSharesOfTheSpans_data() { addSeeds(); }
    void paintedHeights_areTheSharesOfTheSpans();
    void stripThatWasMovedAndGrown_looksLikeAFreshOne_data() { addSeeds(); }
    void stripThatWasMovedAndGrown_looksLikeAFreshOne();
    void unchangedStrip_isNotPaintedAgain();
    void newSpan_repaintsOnlyTheEnd();
    void crashAmongManySpans_isStillSeen();
    void failureBesideThatOfACrash_isStillSeen();

private:
    static void addSeeds();
    static StripLook look(int height = 24) {
        StripLook look;
        look.height = height;
        return look;
    }
};

void TestTimelineStrip::addSeeds() {
    QTest::addColumn<quint32>("seed");
    const auto first = static_cast<quint32>(QDateTime::currentMSecsSinceEpoch());
    for (quint32 more = 0; more < 5; ++more) QTest::addRow("seed %u", first + more) << first + more;
    // A column with so little work that its one pixel was taken from the initializing above it.
    QTest::addRow("seed 533309045") << 533309045U;
}

void TestTimelineStrip::paintedHeights_areTheSharesOfTheSpans() {
    QFETCH(quint32, seed);
    std::mt19937_64 random(seed);
    // Many spans in each column: no details, and no marks, so that every pixel is a share.
    const MadeUpRun run({.lanes = 1, .tasksPerLane = 20'000, .meanTask = 10'000, .seed = seed});
    TimeIndex index;
    index.setSource(&run);
    const StripPainter painter(look(static_cast<int>(14 + random() % 60)));
    const int columns = 300;
    // From the whole run down to a twelfth of it, somewhere.
    const Time length = run.last() - run.origin();
    for (int zoom = 0; zoom < 4; ++zoom) {
        const Time part = length / (1 + static_cast<Time>(zoom) * (1 + static_cast<Time>(random() % 3)));
        const Time from = run.origin() + static_cast<Time>(random() % static_cast<std::uint64_t>(length - part + 1));
        const TimeScale scale = TimeScale::showing(from, from + part, columns);
        QImage picture(columns, painter.look().height, QImage::Format_RGB32);
        painter.paint(picture, 0, columns, scale, index.lane(0), index.now());

        Time shown = 0;
        double pixels = 0;
        for (int x = 0; x < columns; ++x) {
            const Time begin = scale.timeAt(x);
            const Time end = scale.timeAt(x + 1);
            StateTimes sums;
            for (std::size_t at = index.lane(0).times.spanBefore(begin).value_or(0); at < run.spanCount(0); ++at) {
                const Span span = run.span(0, at);
                if (span.begin >= end) break;
                const Time spent = std::min(LaneIndex::endOf(span, index.now()), end) - std::max(span.begin, begin);
                if (const auto state = paintedState(span.activity); state && spent > 0) sums.ns[*state] += spent;
            }
            for (const WorkerActivity activity : {WorkerActivity::Running, WorkerActivity::Initializing, WorkerActivity::Transport}) {
                const QRgb color = activityColor(activity, Appearance::Light).rgb();
                int painted = 0;
                for (int y = 0; y < picture.height(); ++y) painted += picture.pixel(x, y) == color ? 1 : 0;
                const double share = static_cast<double>(sums[activity]) / static_cast<double>(end - begin);
                if (share > 0.999 && activity != WorkerActivity::Running) continue;  // alone: it has its pattern
                const double wanted = share * stateHeight(activity) * painter.fullHeight();
                if (activity == WorkerActivity::Running) {
                    shown += sums[activity];
                    pixels += painted;
                }
                QVERIFY2(std::abs(painted - wanted) <= 1.0,
                         qPrintable(QStringLiteral("column %1, %2: %3 pixels for %4")
                                        .arg(QString::number(x), activityName(activity), QString::number(painted),
                                             QString::number(wanted))));
            }
        }
        // Over all columns together what is rounded in each must not add up to a lie.
        const double exact = static_cast<double>(shown) / static_cast<double>(scale.timeAt(columns) - scale.timeAt(0));
        const double painted = pixels / (columns * stateHeight(WorkerActivity::Running) * painter.fullHeight());
        QVERIFY2(std::abs(painted - exact) < 0.02, qPrintable(QStringLiteral("zoom %1: running %2 painted for %3").arg(zoom).arg(painted).arg(exact)));
    }
}

void TestTimelineStrip::stripThatWasMovedAndGrown_looksLikeAFreshOne() {
    QFETCH(quint32, seed);
    std::mt19937_64 random(seed);
    const MadeUpRun whole({.lanes = 1, .tasksPerLane = 400, .meanTask = 3'000'000, .maxTasksPerChild = 11, .crashes = 0.02,
                           .failures = 0.05, .seed = seed});
    MadeUpRun growing;
    growing.workers() = const_cast<MadeUpRun&>(whole).workers();
    growing.add(0, WorkerActivity::Starting, whole.span(0, 0).begin, kOpen);
    TimeIndex index;
    index.setSource(&growing);
    const StripPainter painter(look());
    const int width = 400;
    TimeScale scale = TimeScale::showing(whole.origin(), whole.origin() + 200'000'000, width);
    LaneStrip strip;
    std::size_t at = 0;
    for (int step = 0; step < 60; ++step) {
        const std::size_t until = std::min(whole.spanCount(0) - 1, at + random() % 30);
        for (; at < until; ++at) {
            growing.close(0, whole.span(0, at).end);
            growing.edit(0, at).failed = whole.span(0, at).failed;
            const Span next = whole.span(0, at + 1);
            growing.add(0, next.activity, next.begin, kOpen, next.worker, next.task);
        }
        if (const auto from = index.update(0)) strip.invalidateFrom(*from);
        index.setNow(growing.last() + static_cast<Time>(random() % 2'000'000));
        switch (random() % 6) {
        case 0: scale.firstColumn += static_cast<std::int64_t>(random() % 300) - 150; break;
        case 1: scale.firstColumn = scale.columnAt(index.now()) + 1 - width; break;
        case 2:
            scale = scale.zoomed(random() % 2 == 0 ? 1.7 : 1 / 1.6, static_cast<double>(random() % width), 5e6);
            break;
        default: break;
        }
        strip.bringUpToDate(width, painter, scale, index.lane(0), index.now());
        LaneStrip fresh;
        fresh.bringUpToDate(width, painter, scale, index.lane(0), index.now());
        if (strip.picture() != fresh.picture()) {
            int column = 0;
            const auto columnsEqual = [&](int x) {
                for (int y = 0; y < fresh.picture().height(); ++y) {
                    if (fresh.picture().pixel(x, y) != strip.picture().pixel(x, y)) return false;
                }
                return true;
            };
            while (column < width && columnsEqual(column)) ++column;
            QFAIL(qPrintable(QStringLiteral("step %1: column %2 differs").arg(step).arg(column)));
        }
    }
}

void TestTimelineStrip::unchangedStrip_isNotPaintedAgain() {
    const MadeUpRun run(MadeUpRun::Plan{.lanes = 1});
    TimeIndex index;
    index.setSource(&run);
    const StripPainter painter(look());
    TimeScale scale = TimeScale::showing(run.origin(), run.last(), 500);
    LaneStrip strip;
    QCOMPARE(strip.bringUpToDate(500, painter, scale, index.lane(0), index.now()), 500);
    QCOMPARE(strip.bringUpToDate(500, painter, scale, index.lane(0), index.now()), 0);
    scale.firstColumn += 7;
    QCOMPARE(strip.bringUpToDate(500, painter, scale, index.lane(0), index.now()), 7);
}

void TestTimelineStrip::newSpan_repaintsOnlyTheEnd() {
    MadeUpRun run;
    run.add(0, WorkerActivity::Running, 0, 900'000);
    run.add(0, WorkerActivity::Idle, 900'000, kOpen);
    TimeIndex index;
    index.setSource(&run);
    const StripPainter painter(look());
    const TimeScale scale = TimeScale::showing(0, 1'000'000, 1000);
    LaneStrip strip;
    strip.bringUpToDate(1000, painter, scale, index.lane(0), 900'000);
    run.close(0, 910'000);
    run.add(0, WorkerActivity::Running, 910'000, kOpen);
    const auto from = index.update(0);
    QVERIFY(from);
    strip.invalidateFrom(*from);
    const int painted = strip.bringUpToDate(1000, painter, scale, index.lane(0), 920'000);
    QVERIFY2(painted > 0 && painted < 150, qPrintable(QString::number(painted)));
}

void TestTimelineStrip::crashAmongManySpans_isStillSeen() {
    MadeUpRun run;
    Time at = MadeUpRun::kOrigin;
    for (int task = 0; task < 200'000; ++task, at += 1000) {
        // One microsecond in two hundred milliseconds.
        run.add(0, task == 123'456 ? WorkerActivity::Crashed : WorkerActivity::Running, at, at + 1000);
    }
    TimeIndex index;
    index.setSource(&run);
    const StripPainter painter(look());
    const TimeScale scale = TimeScale::showing(run.origin(), run.last(), 300);
    QImage picture(300, painter.look().height, QImage::Format_RGB32);
    painter.paint(picture, 0, 300, scale, index.lane(0), index.now());
    const int x = static_cast<int>(scale.columnAt(run.origin() + 123'456'000));
    const QRgb red = activityColor(WorkerActivity::Crashed, Appearance::Light).rgb();
    int seen = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int near = x - 5; near <= x + 5; ++near) seen += picture.pixel(near, y) == red ? 1 : 0;
    }
    QVERIFY2(seen > 20, qPrintable(QString::number(seen)));
}

void TestTimelineStrip::failureBesideThatOfACrash_isStillSeen() {
    // All within one cell: a task dies with its worker, and the next one fails by itself.
    const auto paintedWith = [](bool fails) {
        MadeUpRun run;
        const Time begin = MadeUpRun::kOrigin;
        run.add(0, WorkerActivity::Running, begin, begin + 500, 0, 0, true);
        run.add(0, WorkerActivity::Crashed, begin + 500, begin + 600);
        run.add(0, WorkerActivity::Running, begin + 600, begin + 900, 1, 1, fails);
        run.add(0, WorkerActivity::Idle, begin + 900, begin + 300'000, 1);
        TimeIndex index;
        index.setSource(&run);
        const StripPainter painter(look());
        const TimeScale scale = TimeScale::showing(begin - 100'000, begin + 200'000, 300);
        QImage picture(300, painter.look().height, QImage::Format_RGB32);
        painter.paint(picture, 0, 300, scale, index.lane(0), index.now());
        return picture;
    };
    QVERIFY(paintedWith(true) != paintedWith(false));
}

QTEST_GUILESS_MAIN(TestTimelineStrip)
#include "tst_timeline_strip.moc"
