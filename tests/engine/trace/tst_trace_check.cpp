// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include <poolscope/trace_check.h>

#include "check_story.h"
#include "checked_trace.h"

using namespace poolscope;
using namespace poolscope::testing;

namespace {

class tst_trace_check : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

private slots:
    void init() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
    }

    void runAsItShouldBe_isSound() {
        {
            Story story(m_path);
            story.begin();
            story.rest();
        }
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.sound(), report_text(report).c_str());
        QCOMPARE(report.end, CheckReport::End::PoolEnded);
        QCOMPARE(report.workers, 2u);
        QCOMPARE(report.batches, 1u);
        QCOMPARE(report.tasks, 2u);
        QCOMPARE(report.items_submitted, 10u);
        QCOMPARE(report.items_done, 10u);
        QVERIFY(report.living.empty());
        QCOMPARE(testing::trace_faults(m_path), std::string());
    }

    void legalButRare_isSound_data();
    void legalButRare_isSound() {
        QFETCH(Tell, tell);
        {
            Story story(m_path);
            tell(story);
        }
        QCOMPARE(testing::trace_faults(m_path), std::string());
    }

    void damagedByte_isFound() {
        {
            Story story(m_path);
            story.begin();
            story.rest();
        }
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray bytes = file.readAll();
        const qsizetype at = bytes.indexOf("range(0, 10)");
        QVERIFY(at > 0);
        file.seek(at);
        file.write("R");
        file.close();
        const CheckReport report = check_trace(m_path);
        QVERIFY(report.skipped_bytes > 0);
        const auto is_reading = [](const Finding& finding) { return finding.rule == Rule::Reading; };
        QCOMPARE(std::count_if(report.findings.begin(), report.findings.end(), is_reading), 2);  // a gap, and the bytes
    }

    void bytesBehindThePoolsEnd_areFound() {
        {
            Story story(m_path);
            story.begin();
            story.rest();
        }
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::Append));
        file.write("torn");
        file.close();
        const CheckReport report = check_trace(m_path);
        QCOMPARE(report.found, 1u);
        QCOMPARE(report.findings.at(0).rule, Rule::Reading);
    }

    void traceThatBrokeOff_isSoundAndSaysHostGone() {
        {
            Story story(m_path);
            story.begin();
            story.run(story.one);
            story.flush();
        }
        const CheckReport report = check_trace(m_path);
        const std::string text = report_text(report);
        QVERIFY2(report.sound(), text.c_str());
        QCOMPARE(report.end, CheckReport::End::BrokeOff);
        QCOMPARE(report.living, (std::vector<WorkerId>{WorkerId{1}, WorkerId{2}}));
        QCOMPARE(report.items_open, 6u);
        QVERIFY2(QByteArray(text.c_str()).contains("host_gone"), text.c_str());
        QVERIFY(report_json(report)["host_gone"] == Json::array({"PoolWorker-1", "PoolWorker-2"}));
    }

    void traceThatIsBeingWritten_hasOpenEnds() {
        Story story(m_path);
        story.begin();
        story.flush();
        const CheckReport report = check_trace(m_path);
        QVERIFY(report.sound());
        QCOMPARE(report.end, CheckReport::End::BeingWritten);
    }

    void documentNamesEachFinding() {
        {
            Story story(m_path);
            story.begin();
            story.run(story.one);
            story.run(story.one);
            story.run(story.two);
            story.finish();
        }
        const CheckReport report = check_trace(m_path);
        const Json document = report_json(report);
        QVERIFY(document["sound"] == false);
        QVERIFY(document["found"] == report.found);
        QVERIFY(document["findings"][0]["rule"] == "task_life");
        QVERIFY(document["findings"][0]["record"] == report.findings[0].sequence);
        QVERIFY(document["items"]["submitted"] == 10);
        QVERIFY(QByteArray(finding_text(report.findings[0], report.origin).c_str())
                    .contains(": task_life: task 1 ends twice"));
    }

    void timesFromAllOfTime_areComparedWithoutOverflow() {
        {
            Story story(m_path);
            story.now = 1'000'000'000;
            story.begin_run(1);
            story.now = std::numeric_limits<Time>::min();
            story.add(WorkerContinued{WorkerId{7}});
        }
        const CheckReport report = check_trace(m_path);
        QVERIFY(!report.sound());
        QVERIFY2(report_text(report).find(" at -9223372036.854775808 s") != std::string::npos, report_text(report).c_str());
        QVERIFY(report_json(report).dump().find("seconds\":-9223372036.85") != std::string::npos);
    }

    void manyFindings_areCountedButNotAllListed() {
        {
            Story story(m_path);
            story.begin();
            for (int count = 0; count < 3000; ++count) {
                story.add(WorkerContinued{story.a});
            }
            story.rest();
        }
        const CheckReport report = check_trace(m_path);
        QCOMPARE(report.found, 3000u);
        QCOMPARE(report.findings.size(), kMostFindings);
    }

    void millionItems_costLittleMemory() {
        // What is open at a time is what counts: the sets of ended tasks and items stay one run each.
        testing::RunShape shape;
        shape.tasks = 100'000;
        shape.items_per_task = 10;
        testing::build_run(m_path, shape);
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.sound(), report_text(report).c_str());
        QCOMPARE(report.items_done, 1'000'000u);
    }

    void everyRuleHasAName() {
        for (int rule = 1; rule <= static_cast<int>(Rule::PoolLife); ++rule) {
            QVERIFY(QByteArray(to_string(static_cast<Rule>(rule))) != "unknown");
        }
    }
};

void tst_trace_check::legalButRare_isSound_data() {
    QTest::addColumn<Tell>("tell");
    const auto row_of = [](const char* name, const Tell& tell) { QTest::newRow(name) << tell; };

    row_of("worker dies in a chunk, its items go on", [](Story& s) {
        s.begin();
        s.advance(1000);
        s.end_worker(s.b, EndCause::Crashed, SIGSEGV);
        std::vector<ItemOutcome> outcomes(6, ItemOutcome::Moved);
        outcomes[0] = ItemOutcome::Done;
        outcomes[1] = ItemOutcome::Lost;
        s.end_task(s.two, s.now - 900, s.now, outcomes);
        s.b = s.start_worker(1);
        const TaskId rest = s.assign(s.map, s.b, 6, 4);
        s.run(s.one);
        s.advance(1000);
        s.run(rest);
        s.finish(BatchOutcome::Lost);
    });
    row_of("shrunken pool, whose last worker finishes its task", [](Story& s) {
        s.begin();
        s.add(PoolChanged{1, false, {}, {}, "smaller"});
        s.add(WorkerRetiring{s.b, EndCause::Resized});
        s.run(s.two);
        s.end_worker(s.b, EndCause::Resized, {}, 0);
        s.add(PoolChanged{2, false, {}, {}, "larger"});
        s.b = s.start_worker(1);
        s.run(s.one);
        s.finish();
    });
    row_of("pause with a task that ran on, and one taken in the same moment", [](Story& s) {
        s.begin();
        const BatchId other = s.submit("apply", "square", 1);
        const TaskId third = s.assign(other, s.a, 0);
        s.advance(1000);
        s.add(PoolChanged{2, true, {}, {}, "paused"});
        s.advance(1000);
        s.end_task(s.one, s.now - 1500, s.now - 500);
        s.end_task(third, s.now - 400, s.now - 100);
        s.end_batch(other);
        s.end_task(s.two, s.now - 1500, s.now - 500);
        s.add(PoolChanged{2, false, {}, {}, "resumed"});
        s.finish();
    });
    row_of("terminated with items that nobody was told of", [](Story& s) {
        s.begin();
        const BatchId other = s.submit("map", "square", 1'000'000);
        const BatchId unread = s.submit("imap", "square", {});
        const BatchId cut = s.submit("imap", "square", {});
        s.add(PoolPhaseChanged{PoolPhase::Terminating, {}});
        s.end_task(s.one, s.now - 100, s.now, ItemOutcome::Cancelled);
        s.end_task(s.two, 0, s.now, ItemOutcome::Cancelled);
        s.end_batch(s.map, BatchOutcome::Cancelled);
        s.end_batch(other, BatchOutcome::Cancelled);
        s.end_batch(unread, BatchOutcome::Cancelled);
        s.add(BatchInputEnded{cut, 0, 0, {}});
        s.end_batch(cut, BatchOutcome::Cancelled);
        s.end_worker(s.a, EndCause::Terminated, SIGTERM);
        s.end_worker(s.b, EndCause::Terminated, {}, 0);
        s.end_run();
    });
    row_of("start that the system refused", [](Story& s) {
        s.begin_run(1);
        s.add(WorkerStarting{WorkerId{1}, SlotIndex{0}, 1, "fork"});
        s.end_worker(WorkerId{1}, EndCause::NotStarted, {}, {}, "fork: EAGAIN");
        s.add(PoolPhaseChanged{PoolPhase::Broken, "fork: EAGAIN"});
        s.end_run();
    });
    row_of("initializer that failed until the pool broke", [](Story& s) {
        s.begin_run(1, "fork", "broken");
        s.map = s.submit("map", "square", 3);
        for (std::uint32_t life = 1; life <= 3; ++life) {
            s.add(WorkerStarting{WorkerId{life}, SlotIndex{0}, life, "fork"});
            s.add(WorkerStarted{WorkerId{life}, 4711});
            s.add(WorkerInitializing{WorkerId{life}});
            s.end_worker(WorkerId{life}, EndCause::InitializerFailed, {}, 1, "no");
        }
        s.add(PoolPhaseChanged{PoolPhase::Broken, "no"});
        s.end_batch(s.map, BatchOutcome::Failed, "std::runtime_error", "no");
        s.end_run();
    });
    row_of("an item may be tried again", [](Story& s) {
        s.add(RunStarted{});
        s.add(PoolCreated{.processes = 1,
                          .start_method = "fork",
                          .initializer = {},
                          .initargs = {},
                          .maxtasksperchild = {},
                          .processes_reason = {},
                          .item_attempts = 2});
        s.a = s.start_worker(0);
        s.map = s.submit("map", "square", 3, 3);
        s.one = s.assign(s.map, s.a, 0, 3);
        s.advance(1000);
        s.end_worker(s.a, EndCause::Killed, SIGKILL);
        s.end_task(s.one, s.now - 900, s.now, ItemOutcome::Moved);
        s.a = s.start_worker(0);
        const TaskId guilty = s.assign(s.map, s.a, 0, 1, 2);
        const TaskId others = s.assign(s.map, s.a, 1, 2);
        s.advance(1000);
        s.run(guilty, ItemOutcome::Lost);
        s.run(others);
        s.end_batch(s.map, BatchOutcome::Lost);
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::Closed, {}, 0);
        s.end_run();
    });
    row_of("maxitemsperchild reached with an item whose result nobody wanted any more", [](Story& s) {
        s.begin_run(1);
        Limits limits;
        limits.maxitemsperchild = 3;
        s.add(PoolChanged{1, false, {}, limits, "for new workers"});
        s.a = s.start_worker(0);
        s.map = s.submit("map", "square", 3);
        const TaskId task = s.assign(s.map, s.a, 0, 3);
        s.advance(1000);
        s.end_task(task, s.now - 900, s.now - 100, {ItemOutcome::Done, ItemOutcome::Done, ItemOutcome::Cancelled});
        s.end_batch(s.map, BatchOutcome::Cancelled, "CancelledError", "cancelled");
        s.add(PoolPhaseChanged{PoolPhase::Closing, {}});
        s.end_worker(s.a, EndCause::MaxItemsPerChild, {}, 0);
        s.end_run();
    });
    row_of("output that is read after the worker's death", [](Story& s) {
        s.begin();
        s.rest();
        s.add(TaskOutput{s.a, s.one, 0, OutputStream::Err, "late", 0});
    });
}

}  // namespace

QTEST_GUILESS_MAIN(tst_trace_check)
#include "tst_trace_check.moc"
