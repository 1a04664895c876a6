// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include "charts/plot.h"
#include "format/theme.h"
#include "lessons/lesson_course.h"
#include "lessons/lesson_guide.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {

constexpr trace::Time kMs = 1'000'000;

Lesson lessonOf(const char* lesson) {
    return lesson_of(parse_scenario(std::string(R"({"poolscope": 1, "title": "T", "pool": {"processes": 1}, "batches": [
        {"method": "map", "function": "square", "iterable": [1, 2]}], "lesson": )") + lesson + "}"));
}

PoolState stateOf(const std::string& path) {
    trace::Reader reader(path);
    PoolState state;
    reduce_rest(reader, state);
    return state;
}

}  // namespace

/// A course that is told of made-up runs, and the guide that shows it.
class LessonCourseTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void checkpointThatIsTrueOfHalfARunOnly_isNotTickedInTheEnd() {
        LessonCourse course;
        course.begin(lessonOf(R"({"checkpoints": [{"text": "Few are done", "query": "items_done < 2"}, {"text": "All are done", "query": "items_done == 2"}]})"));
        TraceBuilder trace(path("a"));
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 2);
        const TaskId first = trace.assign(batch, worker, 0), second = trace.assign(batch, worker, 1);
        trace.end_task(first, 2 * kMs, 3 * kMs);
        trace.flush();
        course.started(0, QString::fromStdString(path("a")));
        course.follow(stateOf(path("a")), QString::fromStdString(path("a")));
        QVERIFY(course.isTicked(0) && !course.isTicked(1));
        trace.end_task(second, 3 * kMs, 4 * kMs);
        trace.end_batch(batch);
        trace.end_run();
        trace.flush();
        course.follow(stateOf(path("a")), QString::fromStdString(path("a")));
        QVERIFY(!course.running());
        QVERIFY(!course.isTicked(0) && course.isTicked(1));
    }

    void checkpointOfARunThatWasGivenUp_isNotTicked() {
        LessonCourse course;
        course.begin(lessonOf(R"({"checkpoints": [{"text": "One is done", "query": "items_done == 1"}]})"));
        TraceBuilder trace(path("a"));
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 2);
        const TaskId first = trace.assign(batch, worker, 0);
        trace.assign(batch, worker, 1);
        trace.end_task(first, 2 * kMs, 3 * kMs);
        trace.flush();
        course.started(0, QString::fromStdString(path("a")));
        course.follow(stateOf(path("a")), QString::fromStdString(path("a")));
        QVERIFY(course.isTicked(0));
        course.gaveUp();
        QVERIFY(!course.isTicked(0) && !course.running());
    }

    void whatAnEarlierRunTicked_staysSo() {
        LessonCourse course;
        course.begin(lessonOf(R"({"variants": [{"name": "one"}, {"name": "two", "pool": {"processes": 2}}],
            "checkpoints": [{"text": "One process", "query": "processes == 1"}]})"));
        run(course, 0, 1, 10 * kMs);
        run(course, 1, 2, 10 * kMs);
        QVERIFY(course.isTicked(0));
    }

    void textOfAVariant_isRead() {
        LessonCourse course;
        LessonGuide guide(course);
        course.begin(lessonOf(R"({"variants": [{"name": "one", "text": "all by itself"}, {"name": "two", "pool": {"processes": 2}}]})"));
        QVERIFY(guide.findChild<QLabel*>(QStringLiteral("variantText0")) != nullptr);
        QCOMPARE(guide.findChild<QLabel*>(QStringLiteral("variantText0"))->text(), QStringLiteral("all by itself"));
        QVERIFY(guide.findChild<QLabel*>(QStringLiteral("variantText1")) == nullptr);
    }

    void speedup_isDrawnWithItsLaw_data() {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void speedup_isDrawnWithItsLaw() {
        QFETCH(bool, isDark);
        Theme theme(*qApp);
        theme.choose(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
        LessonCourse course;
        LessonGuide guide(course);
        course.begin(lessonOf(R"({"speedup": [{"text": "Waiting", "variants": ["one", "two", "four"]}], "variants": [{"name": "one"},
            {"name": "two", "pool": {"processes": 2}}, {"name": "four", "pool": {"processes": 4}}]})"));
        QVERIFY(guide.findChild<Plot*>(QStringLiteral("lessonSpeedup")) == nullptr);
        run(course, 0, 1, 400 * kMs);
        run(course, 1, 2, 210 * kMs);
        run(course, 2, 4, 110 * kMs);
        QVERIFY(course.goTo(LessonCourse::Phase::Explain));
        guide.resize(400, 800);
        guide.show();
        QVERIFY(QTest::qWaitForWindowExposed(&guide));
        auto* const plot = guide.findChild<Plot*>(QStringLiteral("lessonSpeedup"));
        QVERIFY(plot != nullptr && plot->isVisible());
        QCOMPARE(plot->series().size(), std::size_t{5});
        QCOMPARE(plot->keys(0), (std::vector<double>{1, 2, 4}));
        QVERIFY(plot->values(0)[2] > 2 && plot->values(0)[2] < 5);
        for (std::size_t i = 0; i < plot->keys(2).size(); ++i) QVERIFY(plot->values(2)[i] <= plot->values(3)[i]);
        QVERIFY(plot->accessibleName().startsWith(QStringLiteral("Waiting")));
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_Right);
        QVERIFY2(plot->summary().contains(QStringLiteral("measured")), qPrintable(plot->summary()));
        QVERIFY(plot->width() <= guide.width());
    }

private:
    [[nodiscard]] std::string path(const char* name) const { return m_folder->filePath(QLatin1String(name)).toStdString(); }
    /// A run of two tasks that lasts so long.
    void run(LessonCourse& course, std::size_t variant, std::uint32_t processes, trace::Time length) {
        const std::string file = path(qPrintable(QStringLiteral("run-%1").arg(variant)));
        TraceBuilder trace(file);
        trace.begin_run(processes);
        const WorkerId worker = trace.start_worker(0);
        for (std::uint32_t slot = 1; slot < processes; ++slot) trace.start_worker(slot);
        const BatchId batch = trace.submit("map", "square", 1);
        const TaskId task = trace.assign(batch, worker, 0);
        const trace::Time begun = trace.now;
        trace.now += length;
        trace.end_task(task, begun, trace.now);
        trace.end_batch(batch);
        trace.end_run();
        trace.flush();
        course.started(variant, QString::fromStdString(file));
        course.follow(stateOf(file), QString::fromStdString(file));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(LessonCourseTest)
#include "tst_lesson_course.moc"
