// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "program_run.h"

namespace {

constexpr auto kMemory = "402653184";  // bytes, 384 MiB: enough for the programs, also under a sanitizer
constexpr auto kScenario = R"({"poolscope": 1, "title": "Too much memory",
    "pool": {"processes": 2}, "batches": [{"method": "map", "function": "leak", "iterable": [1, 2000, 1, 1], "chunksize": 1}]})";

bool write(const QString& path, const QByteArray& text) {
    QFile file(path);
    // Unbuffered: the kernel's answer to the number is this write's.
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
}

/// A control group of its own with little memory, for as long as it lives.
class SmallGroup {
public:
    SmallGroup() {
        QFile own(QStringLiteral("/proc/self/cgroup"));
        if (!own.open(QIODevice::ReadOnly)) return;
        for (const QByteArray& line : own.readAll().split('\n')) {
            const QByteArray path = line.mid(line.indexOf(':', line.indexOf(':') + 1) + 1);
            if (line.contains(":memory:")) {  // version 1
                tryIn(QStringLiteral("/sys/fs/cgroup/memory") + path, QStringLiteral("memory.limit_in_bytes"));
                tryIn(QStringLiteral("/sys/fs/cgroup/memory"), QStringLiteral("memory.limit_in_bytes"));
            } else if (line.startsWith("0::")) {
                tryIn(QStringLiteral("/sys/fs/cgroup") + path, QStringLiteral("memory.max"));
                tryIn(QStringLiteral("/sys/fs/cgroup"), QStringLiteral("memory.max"));
            }
        }
    }
    ~SmallGroup() {
        if (!m_folder.isEmpty()) QDir().rmdir(m_folder);
    }
    SmallGroup(const SmallGroup&) = delete;
    SmallGroup& operator=(const SmallGroup&) = delete;
    [[nodiscard]] const QString& folder() const { return m_folder; }

private:
    void tryIn(const QString& parent, const QString& limit) {
        if (!m_folder.isEmpty()) return;
        const QString folder = QStringLiteral("%1/poolscope-test-%2").arg(parent).arg(QCoreApplication::applicationPid());
        if (!QDir().mkdir(folder)) return;
        if (QFile::exists(folder + QLatin1Char('/') + limit) && write(folder + QLatin1Char('/') + limit, kMemory))
            m_folder = folder;
        else
            QDir().rmdir(folder);
    }

    QString m_folder;
};

}  // namespace

/// The kernel kills a worker since its control group has no memory left.
class OutOfMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { adoptOrphans(); }
    void workerKilledByTheKernelForMemory_isToldAsThat_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << QString::fromLatin1(method);
    }
    void workerKilledByTheKernelForMemory_isToldAsThat() {
        QFETCH(QString, method);
        const SmallGroup group;
        if (group.folder().isEmpty()) QSKIP("no control group for memory can be made here: that takes root and its controller");
        ProgramRun run({"run", "-", "--json", "--start-method", method});
        run.withInput(kScenario).inControlGroup(group.folder());
        QVERIFY2(run.run(), run.seen().constData());
        QCOMPARE(run.exitStatus(), 1);

        const QJsonObject document = run.document();
        const QJsonObject batch = document["batches"].toArray().at(0).toObject();
        QCOMPARE(batch["done"].toInt(), 3);
        QCOMPARE(batch["lost"].toInt(), 1);
        const QJsonObject lost = batch["not_done"].toArray().at(0).toObject();
        QVERIFY2(lost["item"].toInt() == 1 && lost["cause"].toString() == "out_of_memory", run.seen().constData());
        int causes = 0;
        for (const QJsonValue& worker : document["workers"].toArray())
            causes += worker.toObject()["end"].toObject()["cause"].toString() == "out_of_memory";
        QCOMPARE(causes, 1);
        QCOMPARE(leftBehind({&run}), QByteArray());
    }
};

QTEST_GUILESS_MAIN(OutOfMemoryTest)
#include "tst_out_of_memory.moc"
