// SPDX-License-Identifier: MIT
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <memory>

#include <poolscope/errors.h>
#include <poolscope/trace.h>

#include "trace/writer.h"

using namespace poolscope;
using namespace poolscope::trace;

namespace {

std::size_t countRecords(const std::string& path, std::uint64_t* skipped = nullptr, std::uint64_t* pending = nullptr) {
    Reader reader(path);
    std::size_t count = 0;
    while (reader.next()) {
        ++count;
    }
    if (skipped != nullptr) {
        *skipped = reader.skipped_bytes();
        *pending = reader.pending_bytes();
    }
    return count;
}

class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

class tst_trace_writer : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

private slots:
    void init() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
    }

    void newFile_belongsToItsOwnerAlone() {
        const Writer writer(m_path);
        struct stat found {};
        QCOMPARE(::stat(m_path.c_str(), &found), 0);
        QCOMPARE(found.st_mode & 0777u, 0600u);
        QCOMPARE(QString::fromStdString(writer.path()), QString::fromStdString(m_path));
        QCOMPARE(writer.value_limit(), 64u * 1024);
    }

    void emptyFile_isTakenOver_fullOneIsRefused() {
        { QVERIFY(QFile(QString::fromStdString(m_path)).open(QIODevice::WriteOnly)); }
        { const Writer writer(m_path); }
        QCOMPARE(countRecords(m_path), std::size_t(0));
        try {
            const Writer writer(m_path);
            QFAIL("accepted");
        } catch (const SystemError& error) {
            QVERIFY2(QByteArray(error.what()).contains("not empty"), error.what());
        }
        QVERIFY_THROWS_EXCEPTION(SystemError, Writer("/nonexistent/folder/trace"));
        QVERIFY_THROWS_EXCEPTION(SystemError, Writer(m_folder.path().toStdString()));
    }

    void recordsStayInMemory_untilFlushOrAFullBuffer() {
        Writer writer(m_path);
        const auto size = QFileInfo(QString::fromStdString(m_path)).size();
        QVERIFY(!writer.has_unwritten());
        writer.append(1, WorkerReady{WorkerId{1}});
        QVERIFY(writer.has_unwritten());
        QCOMPARE(QFileInfo(QString::fromStdString(m_path)).size(), size);
        writer.flush();
        QVERIFY(!writer.has_unwritten());
        QCOMPARE(countRecords(m_path), std::size_t(1));
        for (int count = 0; count < 100'000; ++count) {
            writer.append(1, WorkerReady{WorkerId{1}});
        }
        QVERIFY(countRecords(m_path) > 50'000);
        writer.flush();
        QCOMPARE(countRecords(m_path), std::size_t(100'001));
    }

    void recordLargerThanTheBuffer_isWrittenWhole() {
        {
            Writer writer(m_path);
            TaskEnded ended{TaskId{1}, BatchId{1}, WorkerId{1}, 1, 2, 0, {}};
            ended.results.resize(50'000, {ItemOutcome::Done, std::vector<std::byte>(30, std::byte{7}), 0});
            writer.append(1, WorkerReady{WorkerId{1}});
            writer.append(2, ended);
            writer.append(3, WorkerReady{WorkerId{2}});
        }
        Reader reader(m_path);
        QVERIFY(reader.next());
        const auto record = reader.next();
        QVERIFY(record);
        QCOMPARE(std::get<TaskEnded>(record->body).results.size(), std::size_t(50'000));
        QCOMPARE(std::get<TaskEnded>(record->body).results.back().value.size(), std::size_t(30));
        QVERIFY(reader.next());
        QCOMPARE(reader.skipped_bytes(), 0u);
    }

    void valuesOver64Mebibytes_areLeftOutOfTheRecord() {
        {
            Writer writer(m_path, UINT64_MAX);
            TaskEnded ended{TaskId{1}, BatchId{1}, WorkerId{1}, 1, 2, 0, {}};
            ended.results.resize(5, {ItemOutcome::Done, std::vector<std::byte>(20u << 20), 0});
            writer.append(2, ended);
            writer.append(
                3, TaskAssigned{TaskId{2}, BatchId{1}, WorkerId{1}, 0, 1, 1, std::vector<std::byte>(70u << 20), 0});
            QVERIFY2(writer.failure().empty(), writer.failure().c_str());
        }
        Reader reader(m_path);
        const auto ended = std::get<TaskEnded>(reader.next()->body);
        QCOMPARE(ended.results[2].value.size(), std::size_t(20u << 20));
        QVERIFY(ended.results[3].value.empty());
        QCOMPARE(ended.results[4].value_omitted, std::uint64_t(20u << 20));
        QCOMPARE(std::get<TaskAssigned>(reader.next()->body).arguments_omitted, std::uint64_t(70u << 20));
    }

    void fileSizeLimit_stopsTheRecordingWithoutASignal_andTheFileStaysReadable() {
        // SIGXFSZ keeps its default action here, which would end this program.
        const FileSizeLimit limit(10'000);
        Writer writer(m_path);
        for (int round = 0; round < 200; ++round) {
            writer.append(1, Message{Severity::Note, std::string(100, 'x')});
            if (round % 20 == 0) {
                writer.flush();
            }
        }
        writer.flush();
        QVERIFY2(QByteArray(writer.failure().c_str()).contains("RLIMIT_FSIZE"), writer.failure().c_str());
        QVERIFY(QByteArray(writer.failure().c_str()).contains(m_path.c_str()));
        writer.append(2, WorkerReady{WorkerId{1}});
        QVERIFY(!writer.has_unwritten());
        QCOMPARE(QFileInfo(QString::fromStdString(m_path)).size(), 10'000);
        std::uint64_t skipped = 0;
        std::uint64_t pending = 0;
        const std::size_t records = countRecords(m_path, &skipped, &pending);
        QVERIFY(records > 60 && records < 100);
        QCOMPARE(skipped, 0u);
        QVERIFY(pending > 0);
    }

    void fullDevice_stopsTheRecording() {
        if (!QFile::exists("/dev/full")) {
            QSKIP("there is no /dev/full here");
        }
        try {
            const Writer writer("/dev/full");
            QFAIL("the header could be written");
        } catch (const SystemError& error) {
            QVERIFY2(QByteArray(error.what()).contains("No space left"), error.what());
        }
        Writer writer("/dev/null");
        writer.append(1, WorkerReady{WorkerId{1}});
        writer.flush();
        QVERIFY(writer.failure().empty());
    }

    void filledDisk_stopsTheRecordingAfterItsBytes() {
        {
            Writer writer(m_path);
            writer.append(1, WorkerReady{WorkerId{1}});
            writer.flush();
            writer.fill_disk_after(1000);
            for (int i = 0; i < 100; ++i) writer.append(2, Message{Severity::Note, "a message of some length"});
            QVERIFY(writer.failure().empty());
            writer.flush();
            QVERIFY2(QByteArray::fromStdString(writer.failure()).contains("No space left"), writer.failure().c_str());
            writer.append(3, WorkerReady{WorkerId{1}});  // and nothing happens
            writer.flush();
        }
        std::uint64_t skipped = 0;
        std::uint64_t pending = 0;
        const std::size_t records = countRecords(m_path, &skipped, &pending);
        QVERIFY(records > 1 && records < 100);
        QCOMPARE(skipped, 0u);
        QVERIFY(pending > 0);
    }

    void device_takesTheRecordsOfManyProgramsAtOnce() {
        Writer one("/dev/null");
        Writer other("/dev/null");
        one.append(1, WorkerReady{WorkerId{1}});
        other.append(1, WorkerReady{WorkerId{1}});
        one.flush();
        other.flush();
        QVERIFY(one.failure().empty() && other.failure().empty());
    }

    void readerKnows_whetherSomebodyWrites() {
        auto writer = std::make_unique<Writer>(m_path);
        const Reader reader(m_path);
        QVERIFY(reader.being_written());
        writer.reset();
        QVERIFY(!reader.being_written());
    }

    void readerFollowsAGrowingTrace() {
        Writer writer(m_path);
        Reader reader(m_path);
        for (std::uint32_t worker = 1; worker <= 20'000; ++worker) {
            writer.append(worker, WorkerReady{WorkerId{worker}});
            if (worker % 7 == 0) {
                writer.flush();
            }
            while (const auto record = reader.next()) {
                QCOMPARE(record->sequence, std::get<WorkerReady>(record->body).worker.value);
            }
        }
        writer.flush();
        std::uint64_t last = 0;
        while (const auto record = reader.next()) {
            last = record->sequence;
        }
        QCOMPARE(last, 20'000u);
        QCOMPARE(reader.pending_bytes(), 0u);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_trace_writer)
#include "tst_trace_writer.moc"
