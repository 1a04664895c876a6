// SPDX-License-Identifier: MIT
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>
#include <poolscope/trace_check.h>
#include <poolscope/value.h>

#include "trace/layout.h"
#include "trace/writer.h"

using namespace poolscope;
using namespace poolscope::trace;

namespace {

constexpr Time kBegin = 5'000'000'000;

std::vector<std::byte> encoded(std::int64_t number) {
    std::vector<std::byte> bytes;
    ValueWriter(bytes).integer(number);
    return bytes;
}

std::vector<std::byte> text(const std::string& value) {
    std::vector<std::byte> bytes;
    ValueWriter(bytes).string(value);
    return bytes;
}

/// The chunk of calls f(first), f(first + 1), ...
std::vector<std::byte> chunk(std::int64_t first, std::uint32_t items) {
    std::vector<std::byte> bytes;
    ChunkWriter writer(bytes);
    for (std::uint32_t i = 0; i < items; ++i) writer.add(first + i);
    return bytes;
}

/// A pool with one batch of many items and one worker that is ready, and then whatever a test wants.
class Story {
public:
    explicit Story(const std::string& path) : writer(path) {
        writer.append(now, RunStarted{});
        PoolCreated pool;
        pool.processes = 1;
        writer.append(now, pool);
        BatchSubmitted batch;
        batch.batch = BatchId{1};
        batch.method = "imap";
        batch.function = "f";
        writer.append(now, batch);
        writer.append(now, WorkerStarting{WorkerId{1}, SlotIndex{0}, 1, "fork"});
        writer.append(now, WorkerStarted{WorkerId{1}, 4711});
        writer.append(now, WorkerReady{WorkerId{1}});
    }
    void give(std::uint64_t task, std::uint32_t items = 1, std::uint32_t attempt = 1, BatchId batch = BatchId{1}) {
        const auto arguments = chunk(static_cast<std::int64_t>(next_item), items);
        writer.task_given(now += 100, {TaskId{task}, batch, WorkerId{1}, next_item, items, attempt, arguments});
        next_item += items;
    }
    void finish(std::uint64_t task, std::uint64_t first_item, const std::vector<std::vector<std::byte>>& values,
                ItemOutcome outcome = ItemOutcome::Done, BatchId batch = BatchId{1}) {
        ResultNotes notes;
        for (const auto& value : values) notes.add(outcome, value, writer.value_limit());
        const Time started = now += 50;
        now += 30;
        writer.task_finished(now + 20, {TaskId{task}, batch, WorkerId{1}, started, now, first_item}, notes);
        now += 20;
    }

    Writer writer;
    Time now = kBegin;
    std::uint64_t next_item = 0;
};

std::vector<Record> read_all(const std::string& path) {
    Reader reader(path);
    std::vector<Record> records;
    while (auto record = reader.next()) records.push_back(std::move(*record));
    return records;
}

template <class Body> std::vector<Body> only(const std::vector<Record>& records) {
    std::vector<Body> bodies;
    for (const Record& record : records)
        if (const auto* body = std::get_if<Body>(&record.body)) bodies.push_back(*body);
    return bodies;
}

std::vector<Json> arguments_of(const TaskAssigned& task) {
    return value_to_json(task.arguments).get<std::vector<Json>>();
}

QByteArray words(const CheckReport& report) {
    std::string all;
    for (const Finding& finding : report.findings) all += finding.text + "\n";
    return QByteArray::fromStdString(all);
}

class tst_trace_packs : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

    qint64 size() const { return QFile(QString::fromStdString(m_path)).size(); }

private slots:
    void init() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
    }

    void aThousandSmallTasks_areReadAsIfEachHadItsRecords_inAFifthOfTheBytes() {
        {
            Story story(m_path);
            for (std::uint64_t task = 1; task <= 1000; ++task) {
                story.give(task);
                story.finish(task, task - 1, {encoded(static_cast<std::int64_t>(task * task))});
            }
        }
        const auto records = read_all(m_path);
        const auto assigned = only<TaskAssigned>(records);
        const auto ended = only<TaskEnded>(records);
        QCOMPARE(assigned.size(), std::size_t(1000));
        QCOMPARE(ended.size(), std::size_t(1000));
        for (std::uint64_t task = 1; task <= 1000; ++task) {
            const TaskAssigned& begin = assigned[task - 1];
            const TaskEnded& end = ended[task - 1];
            QCOMPARE(begin.task.value, task);
            QCOMPARE(begin.first_item, task - 1);
            QCOMPARE(arguments_of(begin), std::vector<Json>({Json::array({task - 1})}));
            QCOMPARE(end.task.value, task);
            QCOMPARE(end.worker, std::optional(WorkerId{1}));
            QCOMPARE(end.results.size(), std::size_t(1));
            QCOMPARE(end.results[0].value, encoded(static_cast<std::int64_t>(task * task)));
            QCOMPARE(end.started - begin.assigned, 50);
            QCOMPARE(end.ended - end.started, 30);
        }
        for (std::size_t i = 1; i < records.size(); ++i) QCOMPARE(records[i].sequence, records[i - 1].sequence + 1);
        QVERIFY2(size() < 1000 * 22, QByteArray::number(size()));
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.found == 0, words(report));
        QCOMPARE(report.tasks, std::uint64_t(1000));
    }

    void everyRecordOfAPack_isFoundAgainByItsKey() {
        {
            Story story(m_path);
            for (std::uint64_t task = 1; task <= 3000; ++task) {
                story.give(task);
                story.finish(task, task - 1, {text("value " + std::to_string(task))});
            }
        }
        const Reader lookup(m_path);
        const auto records = read_all(m_path);
        for (std::size_t i = records.size(); i-- > 0;) {
            const auto again = lookup.read_at(records[i].file_offset);
            QVERIFY(again.has_value());
            QCOMPARE(again->sequence, records[i].sequence);
            QCOMPARE(again->body.index(), records[i].body.index());
        }
        PoolState state;
        for (const Record& record : records) state.apply(record);
        QCOMPARE(state.task_count(), std::size_t(3000));
        const TaskRow row = state.task(2222);
        const auto end = lookup.read_at(row.ended_offset);
        QVERIFY(end.has_value());
        QCOMPARE(std::get<TaskEnded>(end->body).results[0].value, text("value 2223"));
        QVERIFY(!lookup.read_at(row.ended_offset + (std::uint64_t{1} << 55)).has_value());
    }

    void tasksThatRunWhenAllIsWritten_areToldOfThen_andSayWhenTheyWereAssigned() {
        Story story(m_path);
        story.give(1);
        const Time assigned = story.now;
        story.writer.append(story.now += 1'000'000, WorkerSampled{WorkerId{1}, 5, 6});
        story.writer.flush();
        auto records = read_all(m_path);
        QCOMPARE(only<TaskAssigned>(records).size(), std::size_t(1));
        QCOMPARE(only<TaskAssigned>(records)[0].assigned, assigned);
        QCOMPARE(arguments_of(only<TaskAssigned>(records)[0]), std::vector<Json>({Json::array({0})}));
        QVERIFY(records.back().time >= assigned + 1'000'000);
        story.finish(1, 0, {encoded(1)});
        story.writer.flush();
        records = read_all(m_path);
        QCOMPARE(only<TaskEnded>(records).size(), std::size_t(1));
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.found == 0, words(report));
        PoolState state;
        for (const Record& record : records) state.apply(record);
        QCOMPARE(state.task(0).assigned, assigned);
    }

    void whatMustStandBehindAnAssignment_bringsItIntoTheTrace() {
        {
            Story story(m_path);
            story.give(1);
            story.give(2);
            story.writer.append(story.now += 10, TaskWithdrawn{TaskId{2}, WorkerId{1}});
            story.finish(1, 0, {encoded(1)});
        }
        const auto records = read_all(m_path);
        std::vector<std::size_t> kinds;
        for (std::size_t i = 6; i < records.size(); ++i) kinds.push_back(records[i].body.index());
        QCOMPARE(kinds, (std::vector<std::size_t>{Body(TaskAssigned{}).index(), Body(TaskAssigned{}).index(),
                                                  Body(TaskWithdrawn{}).index(), Body(TaskEnded{}).index()}));
    }

    void aTaskThatFailed_orIsTriedAgain_orIsLarge_hasRecordsOfItsOwn() {
        {
            Story story(m_path);
            story.give(1);
            story.finish(1, 0, {text("why")}, ItemOutcome::Failed);
            story.give(2, 1, 2);
            story.finish(2, 1, {encoded(2)});
            story.give(3, 100);
            story.finish(3, 2, std::vector<std::vector<std::byte>>(100, text(std::string(100, 'x'))));
            story.give(4);
            story.finish(4, 102, {text(std::string(100'000, 'y'))});
        }
        const auto records = read_all(m_path);
        const auto assigned = only<TaskAssigned>(records);
        const auto ended = only<TaskEnded>(records);
        QCOMPARE(assigned.size(), std::size_t(4));
        QCOMPARE(ended.size(), std::size_t(4));
        QCOMPARE(ended[0].results[0].outcome, ItemOutcome::Failed);
        QCOMPARE(ended[0].results[0].value, text("why"));
        QCOMPARE(assigned[1].attempt, 2u);
        QCOMPARE(assigned[2].items, 100u);
        QCOMPARE(arguments_of(assigned[2]).size(), std::size_t(100));
        QCOMPARE(ended[2].results[99].value, text(std::string(100, 'x')));
        QVERIFY(ended[3].results[0].value.empty());  // over the limit of a value
        QCOMPARE(ended[3].results[0].value_omitted, text(std::string(100'000, 'y')).size());
        const CheckReport report = check_trace(m_path);
        QCOMPARE(report.found, std::uint64_t(1));  // a second attempt in a run that allows one
    }

    void valuesOfEveryForm_comeBackAsTheyWere() {
        std::vector<std::vector<std::byte>> values;
        for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN, INT64_MAX}) values.push_back(encoded(number));
        for (const char* json : {"null", "true", "false", "[7]", "[7,8]", "[]", "[[1]]", "\"\"", "\"text\"", "1.5", "{\"a\":[null]}",
                                 "18446744073709551615"}) {
            std::vector<std::byte> bytes;
            ValueWriter writer(bytes);
            json_to_value(Json::parse(json), writer);
            values.push_back(bytes);
        }
        values.push_back({});  // what nobody writes
        values.push_back({std::byte{3}});
        {
            Story story(m_path);
            story.give(1, 1);
            story.finish(1, 0, {values[0]});
            for (std::uint64_t task = 2; task <= values.size(); ++task) {
                story.give(task);
                story.finish(task, task - 1, {values[task - 1]});
            }
            story.give(100, 2);
            story.finish(100, values.size(), {values[3], values[10]});
        }
        const auto ended = only<TaskEnded>(read_all(m_path));
        QCOMPARE(ended.size(), values.size() + 1);
        for (std::size_t i = 0; i < values.size(); ++i) QCOMPARE(ended[i].results[0].value, values[i]);
        QCOMPARE(ended.back().results[0].value, values[3]);
        QCOMPARE(ended.back().results[1].value, values[10]);
    }

    void callsOfOneFunction_areSubmittedAndEndInPacks() {
        constexpr std::uint32_t calls = 2000;
        {
            Story story(m_path);
            for (std::uint32_t i = 2; i < calls + 2; ++i) {
                BatchSubmitted batch;
                batch.batch = BatchId{i};
                batch.method = "apply_async";
                batch.function = i % 500 == 0 ? "g" : "f";
                batch.items = batch.tasks = 1;
                batch.description = "[" + std::to_string(i) + "]";
                story.writer.batch_submitted(story.now += 10, BatchTaken::of(batch));
            }
            for (std::uint32_t i = 2; i < calls + 2; ++i) {
                story.next_item = 0;
                story.give(i, 1, 1, BatchId{i});
                story.finish(i, 0, {encoded(i)}, ItemOutcome::Done, BatchId{i});
                BatchEnded end;
                end.batch = BatchId{i};
                story.writer.append(story.now, end);
            }
        }
        QVERIFY2(size() < calls * 32, QByteArray::number(size()));
        const auto records = read_all(m_path);
        for (std::size_t i = 1; i < records.size(); ++i) QCOMPARE(records[i].sequence, records[i - 1].sequence + 1);
        const auto submitted = only<BatchSubmitted>(records);
        QCOMPARE(submitted.size(), std::size_t(calls + 1));
        QCOMPARE(submitted[499].function, std::string("g"));
        QCOMPARE(submitted[500].function, std::string("f"));
        QCOMPARE(submitted[500].description, std::string("[501]"));
        QCOMPARE(only<BatchEnded>(records).size(), std::size_t(calls));
        const Reader lookup(m_path);
        for (const Record& record : records) {
            const auto again = lookup.read_at(record.file_offset);
            QVERIFY(again.has_value());
            QCOMPARE(again->body.index(), record.body.index());
            QCOMPARE(again->time, record.time);
        }
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.found == 0, words(report));
    }

    void aBatchThatFailed_endsWithARecordOfItsOwn() {
        {
            Story story(m_path);
            story.give(1);
            story.finish(1, 0, {encoded(1)});
            BatchEnded end;
            end.batch = BatchId{1};
            end.outcome = BatchOutcome::Failed;
            end.error_type = "ValueError";
            story.writer.append(story.now, end);
        }
        const auto ends = only<BatchEnded>(read_all(m_path));
        QCOMPARE(ends.size(), std::size_t(1));
        QCOMPARE(ends[0].error_type, std::string("ValueError"));
    }

    void aDamagedPack_isSkippedAsAWhole() {
        {
            Story story(m_path);
            story.give(1);
            story.finish(1, 0, {encoded(1)});
            story.writer.append(story.now, Message{Severity::Note, "before"});
            story.give(2);
            story.finish(2, 1, {encoded(2)});
            story.writer.append(story.now, Message{Severity::Note, "behind"});
        }
        const auto before = read_all(m_path);
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const auto at = static_cast<qsizetype>(before.back().file_offset) - 1;  // the last byte of the second pack
        bytes[at] = static_cast<char>(bytes[at] + 1);
        file.seek(0);
        file.write(bytes);
        file.close();
        Reader reader(m_path);
        std::size_t records = 0;
        while (reader.next()) ++records;
        QCOMPARE(records, before.size() - 2);
        QVERIFY(reader.skipped_bytes() > kHeadSize);
    }

    void manyTasksInFlight_waitWithoutBound_orAreTold() {
        constexpr std::uint64_t tasks = 200'000;
        {
            Story story(m_path);
            for (std::uint64_t task = 1; task <= tasks; ++task) story.give(task);
            for (std::uint64_t task = 1; task <= tasks; ++task) story.finish(task, task - 1, {encoded(1)});
        }
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.found == 0, words(report));
        QCOMPARE(report.tasks, tasks);
    }

    void tasksThatHaveNotEndedWhenTheRecordingStops_areNoHarm() {
        Story story(m_path);
        story.writer.fail_after(400, ENOSPC);
        for (std::uint64_t task = 1; task <= 100; ++task) story.give(task);
        story.writer.flush();
        for (std::uint64_t task = 1; task <= 100; ++task) story.finish(task, task - 1, {encoded(1)});
        story.writer.flush();
        QVERIFY(!story.writer.failure().empty());
        Reader reader(m_path);
        while (reader.next()) {
        }
        QCOMPARE(reader.recording_stopped(), std::optional(ENOSPC));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_trace_packs)
#include "tst_trace_packs.moc"
