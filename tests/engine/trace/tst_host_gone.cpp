// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <sstream>

#include <nlohmann/json.hpp>

#include <poolscope/export.h>
#include <poolscope/pool_state.h>

#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;

namespace {

class tst_host_gone : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

    // Two workers: one runs task 2 and has task 3 in its lane, the other is idle. Item 0 is done, items 5 to 9 were
    // never given to a worker.
    static void breakOff(TraceBuilder& trace) {
        trace.begin_run(2);
        const WorkerId busy = trace.start_worker(0);
        trace.start_worker(1);
        const BatchId map = trace.submit("map", "square", 10, 1);
        const TaskId first = trace.assign(map, busy, 0);
        trace.advance(1000);
        trace.end_task(first, trace.now - 500, trace.now);
        const TaskId second = trace.assign(map, busy, 1, 3);
        trace.assign(map, busy, 4);
        trace.add(trace::TaskStarted{second, busy, TraceBuilder::absolute(trace.now)});
        trace.advance(1000);
        trace.add(trace::WorkerSampled{busy, 1, 1});
        trace.flush();
    }

    [[nodiscard]] PoolState reduced() const {
        trace::Reader reader(m_path);
        PoolState state;
        reduce_rest(reader, state);
        return state;
    }

    [[nodiscard]] std::string exported(ExportFormat format) const {
        std::ostringstream out;
        export_trace(m_path, format, out);
        return out.str();
    }

private slots:
    void init() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
    }

    void livingWorkersHaveEndedWithTheHost_atTheLastRecord() {
        {
            TraceBuilder trace(m_path);
            breakOff(trace);
        }
        const PoolState state = reduced();
        QVERIFY(state.summary().host_gone);
        QCOMPARE(state.summary().phase, trace::PoolPhase::Ended);
        QCOMPARE(state.summary().workers_alive, 0u);
        for (const WorkerLife& life : state.workers()) {
            QCOMPARE(life.cause, std::optional(EndCause::HostGone));
            QCOMPARE(life.ended, std::optional(state.summary().last));
            QCOMPARE(life.activity, WorkerActivity::Crashed);
        }
        QCOMPARE(state.contradictions(), std::uint64_t(0));
    }

    void everyItemHasOneEnd() {
        {
            TraceBuilder trace(m_path);
            breakOff(trace);
        }
        const PoolState state = reduced();
        const BatchInfo& batch = state.batches().at(0);
        QCOMPARE(batch.items_done, 1u);
        QCOMPARE(batch.items_lost, 3u);
        QCOMPARE(batch.items_cancelled, 6u);
        QCOMPARE(batch.items_settled(), *batch.items);
        QCOMPARE(batch.outcome, std::optional(trace::BatchOutcome::Lost));
        QCOMPARE(state.summary().items_lost, 3u);
        QCOMPARE(state.summary().items_cancelled, 6u);
        QCOMPARE(state.task(1).phase, TaskPhase::Lost);
        QCOMPARE(state.task(2).phase, TaskPhase::Cancelled);
    }

    void itemsOfAnInputThatWasStillRead_areThoseThatTasksTellOf() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0);
            const BatchId imap = trace.submit("imap", "square", {});
            trace.assign(imap, worker, 0);
            trace.assign(imap, worker, 1);
            trace.flush();
        }
        const PoolState state = reduced();
        QCOMPARE(state.batches().at(0).items, std::optional<std::uint64_t>(2));
        QCOMPARE(state.batches().at(0).items_cancelled, 2u);
        QCOMPARE(state.summary().items_submitted, 2u);
        QCOMPARE(state.batches().at(0).outcome, std::optional(trace::BatchOutcome::Cancelled));
    }

    void exportersAndTheDocumentSayHostGone() {
        {
            TraceBuilder trace(m_path);
            breakOff(trace);
        }
        const std::string text = exported(ExportFormat::Text);
        QVERIFY2(text.find("PoolWorker-1 ended: host_gone") != std::string::npos, text.c_str());
        QVERIFY2(text.find("PoolWorker-2 ended: host_gone") != std::string::npos, text.c_str());
        std::istringstream lines(exported(ExportFormat::JsonLines));
        int gone = 0;
        for (std::string line; std::getline(lines, line);) {
            const Json record = Json::parse(line);
            if (record["type"] == "worker_ended" && record["cause"] == "host_gone") {
                QVERIFY(record["sequence"].is_null());
                ++gone;
            }
        }
        QCOMPARE(gone, 2);
        QVERIFY(exported(ExportFormat::Chrome).find("\"end\":\"host_gone\"") != std::string::npos);
        const PoolState state = reduced();
        const Json document = run_document(state, trace::Reader(m_path));
        QVERIFY(document["workers"][0]["end"]["cause"] == "host_gone");
        QVERIFY(document["batches"][0]["state"] == "lost");
        QVERIFY(document["summary"]["items"] == 10);
    }

    void traceThatIsBeingWritten_isLeftAsItIs() {
        TraceBuilder trace(m_path);
        breakOff(trace);
        const PoolState state = reduced();
        QVERIFY(!state.summary().host_gone);
        QCOMPARE(state.summary().workers_alive, 2u);
        QVERIFY(exported(ExportFormat::Text).find("host_gone") == std::string::npos);
    }

    void poolThatEnded_orNeverWas_isLeftAsItIs() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            trace.end_worker(trace.start_worker(0), EndCause::Closed);
            trace.end_run();
        }
        PoolState state = reduced();
        state.host_gone();
        QVERIFY(!state.summary().host_gone);
        QCOMPARE(state.workers().at(0).cause, std::optional(EndCause::Closed));
        PoolState nothing;
        nothing.host_gone();
        QVERIFY(!nothing.summary().host_gone);
    }

    void batchThatClaimsMoreItemsThanThereCanBe_givesADocumentAllTheSame() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            const BatchId map = trace.submit("map", "square", std::uint64_t{1} << 60, 1u << 30);
            trace.end_batch(map, trace::BatchOutcome::Cancelled);
            trace.end_run();
        }
        const PoolState state = reduced();
        const Json document = run_document(state, trace::Reader(m_path));
        QVERIFY(document["batches"][0]["results"].size() <= std::size_t(1) << 20);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_host_gone)
#include "tst_host_gone.moc"
