// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "program_run.h"

namespace {

// Its title is what it is found by.
const QByteArray kSleepers = R"({"poolscope": 1, "title": "Sleepers under test", "pool": {"processes": 1, "start_method": "fork"},
  "batches": [{"method": "map", "function": "sleep", "iterable": [60, 60], "chunksize": 1}]})";

}  // namespace

/// The commands about pools that run already, over a pool that runs.
class TestHostsCommand : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        adoptOrphans();
        QVERIFY(QFile::setPermissions(m_runtime.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        m_pool = std::make_unique<ProgramRun>(QStringList{"run", "-"});
        m_pool->withVariable("XDG_RUNTIME_DIR", m_runtime.path()).withInput(kSleepers).start();
        QVERIFY(m_pool->waitForRecord([](const poolscope::trace::Record& record) { return std::holds_alternative<poolscope::trace::TaskStarted>(record.body); }));
    }
    void cleanupTestCase() {
        QCOMPARE(::kill(static_cast<pid_t>(m_pool->pid()), SIGINT), 0);
        QVERIFY2(m_pool->finish(), m_pool->seen().constData());
        QCOMPARE(m_pool->exitStatus(), 130);
        QVERIFY2(leftBehind({m_pool.get()}).isEmpty(), leftBehind({m_pool.get()}).constData());
    }

    void hosts_listsAPoolThatRuns() {
        const QByteArray list = output({"hosts"}, 0);
        QVERIFY2(list.contains("Sleepers under test") && list.contains("control"), list.constData());
    }

    void hosts_asJson_saysWhatItIs() {
        const auto document = QJsonDocument::fromJson(output({"hosts", "--json"}, 0)).object();
        QCOMPARE(document["hosts"].toArray().size(), 1);
        const QJsonObject host = document["hosts"].toArray()[0].toObject();
        QCOMPARE(host["title"].toString(), QStringLiteral("Sleepers under test"));
        QCOMPARE(host["program"].toString(), QStringLiteral("poolscope-host"));
        QCOMPARE(host["processes"].toInt(), 1);
        // It is closed as soon as all is submitted.
        QVERIFY(QStringList({"running", "closing"}).contains(host["phase"].toString()));
        QVERIFY(host["pid"].toInt() > 0 && !host["run_folder"].toString().isEmpty());
    }

    void attachWithoutAPool_listsThem() {
        const QByteArray list = output({"attach"}, 0);
        QVERIFY2(list.contains("Sleepers under test"), list.constData());
    }

    void attachToAPoolThatIsNone_saysSo() {
        const QByteArray said = output({"attach", "Nobody"}, 2);
        QVERIFY2(said.contains("no pool that runs is Nobody") && said.contains("poolscope hosts"), said.constData());
    }

    void attachWithoutADisplay_saysSo() {
        const QByteArray said = output({"attach", "Sleepers under test"}, 2);
        QVERIFY2(said.contains("no display"), said.constData());
    }

private:
    /// What the program says on both channels.
    QByteArray output(const QStringList& arguments, int status) const {
        ProgramRun run(arguments);
        run.withVariable("XDG_RUNTIME_DIR", m_runtime.path()).withoutVariable("DISPLAY").withoutVariable("WAYLAND_DISPLAY").withoutVariable("QT_QPA_PLATFORM");
        if (!run.run() || run.exitStatus() != status) return "it ended otherwise: " + run.seen();
        return run.output() + run.errors();
    }

    QTemporaryDir m_runtime;
    std::unique_ptr<ProgramRun> m_pool;
};

QTEST_GUILESS_MAIN(TestHostsCommand)
#include "tst_hosts_command.moc"
