// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <exception>
#include <sstream>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/export.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace_check.h>

#include "trace/writer.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::trace;

namespace {

void write_a_run(Writer& writer) {
    writer.append(1, RunStarted{});
    writer.append(2, PoolCreated{.processes = 1,
                                 .start_method = "fork",
                                 .initializer = {},
                                 .initargs = {},
                                 .maxtasksperchild = {},
                                 .processes_reason = {}});
    writer.append(3, WorkerStarting{WorkerId{1}, SlotIndex{0}, 1, "fork"});
    writer.append(4, WorkerStarted{WorkerId{1}, 4711});
    for (Time time = 5; time < 2000; ++time) {
        writer.append(time, WorkerSampled{WorkerId{1}, time, 1});
        if (time % 3 == 0) {
            writer.flush();
        }
    }
    writer.flush();
}

std::uint64_t count_records(const std::string& path) {
    Reader reader(path);
    std::uint64_t last = 0;
    while (const auto record = reader.next()) {
        if (record->sequence != last + 1) {
            return 0;
        }
        last = record->sequence;
    }
    return reader.skipped_bytes() == 0 ? last : 0;
}

/// In a child of its own: a file system of 64 KiB, filled by a trace. 0: as it should be; 77: not allowed here.
int fill_a_small_disk(const std::string& folder) {
    if (::unshare(CLONE_NEWNS) != 0) {
        return 77;
    }
    static_cast<void>(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr));
    if (::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=64k") != 0) {
        return 77;
    }
    const std::string path = folder + "/trace";
    Writer writer(path);
    write_a_run(writer);
    if (writer.failure().find("No space left on device") == std::string::npos) {
        return 1;
    }
    if (count_records(path) < 500) {
        return 2;
    }
    return Reader(path).recording_stopped() == ENOSPC ? 0 : 3;
}

/// The disk is full under the trace: the recording stops and says so, in the file too.
class tst_full_disk : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_path;

private slots:
    void init() {
        m_path = m_folder.filePath("trace").toStdString();
        QFile::remove(QString::fromStdString(m_path));
    }

    void writingFailsAfterSoManyBytes_andNotBefore_data() {
        QTest::addColumn<quint64>("bytes");
        for (const quint64 bytes : {0, 64, 65, 200, 1000, 5000, 20'001}) {
            QTest::addRow("%llu bytes", bytes) << bytes;
        }
    }
    void writingFailsAfterSoManyBytes_andNotBefore() {
        QFETCH(quint64, bytes);
        Writer writer(m_path);
        writer.fail_after(bytes, ENOSPC);
        write_a_run(writer);
        QVERIFY2(QByteArray(writer.failure().c_str()).contains("No space left on device"), writer.failure().c_str());
        QVERIFY(QByteArray(writer.failure().c_str()).contains(m_path.c_str()));
        QCOMPARE(QFileInfo(QString::fromStdString(m_path)).size(), qint64(std::max<quint64>(bytes, 64)));
        QVERIFY(!writer.has_unwritten());
        const Reader reader(m_path);
        QCOMPARE(reader.recording_stopped(), std::optional<int>(ENOSPC));
        QVERIFY(!reader.being_written());
        if (bytes >= 1000) {
            QVERIFY(count_records(m_path) >= bytes / 64);
        }
    }

    void anotherErrorIsKeptToo() {
        Writer writer(m_path);
        writer.fail_after(500, EIO);
        write_a_run(writer);
        QCOMPARE(Reader(m_path).recording_stopped(), std::optional<int>(EIO));
    }

    void recordingThatGoesOn_hasNotStopped() {
        Writer writer(m_path);
        write_a_run(writer);
        QVERIFY(!Reader(m_path).recording_stopped());
    }

    void fullDiskIsNotTakenForAHostThatIsGone() {
        {
            Writer writer(m_path);
            writer.fail_after(3000, ENOSPC);
            write_a_run(writer);
        }
        PoolState state;
        Reader reader(m_path);
        reduce_rest(reader, state);
        QVERIFY(!state.summary().host_gone);
        QCOMPARE(state.summary().recording_stopped, std::optional<int>(ENOSPC));
        QCOMPARE(state.summary().workers_alive, 1u);
        QVERIFY(QByteArray(state.events().back().text.c_str()).contains("the recording stopped here: No space left"));
        const CheckReport report = check_trace(m_path);
        QVERIFY2(report.sound(), report_text(report).c_str());
        QCOMPARE(report.end, CheckReport::End::RecordingStopped);
        QVERIFY(QByteArray(report_text(report).c_str()).contains("No space left on device"));
        std::ostringstream text;
        export_trace(m_path, ExportFormat::Text, text);
        QVERIFY(text.str().find("# the recording stopped here: No space left on device") != std::string::npos);
        QVERIFY(text.str().find("host_gone") == std::string::npos);
    }

    void tornSecondHeader_costsNothing() {
        {
            Writer writer(m_path);
            writer.fail_after(3000, ENOSPC);
            write_a_run(writer);
        }
        const std::uint64_t records = count_records(m_path);
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(32 + 20);
        file.write("torn");
        file.close();
        QCOMPARE(count_records(m_path), records);
        QVERIFY(!Reader(m_path).recording_stopped());
    }

    void traceThatCannotEvenBegin_isRefusedWithTheReason() {
        try {
            const Writer writer("/dev/full");
            QFAIL("not refused");
        } catch (const SystemError& error) {
            QCOMPARE(error.error_number(), ENOSPC);
        }
    }

    void realFullFileSystem_isTheSame() {
        const std::string folder = m_folder.path().toStdString();
        const pid_t child = ::fork();
        if (child == 0) {
            try {
                ::_exit(fill_a_small_disk(folder));
            } catch (const std::exception&) {
                ::_exit(4);
            }
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 77) {
            QSKIP("this system allows no file system of one's own");
        }
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void readerThatIsSlow_losesNothing() {
        // A hundred records are written for each that is read: the writer waits for nobody, and the reader misses none.
        Writer writer(m_path);
        Reader reader(m_path);
        std::uint64_t read = 0;
        for (std::uint32_t count = 1; count <= 200'000; ++count) {
            writer.append(count, WorkerReady{WorkerId{count}});
            if (count % 100 == 0) {
                writer.flush();
                const auto record = reader.next();
                QVERIFY(record);
                QCOMPARE(record->sequence, ++read);
            }
        }
        writer.flush();
        QCOMPARE(read, 2000u);
        while (const auto record = reader.next()) {
            QCOMPARE(record->sequence, ++read);
            QCOMPARE(std::get<WorkerReady>(record->body).worker.value, std::uint32_t(read));
        }
        QCOMPARE(read, 200'000u);
        QCOMPARE(reader.skipped_bytes() + reader.pending_bytes(), 0u);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_full_disk)
#include "tst_full_disk.moc"
