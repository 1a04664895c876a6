// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <sstream>

#include <nlohmann/json.hpp>

#include <poolscope/export.h>
#include <poolscope/value.h>

#include "trace_builder.h"

using namespace poolscope;
using testing::TraceBuilder;
using trace::ItemOutcome;

namespace {

constexpr trace::Time kMillisecond = 1'000'000;

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> found;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        found.push_back(line);
    }
    return found;
}

// With double quotes for single ones. (Raw strings would read better, but moc stumbles over them.)
std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

class tst_export : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

    // Two workers; a map of five items in chunks of two, of which item 2 fails and item 4 kills its worker; then an
    // apply.
    void buildStory() const {
        TraceBuilder trace(m_path);
        trace.begin_run(2, "fork", "remember", 5, "A story");
        const WorkerId first = trace.start_worker(0);
        const WorkerId second = trace.start_worker(1);
        trace.now = 10 * kMillisecond;
        const BatchId map = trace.submit("map", "square", 5, 2);
        const TaskId one = trace.assign(map, first, 0, 2);
        const TaskId two = trace.assign(map, second, 2, 2);
        const TaskId three = trace.assign(map, first, 4, 1);
        trace.now = 30 * kMillisecond;
        trace.end_task(two, 11 * kMillisecond, 25 * kMillisecond, std::vector{ItemOutcome::Failed, ItemOutcome::Done});
        trace.end_task(one, 12 * kMillisecond, 20 * kMillisecond);
        trace.now = 40 * kMillisecond;
        trace.end_worker(first, EndCause::Killed, SIGKILL);
        trace.end_task(three, 21 * kMillisecond, 40 * kMillisecond, ItemOutcome::Lost);
        trace.start_worker(0);
        trace.end_batch(map, trace::BatchOutcome::Failed, "std::runtime_error", "item 2 is \"bad\", really", 2, second);
        const BatchId apply = trace.submit("apply", "square", 1);
        const TaskId four = trace.assign(apply, second, 7, 1);
        trace.now = 50 * kMillisecond;
        trace.end_task(four, 45 * kMillisecond, 46 * kMillisecond);
        trace.end_batch(apply);
        trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Closing, {}});
        trace.end_worker(second, EndCause::Closed, {}, 0);
        trace.end_worker(WorkerId{3}, EndCause::Closed, {}, 0);
        trace.end_run();
    }

    [[nodiscard]] std::string exported(ExportFormat format) const {
        std::ostringstream out;
        export_trace(m_path, format, out);
        return out.str();
    }

    [[nodiscard]] Json document() const {
        trace::Reader reader(m_path);
        PoolState state;
        while (const auto record = reader.next()) {
            state.apply(*record);
        }
        return run_document(state, reader);
    }

private slots:
    void init() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
    }

    // A trace of a few kilobytes may claim any number of batches of any size.
    void runDocument_ofATraceThatClaimsEndlessBatches_isBounded() {
        {
            testing::TraceBuilder trace(m_path);
            trace.begin_run(1);
            for (int batch = 0; batch < 100; ++batch)
                static_cast<void>(trace.submit("map", "square", std::uint64_t{1} << 60));
            trace.end_run();
        }
        std::size_t listed = 0;
        const Json run = document();
        for (const Json& batch : run["batches"]) listed += batch["results"].size();
        QCOMPARE(run["batches"].size(), std::size_t{100});
        QVERIFY(listed <= std::size_t{1} << 20);
    }

    void runDocument_hasTheShapeThatTheDesignPromises() {
        buildStory();
        const Json run = document();
        QCOMPARE(
            run["pool"].dump(),
            quoted(
                "{'processes':2,'start_method':'fork','initializer':'remember','initargs':[],'maxtasksperchild':5,"
                "'maxitemsperchild':null,'max_memory_per_child':null,'max_age_per_child':null,'task_timeout':null,"
                "'initializer_timeout':null,'item_attempts':1,'seed':0,'faults':null}"));
        const Json& map = run["batches"][0];
        std::string keys;
        for (const auto& [key, value] : map.items()) {
            keys += key + " ";
        }
        QCOMPARE(keys, std::string("method function state results error tasks items done failed lost timed_out cancelled "
                                   "not_done wall_seconds "));
        QVERIFY(map["state"] == "failed");
        QCOMPARE(map["results"].dump(), std::string("[0,1,null,9,null]"));
        QCOMPARE(map["error"].dump(), quoted("{'type':'std::runtime_error','message':'item 2 is \\'bad\\', "
                                             "really','item':2,'worker':'PoolWorker-2'}"));
        QVERIFY(map["tasks"] == 3);
        QVERIFY(map["items"] == 5);
        QVERIFY(std::abs(map["wall_seconds"].get<double>() - 0.0303) < 1e-9);
    }

    void runDocument_listsEachItemThatIsNotDone() {
        TraceBuilder trace(m_path);
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", "square", 4, 2);
        const TaskId first = trace.assign(batch, worker, 0, 2);
        trace.add(trace::TaskOutput{worker, first, 1, trace::OutputStream::Err, "last ", 0});
        trace.add(trace::TaskOutput{worker, first, 1, trace::OutputStream::Err, "words\n", 0});
        trace.add(trace::TaskOutput{worker, first, 0, trace::OutputStream::Err, "another item's\n", 0});
        trace.add(trace::TaskOutput{worker, first, 1, trace::OutputStream::Out, "no error\n", 0});
        trace.end_task(first, trace.now, trace.now + 5, {trace::ItemOutcome::Done, trace::ItemOutcome::TimedOut});
        trace.end_worker(worker, EndCause::TimedOut, 9);
        const WorkerId second = trace.start_worker(0);
        const TaskId last = trace.assign(batch, second, 2, 2);
        trace.end_task(last, trace.now, trace.now + 5, {trace::ItemOutcome::Failed, trace::ItemOutcome::Cancelled});
        trace.end_batch(batch, trace::BatchOutcome::Cancelled);
        trace.flush();
        const Json of_batch = document()["batches"][0];
        QVERIFY(of_batch["done"] == 1 && of_batch["timed_out"] == 1 && of_batch["failed"] == 1 && of_batch["cancelled"] == 1);
        const Json& items = of_batch["not_done"];
        QCOMPARE(items.size(), std::size_t{3});
        const Json& late = items[0];
        QVERIFY2(late["item"] == 1 && late["state"] == "timed_out" && late["attempt"] == 1, late.dump().c_str());
        QVERIFY2(late["arguments"] == Json::array({1}) && late["cause"] == "timed_out", late.dump().c_str());
        QVERIFY2(late["signal"] == 9 && late["exit_code"].is_null(), late.dump().c_str());
        QVERIFY2(late["worker"] == "PoolWorker-1" && late["pid"] == 4711, late.dump().c_str());
        QCOMPARE(late["standard_error"].get<std::string>(), std::string("last words\n"));
        QVERIFY2(items[1]["state"] == "failed" && !items[1].contains("cause"), items[1].dump().c_str());
        for (const ExportFormat format : {ExportFormat::Csv, ExportFormat::JsonLines, ExportFormat::ResultLines, ExportFormat::Chrome}) {
            const std::string text = exported(format);
            QVERIFY2(text.find("timed_out") != std::string::npos && text.find("timed out") == std::string::npos, text.c_str());
        }
        QVERIFY2(items[2]["state"] == "cancelled" && items[2]["item"] == 3, items[2].dump().c_str());
    }

    void runDocument_apply_givesItsOneValue() {
        TraceBuilder trace(m_path);
        trace.begin_run(1);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("apply_async", "square", 1);
        const TaskId task = trace.assign(batch, worker, 0);
        trace.end_task(task, trace.now, trace.now + 5);
        trace.flush();
        const Json run = document();
        QCOMPARE(run["batches"][0]["results"].dump(), std::string("[0]"));
        QVERIFY2(run["batches"][0]["state"].is_null(), "the batch has not ended");
        QVERIFY2(run["workers"][0]["end"].is_null(), "the worker lives");
        QVERIFY(run["workers"][0]["ended"].is_null());
    }

    void runDocument_workersAndSummary() {
        buildStory();
        const Json run = document();
        QCOMPARE(run["workers"].size(), std::size_t(3));
        const Json& killed = run["workers"][0];
        QVERIFY(killed["name"] == "PoolWorker-1");
        QVERIFY(killed["slot"] == 0);
        QVERIFY(killed["pid"] == 4711);
        QVERIFY(killed["start_method"] == "fork");
        QVERIFY(killed["tasks"] == 1);
        QVERIFY(killed["started"] == 0.0001);
        QVERIFY(killed["ready"] == 0.0003);
        QVERIFY(killed["ended"] == 0.04);
        QCOMPARE(killed["end"].dump(), quoted("{'cause':'killed','exit_code':null,'signal':9}"));
        QCOMPARE(run["workers"][1]["end"].dump(), quoted("{'cause':'closed','exit_code':0,'signal':null}"));
        QCOMPARE(run["summary"].dump(),
                 quoted("{'wall_seconds':0.05,'tasks':4,'items':6,'workers_started':3,'lost':1,'done':4,'failed':1,"
                        "'timed_out':0,'cancelled':0}"));
    }

    void textIsOneLineForEachRecord() {
        buildStory();
        const auto text = lines(exported(ExportFormat::Text));
        const auto json = lines(exported(ExportFormat::JsonLines));
        QCOMPARE(text.size(), json.size());
        const auto has = [&](const std::string& words) {
            return std::any_of(text.begin(), text.end(),
                               [&](const std::string& line) { return line.find(words) != std::string::npos; });
        };
        QVERIFY(has("     0.040000000  PoolWorker-1 ended: killed, SIGKILL"));
        QVERIFY(has("task 1 of batch 1 (items 0 to 1) goes to PoolWorker-1: [[0], [1]]"));
        QVERIFY(has("task 1 of batch 1 (items 0 to 1) ended in PoolWorker-1 after 8 ms: 0, 1"));
        QVERIFY(has("failed ['std::runtime_error', 'item 2 is bad'], 9"));
    }

    void jsonLinesAreObjects() {
        buildStory();
        std::uint64_t sequence = 0;
        bool failure = false;
        for (const std::string& line : lines(exported(ExportFormat::JsonLines))) {
            const Json record = Json::parse(line);
            QCOMPARE(record["sequence"].get<std::uint64_t>(), ++sequence);
            QVERIFY(record["type"].is_string() && record["time_ns"].is_number());
            if (record["type"] == "task_ended" && record["task"] == 2) {
                failure = true;
                QCOMPARE(record["results"].dump(),
                         quoted("[{'outcome':'failed','error':{'type':'std::runtime_error','message':'item 2 is bad'}},"
                                "{'outcome':'done','value':9}]"));
            }
        }
        QVERIFY(failure);
    }

    void csvIsARowForEachSettledItem() {
        buildStory();
        const auto rows = lines(exported(ExportFormat::Csv));
        QCOMPARE(rows.size(), std::size_t(7));
        QCOMPARE(
            rows[0],
            std::string("batch,method,function,item,arguments,state,value,error_type,error_message,worker,pid,slot,"
                        "generation,assigned_seconds,started_seconds,ended_seconds,duration_seconds"));
        QCOMPARE(rows[1],
                 std::string("1,map,square,2,[2],failed,,std::runtime_error,item 2 is bad,PoolWorker-2,4712,1,1,"
                             "0.010000000,0.011000000,0.025000000,0.014000000"));
        QCOMPARE(rows[4], std::string("1,map,square,1,[1],done,1,,,PoolWorker-1,4711,0,1,"
                                      "0.010000000,0.012000000,0.020000000,0.008000000"));
        QVERIFY(rows[5].find("lost,,WorkerLostError,the worker died") != std::string::npos);
        QVERIFY(rows[6].rfind("2,apply,square,7,[7],done,49,", 0) == 0);
    }

    void csvQuotesWhatNeedsIt() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0);
            trace.submit("map", "a \"b\", c", 1);
            trace.assign(BatchId{1}, worker, 0);
            trace::TaskEnded ended{TaskId{1}, BatchId{1}, worker, 1, 2, 0, {}};
            ended.results.push_back({ItemOutcome::Done, encode_value(std::string("x,\"y\"\n")), 0});
            trace.add(ended);
        }
        const std::string csv = exported(ExportFormat::Csv);
        QVERIFY(csv.find("1,map,\"a \"\"b\"\", c\",0,[0],done,\"\"\"x,\\\"\"y\\\"\"\\n\"\"\",") != std::string::npos);
    }

    void chromeTraceIsJsonWithSlicesInTheirSlots() {
        buildStory();
        const Json trace = Json::parse(exported(ExportFormat::Chrome));
        int tasks = 0;
        int lives = 0;
        int deaths = 0;
        double in_flight = -1;
        for (const Json& event : trace["traceEvents"]) {
            QVERIFY(event["pid"] == 4700 && event["tid"].is_number());
            if (event["ph"] == "X" && event["cat"] == "task") {
                ++tasks;
                QVERIFY(event["name"] == "square");
                if (event["args"]["task"] == 2) {
                    QVERIFY(event["tid"] == 2);
                    QVERIFY(event["ts"] == 11000.0);
                    QVERIFY(event["dur"] == 14000.0);
                    QVERIFY(event["args"]["state"] == "failed");
                    QVERIFY(event["args"]["arguments"] == "[2]");
                }
            }
            lives += event["ph"] == "X" && event["name"].get<std::string>().rfind("PoolWorker-", 0) == 0 ? 1 : 0;
            if (event["ph"] == "i" && event["s"] == "t") {
                ++deaths;
                QVERIFY(event["name"] == "PoolWorker-1 was killed by SIGKILL");
            }
            if (event["ph"] == "C") {
                in_flight = event["args"]["tasks"].get<double>();
            }
        }
        QCOMPARE(tasks, 4);
        QCOMPARE(lives, 3);
        QCOMPARE(deaths, 1);
        QCOMPARE(in_flight, 0.0);
    }

    void brokenOffRun_isExportedToo() {
        testing::RunShape shape;
        shape.tasks = 50;
        shape.crash_every = 7;
        shape.ended = false;
        testing::build_run(m_path, shape);
        for (const ExportFormat format :
             {ExportFormat::Text, ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::Chrome}) {
            QVERIFY(!exported(format).empty());
        }
        QVERIFY(Json::parse(exported(ExportFormat::Chrome)).is_object());
        QVERIFY(document()["batches"][0]["state"].is_null());
    }

    void stringsThatAreNotUtf8_makeNoExportFail() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1, "fork", "bad \xFF name", {}, "title \xC3");
            trace.start_worker(0);
            trace.submit("map", "f\xFE", 1);
            trace.end_batch(BatchId{1}, trace::BatchOutcome::Failed, "T\xFF", "m\xFF\n");
        }
        for (const ExportFormat format :
             {ExportFormat::Text, ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::Chrome}) {
            QVERIFY(!exported(format).empty());
        }
        QVERIFY(!document().dump().empty());
    }

    void traceThatClaimsEndlessItems_makesNoEndlessDocument() {
        {
            TraceBuilder trace(m_path);
            trace.begin_run(1);
            const WorkerId worker = trace.start_worker(0);
            trace.submit("imap", "square", {});
            trace.assign(BatchId{1}, worker, UINT64_MAX / 512, 1);
            trace.end_task(TaskId{1}, 1, 2);
        }
        QCOMPARE(document()["batches"][0]["results"].size(), std::size_t(0));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_export)
#include "tst_export.moc"
