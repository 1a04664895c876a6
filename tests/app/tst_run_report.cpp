// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <sstream>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "life_table.h"
#include "run_follower.h"
#include "run_report.h"
#include "trace_builder.h"

using poolscope::EndCause;
using poolscope::app::RunFollower;
using poolscope::testing::TraceBuilder;
using poolscope::trace::BatchOutcome;
using poolscope::trace::ItemOutcome;

namespace {

constexpr poolscope::trace::Time kMillisecond = 1'000'000;

QByteArray reportOf(RunFollower& run) {
    run.follow_to_the_end();
    std::ostringstream out;
    poolscope::app::write_run_report(run, out);
    return QByteArray::fromStdString(out.str());
}

}  // namespace

class RunReportTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void wholeRun_isTold();
    void lostAndFailedItems_areToldWithTheirReason();
    void manyLives_areShortened();
    void endOfAWorker_isPutInWords_data();
    void endOfAWorker_isPutInWords();
    void everyEndOfAWorker_hasWordsOfItsOwn();
    void trace_isFollowedWhileItIsWritten();

private:
    [[nodiscard]] std::string path() const { return m_folder->filePath("trace").toStdString(); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void RunReportTest::wholeRun_isTold() {
    TraceBuilder trace(path());
    trace.begin_run(1, "fork", {}, 5);
    const auto worker = trace.start_worker(0, kMillisecond);
    const auto batch = trace.submit("map", "square", 20, 10);
    for (std::uint64_t first : {0u, 10u}) {
        const auto task = trace.assign(batch, worker, first, 10);
        trace.advance(10 * kMillisecond);
        trace.end_task(task, trace.now - 10 * kMillisecond, trace.now);
    }
    trace.end_batch(batch);
    trace.end_worker(worker, EndCause::Closed, {}, 0);
    trace.end_run();
    trace.flush();
    RunFollower run(path());
    const QByteArray report = reportOf(run);
    QVERIFY(run.ended());
    for (const char* part :
         {"A synthetic run\n1 process, fork, maxtasksperchild 5\n", "1. map square",
          "   succeeded in 20 ms: 20 items in 2 tasks\n", "   results: 0, 1, 4, 9, 16, 25, 36, 49, ... (12 more)\n",
          "   0  PoolWorker-1  ", "pool closed\n", "20 items done in 2 tasks by 1 worker, 2"}) {
        QVERIFY2(report.contains(part), (QByteArray(part) + " is not in\n" + report).constData());
    }
}

void RunReportTest::lostAndFailedItems_areToldWithTheirReason() {
    TraceBuilder trace(path());
    trace.begin_run(1);
    const auto worker = trace.start_worker(0);
    const auto batch = trace.submit("map", "square", 3, 3);
    const auto task = trace.assign(batch, worker, 0, 3);
    trace.end_task(task, trace.now, trace.now + kMillisecond,
                   {ItemOutcome::Done, ItemOutcome::Failed, ItemOutcome::Lost});
    trace.end_worker(worker, EndCause::Crashed, SIGSEGV);
    trace.end_batch(batch, BatchOutcome::Lost, "WorkerLostError", "it\ncrashed\x1b[2J", 2, worker);
    trace.add(poolscope::trace::PoolPhaseChanged{poolscope::trace::PoolPhase::Broken, "nothing works"});
    trace.end_run();
    trace.flush();
    RunFollower run(path());
    const QByteArray report = reportOf(run);
    for (const char* part :
         {"   lost in ", ", 1 failed, 1 lost\n",
          "   first error: WorkerLostError: it crashed [2J (item 2, PoolWorker-1)\n", "crashed with SIGSEGV\n",
          "1 item done, 2 not (1 failed, 1 lost, 0 timed out, 0 cancelled)"}) {
        QVERIFY2(report.contains(part), (QByteArray(part) + " is not in\n" + report).constData());
    }
    QCOMPARE(run.broken(), std::optional<std::string>("nothing works"));
}

void RunReportTest::manyLives_areShortened() {
    TraceBuilder trace(path());
    trace.begin_run(1);
    for (int life = 0; life < 500; ++life)
        trace.end_worker(trace.start_worker(0), EndCause::MaxTasksPerChild, {}, 0);
    trace.flush();
    RunFollower run(path());
    const QByteArray report = reportOf(run);
    QVERIFY(report.count('\n') < 80);
    for (const char* part :
         {"PoolWorker-1 ", "PoolWorker-40 ", "... 440 more lives", "PoolWorker-481 ", "PoolWorker-500 "}) {
        QVERIFY2(report.contains(part), (QByteArray(part) + " is not in\n" + report).constData());
    }
    QVERIFY(!report.contains("PoolWorker-41 ") && !report.contains("PoolWorker-480 "));
}

void RunReportTest::endOfAWorker_isPutInWords_data() {
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("words");
    const auto row = [](EndCause cause, const char* words) {
        QTest::newRow(to_string(cause)) << static_cast<int>(cause) << words;
    };
    row(EndCause::MaxTasksPerChild, "maxtasksperchild reached");
    row(EndCause::Closed, "pool closed");
    row(EndCause::Terminated, "pool terminated");
    row(EndCause::Crashed, "crashed with SIGKILL");
    row(EndCause::Killed, "killed by SIGKILL");
    row(EndCause::Exited, "exited with code 3");
    row(EndCause::InitializerFailed, "initializer failed: no luck");
    row(EndCause::TimedOut, "ran out of time");
    row(EndCause::MaxItemsPerChild, "maxitemsperchild reached");
    row(EndCause::Age, "too old");
    row(EndCause::MemoryLimit, "over its memory limit: no luck");
    row(EndCause::Resized, "resized away");
    row(EndCause::ByUser, "by request: no luck");
    row(EndCause::OutOfMemory, "killed for want of memory");
    row(EndCause::HostGone, "host gone");
    row(EndCause::NotStarted, "not started: no luck");
}

void RunReportTest::everyEndOfAWorker_hasWordsOfItsOwn() {
    QSet<QString> words;
    for (int cause = 1; cause <= static_cast<int>(poolscope::kLastEndCause); ++cause) {
        poolscope::WorkerLife life;
        life.cause = static_cast<EndCause>(cause);
        words.insert(QString::fromStdString(poolscope::app::end_words(life)));
    }
    QCOMPARE(words.size(), static_cast<int>(poolscope::kLastEndCause));
    QVERIFY(!words.contains(QString()));
}

void RunReportTest::endOfAWorker_isPutInWords() {
    QFETCH(int, cause);
    QFETCH(QString, words);
    poolscope::WorkerLife life;
    QCOMPARE(poolscope::app::end_words(life), std::string("still there"));
    life.cause = static_cast<EndCause>(cause);
    life.exit_code = 3;
    life.signal = SIGKILL;
    life.message = "no luck";
    QCOMPARE(QString::fromStdString(poolscope::app::end_words(life)), words);
}

void RunReportTest::trace_isFollowedWhileItIsWritten() {
    RunFollower run(path());
    QVERIFY(!run.follow());
    QVERIFY2(run.reader() == nullptr, "there is no trace yet");
    TraceBuilder trace(path());
    trace.begin_run(1);
    trace.flush();
    (void)run.follow();
    QCOMPARE(run.state().workers().size(), std::size_t{0});
    (void)trace.start_worker(0);
    trace.add(poolscope::trace::Message{poolscope::trace::Severity::Warning, "look out"});
    trace.add(poolscope::trace::Message{poolscope::trace::Severity::Note, "by the way"});
    trace.flush();
    (void)run.follow();
    QCOMPARE(run.state().workers().size(), std::size_t{1});
    QCOMPARE(run.warnings(), std::vector<std::string>{"look out"});
    QVERIFY(!run.ended());
}

QTEST_GUILESS_MAIN(RunReportTest)
#include "tst_run_report.moc"
