// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sstream>

#include <poolscope/export.h>
#include <poolscope/pool_state.h>

#include "trace/decode.h"
#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;
using trace::OutputStream;
using trace::TaskOutput;

namespace {

// What live control changed, and what tasks wrote.
class tst_live_control_records : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

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

    void poolChanged_isWhatTheSummaryAndTheEventsSay() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(4, "fork", {}, 5);
            trace.advance(1000);
            trace::Limits limits;
            limits.task_timeout = std::chrono::seconds(5);
            trace.add(trace::PoolChanged{2, true, 7, limits, "processes 4 -> 2, by request"});
            trace.end_run();
        }
        const PoolState state = reduced();
        QCOMPARE(state.summary().configuration->processes, 4u);
        QCOMPARE(state.summary().processes, 2u);
        QVERIFY(state.summary().paused);
        QCOMPARE(state.summary().maxtasksperchild, std::optional<std::uint64_t>(7));
        QCOMPARE(state.summary().limits.task_timeout->count(), std::int64_t(5'000'000'000));
        QCOMPARE(state.changes_by_control().size(), std::size_t(1));
        QCOMPARE(state.changes_by_control()[0].time, TraceBuilder::absolute(1000));
        const auto told = [&](const Event& event) {
            return event.text == "the pool is changed: processes 4 -> 2, by request";
        };
        QVERIFY(std::any_of(state.events().begin(), state.events().end(), told));
        QVERIFY(exported(ExportFormat::Text)
                    .find("pool changed: 2 processes, paused, maxtasksperchild 7, task_timeout 5 s") !=
                std::string::npos);
        QVERIFY(exported(ExportFormat::Chrome).find("pool changed: processes 4 -> 2") != std::string::npos);
        QCOMPARE(state.contradictions(), std::uint64_t(0));
    }

    void outputOfATask_isFoundInTheFile() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0);
            trace.add(TaskOutput{worker, {}, {}, OutputStream::Err, "initializer speaks\n", 0});
            const BatchId map = trace.submit("map", "square", 4, 2);
            const TaskId one = trace.assign(map, worker, 0, 2);
            const TaskId two = trace.assign(map, worker, 2, 2);
            trace.add(TaskOutput{worker, one, 1, OutputStream::Out, "hello", 3});
            trace.advance(1000);
            trace.end_task(one, trace.now - 900, trace.now - 800);
            trace.end_task(two, trace.now - 700, trace.now - 600);
            trace.end_batch(map);
            trace.end_worker(worker, EndCause::Closed);
            trace.add(TaskOutput{worker, two, 3, OutputStream::Err, "last words", 0});  // read after its death
            trace.end_run();
        }
        const PoolState state = reduced();
        QCOMPARE(state.contradictions(), std::uint64_t(0));
        QCOMPARE(state.output_count(), std::size_t(3));
        QCOMPARE(state.outputs_of_worker(0), (std::vector<std::uint32_t>{0, 1, 2}));
        QCOMPARE(state.outputs_of_task(0), std::vector<std::uint32_t>{1});
        QCOMPARE(state.outputs_of_task(1), std::vector<std::uint32_t>{2});
        const OutputRow hello = state.output(1);
        QCOMPARE(hello.item, std::optional<std::uint64_t>(1));
        QCOMPARE(hello.size, 5u);
        QCOMPARE(hello.omitted, 3u);
        const auto record = trace::Reader(m_path).read_at(hello.offset);
        QVERIFY(record);
        QCOMPARE(std::get<TaskOutput>(record->body).text, std::string("hello"));
        QCOMPARE(state.output(0).task, kNoIndex);
        QVERIFY(!state.output(0).item);
        const std::string text = exported(ExportFormat::Text);
        QVERIFY2(text.find("PoolWorker-1 stdout, task 1, item 1: hello (3 bytes dropped)") != std::string::npos,
                 text.c_str());
        QVERIFY(text.find("PoolWorker-1 stderr: initializer speaks ") != std::string::npos);
        QVERIFY(exported(ExportFormat::Chrome).find("last words") != std::string::npos);
        QVERIFY(exported(ExportFormat::JsonLines).find("\"omitted\":3") != std::string::npos);
    }

    void outputThatNobodyCanHaveWritten_isAContradiction() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            trace.start_worker(0);
            trace.add(TaskOutput{WorkerId{9}, {}, {}, OutputStream::Out, "x", 0});
            trace.add(TaskOutput{WorkerId{1}, TaskId{5}, {}, OutputStream::Out, "x", 0});
        }
        const PoolState state = reduced();
        QCOMPARE(state.contradictions(), std::uint64_t(2));
        QCOMPARE(state.output_count(), std::size_t(1));  // the second is the worker's all the same
    }

    void poolCreatedOfAnOlderTrace_hasTheDefaults() {
        {
            TraceBuilder trace(m_path);
            trace.add(trace::PoolCreated{.processes = 3,
                                         .start_method = "spawn",
                                         .initializer = {},
                                         .initargs = {},
                                         .maxtasksperchild = 2,
                                         .processes_reason = "why"});
        }
        // The same payload as it was before: cut off behind processes_reason.
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("why"));
        const qsizetype end = bytes.indexOf("why") + 3;
        const auto payload = std::as_bytes(std::span(bytes.constData() + kHead, static_cast<std::size_t>(end - kHead)));
        trace::Body body;
        QVERIFY(trace::decode(2, payload, 0, trace::ReadValues::Yes, body) == trace::Decoded::Known);
        const auto& created = std::get<trace::PoolCreated>(body);
        QCOMPARE(created.processes_reason, std::string("why"));
        QCOMPARE(created.item_attempts, 1u);
        QVERIFY(created.limits == trace::Limits{});
        QVERIFY(!created.captures_output && !created.restart_budget && created.faults.empty());
        QVERIFY(trace::decode(2, payload.first(payload.size() - 1), 0, trace::ReadValues::Yes, body) ==
                trace::Decoded::Unsound);
    }

private:
    static constexpr qsizetype kHead = 64 + 32;  // the file's header and the record's head
};

}  // namespace

QTEST_GUILESS_MAIN(tst_live_control_records)
#include "tst_live_control_records.moc"
