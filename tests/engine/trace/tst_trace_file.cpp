// SPDX-License-Identifier: MIT
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <random>

#include <poolscope/errors.h>
#include <poolscope/trace.h>

#include "sample_records.h"
#include "trace/crc32c.h"
#include "trace/layout.h"
#include "trace/writer.h"

using namespace poolscope;
using namespace poolscope::trace;

namespace {

constexpr Time kTime = 1'000'000'000;

class tst_trace_file : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;
    QByteArray m_small;                   // a small trace
    std::vector<std::uint64_t> m_begins;  // where its records begin

    static std::vector<Record> readAll(Reader& reader) {
        std::vector<Record> records;
        while (auto record = reader.next()) {
            records.push_back(std::move(*record));
        }
        return records;
    }
    std::vector<Record> readAll() const {
        Reader reader(m_path.toStdString());
        return readAll(reader);
    }
    void put(const QByteArray& content) const {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(content), content.size());
    }
    QByteArray content() const {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // A record that no version of today writes, or a changed one, with sums that are right.
    static void append(QByteArray& trace, std::uint16_t type, std::uint64_t sequence, const QByteArray& payload) {
        std::uint32_t salt = 0;
        std::memcpy(&salt, trace.constData() + 12, sizeof salt);
        const auto bytes = std::as_bytes(std::span(payload.constData(), static_cast<std::size_t>(payload.size())));
        std::byte head[kHeadSize];
        write_head(head,
                   {.type = type,
                    .length = static_cast<std::uint32_t>(payload.size()),
                    .sequence = sequence,
                    .time = kTime,
                    .payload_sum = crc32c(bytes, salt)},
                   salt);
        trace.append(reinterpret_cast<const char*>(head), kHeadSize);
        trace.append(payload);
    }

private slots:
    void init() {
        m_path = m_folder.filePath("trace");
        QFile::remove(m_path);
        if (m_small.isEmpty()) {
            {
                Writer writer(m_path.toStdString());
                for (std::uint32_t worker = 1; worker <= 4; ++worker) {
                    writer.append(kTime, WorkerStarted{WorkerId{worker}, 100});
                }
            }
            for (const Record& record : readAll()) {
                m_begins.push_back(record.file_offset);
            }
            m_small = content();
            QFile::remove(m_path);
        }
    }

    void everyKindOfRecord_comesBackAsItWasWritten() {
        const auto written = testing::sample_records();
        {
            Writer writer(m_path.toStdString());
            for (const Body& body : written) {
                writer.append(kTime, body);
            }
            QVERIFY(writer.failure().empty());
        }
        Reader reader(m_path.toStdString());
        const std::vector<Record> records = readAll(reader);
        QCOMPARE(records.size(), written.size());
        std::vector<bool> kinds(std::variant_size_v<Body>);
        for (std::size_t at = 0; at < records.size(); ++at) {
            kinds[written[at].index()] = true;
            QVERIFY2(testing::same(records[at].body, written[at]), qPrintable(QString::number(at)));
            QCOMPARE(records[at].sequence, at + 1);
            QCOMPARE(records[at].time, kTime);
            const auto again = reader.read_at(records[at].file_offset);
            QVERIFY(again && testing::same(again->body, written[at]));
        }
        QVERIFY2(std::find(kinds.begin(), kinds.end(), false) == kinds.end(),
                 "every kind of record is among the samples");
        QCOMPARE(reader.skipped_bytes(), 0u);
        QCOMPARE(reader.pending_bytes(), 0u);
        QCOMPARE(reader.offset(), std::uint64_t(content().size()));
    }

    void readingWithoutValues_leavesOutcomesAndSizes() {
        {
            Writer writer(m_path.toStdString());
            for (const Body& body : testing::sample_records()) {
                writer.append(kTime, body);
            }
        }
        Reader reader(m_path.toStdString(), ReadValues::No);
        bool seen = false;
        for (const Record& record : readAll(reader)) {
            if (const auto* ended = std::get_if<TaskEnded>(&record.body); ended && ended->task == TaskId{12}) {
                seen = true;
                QCOMPARE(ended->results.size(), std::size_t(7));
                QCOMPARE(ended->results[1].value_omitted, 70'000u);
                QVERIFY(ended->results[0].value.empty());
                QCOMPARE(std::get<TaskEnded>(reader.read_at(record.file_offset)->body).results[0].value.size(),
                         std::size_t(9));
            }
        }
        QVERIFY(seen);
    }

    void fileCutAtAnyByte_givesTheWholeRecordsBeforeIt_andTheRestWhenItHasGrown() {
        for (qsizetype size = 0; size <= m_small.size(); ++size) {
            put(m_small.first(size));
            Reader reader(m_path.toStdString());
            std::size_t expected = 0;
            while (expected < m_begins.size() &&
                   (expected + 1 < m_begins.size() ? m_begins[expected + 1] : std::uint64_t(m_small.size())) <=
                       std::uint64_t(size)) {
                ++expected;
            }
            const auto before = readAll(reader);
            QCOMPARE(before.size(), expected);
            QCOMPARE(reader.skipped_bytes(), 0u);
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::Append));
            file.write(m_small.sliced(size));
            file.close();
            QCOMPARE(before.size() + readAll(reader).size(), m_begins.size());
            QCOMPARE(reader.skipped_bytes(), 0u);
            QCOMPARE(reader.pending_bytes(), 0u);
        }
    }

    void damageAtAnyByte_losesOneRecordAndSaysHowManyBytes() {
        for (qsizetype at = 0; at < m_small.size(); ++at) {
            for (const char change : {'\x01', '\xFF'}) {
                QByteArray damaged = m_small;
                damaged[at] = static_cast<char>(damaged[at] ^ change);
                put(damaged);
                Reader reader(m_path.toStdString());
                const auto records = readAll(reader);
                if (at < static_cast<qsizetype>(kHeaderSize)) {
                    QCOMPARE(records.size(), m_begins.size());  // the other copy of the header says the same
                    continue;
                }
                QCOMPARE(records.size(), m_begins.size() - 1);
                const std::uint64_t whole = reader.skipped_bytes() + reader.pending_bytes();
                QVERIFY2(whole == m_begins[1] - m_begins[0], qPrintable(QString("byte %1: %2").arg(at).arg(whole)));
            }
        }
    }

    void missingAndAddedBytes_areFoundToo() {
        for (qsizetype at = kHeaderSize; at < m_small.size(); ++at) {
            put(QByteArray(m_small).remove(at, 3));
            QVERIFY(readAll().size() >= m_begins.size() - 2);
            put(QByteArray(m_small).insert(at, "abc"));
            QVERIFY(readAll().size() >= m_begins.size() - 2);
        }
    }

    void recordsOfUnknownTypes_arePassedOver() {
        QByteArray trace = m_small;
        append(trace, 999, 5, "whatever a later version has to say");
        append(trace, type_number<WorkerReady>(), 6, QByteArray("\x04") + "and a field that was added");
        put(trace);
        Reader reader(m_path.toStdString());
        const auto records = readAll(reader);
        QCOMPARE(records.size(), std::size_t(5));
        QCOMPARE(std::get<WorkerReady>(records.back().body).worker, WorkerId{4});
        QCOMPARE(reader.skipped_bytes(), 0u);
    }

    void payloadsThatMakeNoSense_areSkippedAndCounted() {
        QByteArray trace = m_small;
        const QByteArray payloads[] = {QByteArray(), QByteArray(12, '\xFF'),
                                       QByteArray("\x01\x01\x01\x01\x00\xFF\xFF\xFF\xFF\x0F", 10)};
        std::uint64_t sequence = 5;
        std::uint64_t size = 0;
        for (const QByteArray& payload : payloads) {
            append(trace, type_number<TaskEnded>(), sequence++, payload);
            size += kHeadSize + static_cast<std::uint64_t>(payload.size());
        }
        append(trace, type_number<WorkerReady>(), sequence, "\x04");
        put(trace);
        Reader reader(m_path.toStdString());
        QCOMPARE(readAll(reader).size(), std::size_t(5));
        QCOMPARE(reader.skipped_bytes(), size);
    }

    void pieceOfAnotherTrace_isNotTakenForOurs() {
        {
            Writer writer(m_path.toStdString());
            writer.append(kTime, Message{Severity::Note, "other"});
        }
        const QByteArray other = content().sliced(kHeaderSize);
        put(m_small.first(kHeaderSize) + other + m_small.sliced(kHeaderSize));
        Reader reader(m_path.toStdString());
        QCOMPARE(readAll(reader).size(), m_begins.size());
        QCOMPARE(reader.skipped_bytes(), std::uint64_t(other.size()));
    }

    void garbage_neverCrashesAndIsReadInLinearTime() {
        const quint32 seed = QRandomGenerator::system()->generate();
        qInfo() << "seed" << seed;
        std::mt19937 random(seed);
        for (int round = 0; round < 300; ++round) {
            QByteArray trace = m_small;
            const int changes = static_cast<int>(random() % 20) + 1;
            for (int change = 0; change < changes; ++change) {
                const auto at = static_cast<qsizetype>(random() % static_cast<std::uint32_t>(trace.size()));
                switch (random() % 4) {
                case 0: trace[at] = static_cast<char>(random()); break;
                case 1: trace.remove(at, static_cast<qsizetype>(random() % 40)); break;
                case 2:
                    trace.insert(at, m_small.mid(static_cast<qsizetype>(random() % 200),
                                                 static_cast<qsizetype>(random() % 100)));
                    break;
                default:
                    trace.insert(at, QByteArray(static_cast<qsizetype>(random() % 50), static_cast<char>(0xA7)));
                    break;
                }
                if (trace.isEmpty()) {
                    trace = m_small;
                }
            }
            put(trace);
            try {
                QVERIFY(readAll().size() <= 200);
            } catch (const ValueError&) {
                // The header went.
            }
        }
        put(m_small.first(kHeaderSize) + QByteArray("\xA7\xF5").repeated(1 << 20) + m_small.sliced(kHeaderSize));
        Reader reader(m_path.toStdString());
        QCOMPARE(readAll(reader).size(), m_begins.size());
        QCOMPARE(reader.skipped_bytes(), std::uint64_t(2 << 20));
    }

    void recordThatPromisesAGigabyte_isWaitedForWithoutAllocatingIt() {
        QByteArray trace = m_small;
        append(trace, 999, 5, QByteArray(1, 'x'));
        std::uint32_t salt = 0;
        std::memcpy(&salt, trace.constData() + 12, sizeof salt);
        std::byte head[kHeadSize];
        write_head(head, {.type = 1, .length = kMaxPayload, .sequence = 6, .time = 1, .payload_sum = 0}, salt);
        trace.append(reinterpret_cast<const char*>(head), kHeadSize);
        put(trace);
        Reader reader(m_path.toStdString());
        QCOMPARE(readAll(reader).size(), m_begins.size());
        QCOMPARE(reader.pending_bytes(), std::uint64_t(kHeadSize));
    }

    void whatIsNoTrace_isRefusedInWords_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("words");
        QByteArray later(static_cast<qsizetype>(kHeaderSize), '\0');
        write_header(std::span<std::byte, kHeaderSize>(reinterpret_cast<std::byte*>(later.data()), kHeaderSize), 7);
        for (const qsizetype copy : {qsizetype(0), qsizetype(kHeaderCopy)}) {
            later[copy + 8] = 2;
            const std::uint32_t sum = crc32c(std::as_bytes(std::span(later.constData() + copy, 28)));
            std::memcpy(later.data() + copy + 28, &sum, sizeof sum);
        }
        QTest::newRow("text") << QByteArray("just a text") << QByteArray("is not a Poolscope trace");
        QTest::newRow("long text") << QByteArray("just a text ").repeated(100)
                                   << QByteArray("is not a Poolscope trace");
        QTest::newRow("later format") << later << QByteArray("is a trace of format 2, this program reads format 1");
    }
    void whatIsNoTrace_isRefusedInWords() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, words);
        put(bytes);
        try {
            const Reader reader(m_path.toStdString());
            QFAIL("accepted");
        } catch (const ValueError& error) {
            QVERIFY2(QByteArray(error.what()).contains(words), error.what());
        }
    }

    void missingFile_isASystemErrorThatNamesIt() {
        try {
            const Reader reader(m_path.toStdString());
            QFAIL("accepted");
        } catch (const SystemError& error) {
            QCOMPARE(error.error_number(), ENOENT);
            QVERIFY(QByteArray(error.what()).contains(m_path.toUtf8()));
        }
        QVERIFY_THROWS_EXCEPTION(ValueError, Reader("/dev/null"));
    }

    void readAtAWrongPlace_givesNothing() {
        put(m_small);
        const Reader reader(m_path.toStdString());
        QVERIFY(reader.read_at(m_begins[1]).has_value());
        for (std::uint64_t offset = 0; offset < std::uint64_t(m_small.size()) + 100; ++offset) {
            const bool begins = std::find(m_begins.begin(), m_begins.end(), offset) != m_begins.end();
            QCOMPARE(reader.read_at(offset).has_value(), begins);
        }
        QVERIFY(!reader.read_at(std::numeric_limits<std::uint64_t>::max()));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_trace_file)
#include "tst_trace_file.moc"
