// SPDX-License-Identifier: MIT
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sstream>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/export.h>
#include <poolscope/export_sqlite.h>

#include "trace_builder.h"

using namespace poolscope;

namespace {

/// The first row of a query, its columns joined by '|'.
QString ask(const QString& file, const char* query) {
    sqlite3* database = nullptr;
    QString answer;
    if (sqlite3_open_v2(QFile::encodeName(file).constData(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database, query, -1, &statement, nullptr) != SQLITE_OK)
            answer = QString::fromUtf8(sqlite3_errmsg(database));
        else if (sqlite3_step(statement) == SQLITE_ROW)
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
                answer += (column ? QStringLiteral("|") : QString()) + (text ? QString::fromUtf8(text) : QStringLiteral("NULL"));
            }
        sqlite3_finalize(statement);
    }
    sqlite3_close(database);
    return answer;
}

enum class Kind { Csv, Lines, Sqlite, Text, JsonLines, Chrome };

ExportFormat format_of(Kind kind) {
    switch (kind) {
    case Kind::Csv: return ExportFormat::Csv;
    case Kind::Text: return ExportFormat::Text;
    case Kind::JsonLines: return ExportFormat::JsonLines;
    case Kind::Chrome: return ExportFormat::Chrome;
    case Kind::Lines:
    case Kind::Sqlite: break;
    }
    return ExportFormat::ResultLines;
}

void write(Kind kind, const std::string& trace, const std::string& target, const ExportOptions& options = {}) {
    if (kind == Kind::Sqlite) export_sqlite(trace, target, options);
    else export_to_file(trace, format_of(kind), target, options);
}

/// In a child of its own, whose files may not become larger than this. 0: the export says so and leaves nothing.
int writeWithLittleRoom(Kind kind, const std::string& trace, const std::string& target) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit little{40'000, 40'000};
    if (::setrlimit(RLIMIT_FSIZE, &little) != 0) return 1;
    try {
        write(kind, trace, target);
        return 2;
    } catch (const SystemError& error) {
        if (error.error_number() == 0) return 3;
        return std::string(error.what()).find(target) == std::string::npos ? 4 : 0;
    } catch (const std::exception& error) {
        qWarning("%s", error.what());
        return 5;
    }
}

}  // namespace

class tst_export_files : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::string m_trace;

    [[nodiscard]] std::string target(const char* name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }
    void addKinds() {
        QTest::addColumn<int>("kind");
        QTest::newRow("csv") << static_cast<int>(Kind::Csv);
        QTest::newRow("lines") << static_cast<int>(Kind::Lines);
        QTest::newRow("sqlite") << static_cast<int>(Kind::Sqlite);
    }
    /// Nothing but the trace and these are in the folder.
    [[nodiscard]] QStringList others() const {
        QStringList files = QDir(m_folder.path()).entryList(QDir::Files);
        files.removeAll(QStringLiteral("trace"));
        return files;
    }

private slots:
    void initTestCase() {
        m_trace = target("trace");
        testing::build_run(m_trace, {.tasks = 2000, .workers = 3, .items_per_task = 2, .maxtasksperchild = 100,
                                     .crash_every = 300, .fail_every = 50});
    }
    void cleanup() {
        for (const QString& name : others()) QFile::remove(m_folder.filePath(name));
    }

    void traceItselfIsNotWrittenOver() {
        const std::string link = target("link");
        QVERIFY(QFile::link(QString::fromStdString(m_trace), QString::fromStdString(link)));
        for (const std::string& same : {m_trace, link})
            for (const Kind kind : {Kind::Csv, Kind::Lines, Kind::Sqlite})
                QVERIFY_THROWS_EXCEPTION(SystemError, write(kind, m_trace, same));
        QVERIFY(trace::Reader(m_trace).next());
        QCOMPARE(others(), QStringList{"link"});
    }

    void linkIsWrittenBehind() {
        const QTemporaryDir elsewhere;
        const QString behind = elsewhere.filePath(QStringLiteral("items")), link = m_folder.filePath(QStringLiteral("link"));
        QVERIFY(QFile(behind).open(QIODevice::WriteOnly) && QFile::link(behind, link));
        write(Kind::Csv, m_trace, link.toStdString());
        QVERIFY(QFileInfo(link).isSymLink() && QFileInfo(behind).size() > 0);
        QCOMPARE(others(), QStringList{"link"});
    }

    void pipeIsWrittenIntoAndStaysAPipe() {
        const QTemporaryDir elsewhere;
        const std::string few = elsewhere.filePath(QStringLiteral("few")).toStdString(), pipe = target("pipe");
        testing::build_run(few, {.tasks = 3, .workers = 1});
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        write(Kind::Csv, few, pipe);
        char letters[16] = {};
        const ssize_t count = ::read(reader, letters, sizeof letters);
        ::close(reader);
        QVERIFY(count > 0);
        struct stat status {};
        QVERIFY(::lstat(pipe.c_str(), &status) == 0 && S_ISFIFO(status.st_mode));
        QVERIFY(QFile::remove(QString::fromStdString(pipe)) && others().isEmpty());
    }

    void everyTableOfTheDatabaseHoldsTheRun() {
        const QString file = m_folder.filePath(QStringLiteral("run.sqlite"));
        export_sqlite(m_trace, file.toStdString());
        QCOMPARE(ask(file, "SELECT count(*), title, processes, start_method FROM runs"), "1|A synthetic run|3|forkserver");
        QCOMPARE(ask(file, "SELECT count(*), method, function, items FROM batches"), "1|map|square|4000");
        QCOMPARE(ask(file, "SELECT count(*), sum(state = 'lost') > 0, sum(state = 'failed') > 0 FROM items"), "4000|1|1");
        QCOMPARE(ask(file, "SELECT arguments, value, error_type FROM items WHERE item = 12"), "[12]|144|NULL");
        QVERIFY(ask(file, "SELECT error_type FROM items WHERE state = 'failed'") != "NULL");
        QCOMPARE(ask(file, "SELECT count(*) FROM items JOIN tasks USING (task) JOIN workers ON workers.worker = items.worker"),
                 "4000");
        QCOMPARE(ask(file, "SELECT sum(tasks_done) > 1000, sum(cause = 'crashed') > 0 FROM workers"), "1|1");
        QCOMPARE(ask(file, "SELECT count(*) > 0 FROM events WHERE severity = 'error'"), "1");
        QCOMPARE(ask(file, "SELECT count(*) > 2000, min(began) >= 0, count(DISTINCT slot) FROM spans"), "1|1|3");
        QCOMPARE(ask(file, "PRAGMA integrity_check"), "ok");
        QCOMPARE(others(), QStringList{"run.sqlite"});
    }

    void onlyTheWantedRowsAreWritten_data() { addKinds(); }
    void onlyTheWantedRowsAreWritten() {
        QFETCH(int, kind);
        ExportOptions options;
        options.rows = {{40, 7, 3999, 5'000'000}};  // the last is no row of this run
        write(static_cast<Kind>(kind), m_trace, target("few"), options);
        QFile file(m_folder.filePath(QStringLiteral("few")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (static_cast<Kind>(kind) == Kind::Sqlite)
            QCOMPARE(ask(file.fileName(), "SELECT count(*), min(arrival), max(arrival) FROM items"), "3|7|3999");
        else
            QCOMPARE(file.readAll().trimmed().split('\n').size(), static_cast<Kind>(kind) == Kind::Csv ? 4 : 3);
    }

    void aLineOfResultsSaysAllThatIsKnown() {
        ExportOptions options;
        options.rows = {{0}};
        std::ostringstream out;
        export_trace(m_trace, ExportFormat::ResultLines, out, options);
        const Json line = Json::parse(out.str());
        QCOMPARE(line["function"].get<std::string>(), std::string("square"));
        QCOMPARE(line["state"].get<std::string>(), std::string("done"));
        QCOMPARE(line["value"].get<int>(), line["item"].get<int>() * line["item"].get<int>());
        QCOMPARE(line["arguments"].dump(), Json::array({line["item"]}).dump());
        QVERIFY(line["error"].is_null());
        QVERIFY(line["started"].get<double>() < line["ended"].get<double>());
        QVERIFY(line["worker"]["pid"].get<int>() >= 4711);
    }

    void progressGrowsAndNoEndsTheExportWithoutATrace_data() {
        addKinds();
        QTest::newRow("text") << static_cast<int>(Kind::Text);
        QTest::newRow("json lines") << static_cast<int>(Kind::JsonLines);
        QTest::newRow("chrome") << static_cast<int>(Kind::Chrome);
    }
    void progressGrowsAndNoEndsTheExportWithoutATrace() {
        QFETCH(int, kind);
        double last = 0;
        int calls = 0;
        bool grows = true;
        ExportOptions options;
        options.proceed = [&](double done) {
            grows = grows && done >= last && done <= 1;
            last = done;
            return ++calls < 2 || done < 0.5;  // reducing alone is less
        };
        QVERIFY_THROWS_EXCEPTION(ExportCancelled, write(static_cast<Kind>(kind), m_trace, target("cancelled"), options));
        QVERIFY(calls >= 2 && last >= 0.5);
        QVERIFY(grows);
        QVERIFY(others().isEmpty());
    }

    void aFileThatCannotGrowIsToldOfAndNothingIsLeft_data() { addKinds(); }
    void aFileThatCannotGrowIsToldOfAndNothingIsLeft() {
        QFETCH(int, kind);
        QFile before(m_folder.filePath(QStringLiteral("kept")));
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("as it was") > 0);
        before.close();
        const std::string kept = before.fileName().toStdString();
        const pid_t child = ::fork();
        if (child == 0) ::_exit(writeWithLittleRoom(static_cast<Kind>(kind), m_trace, kept));
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(others(), QStringList{"kept"});
        QVERIFY(before.open(QIODevice::ReadOnly));
        QCOMPARE(before.readAll(), QByteArray("as it was"));
    }

    void whatIsNoTraceIsRefusedBeforeAnythingIsMade_data() { addKinds(); }
    void whatIsNoTraceIsRefusedBeforeAnythingIsMade() {
        QFETCH(int, kind);
        QVERIFY_THROWS_EXCEPTION(ValueError, write(static_cast<Kind>(kind), "/etc/passwd", target("none")));
        QVERIFY(others().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_export_files)
#include "tst_export_files.moc"
