// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "trace_builder.h"
#include "views/export_progress.h"
#include "window/exporter.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestExporter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_trace = m_folder.filePath(QStringLiteral("trace"));
        testing::build_run(m_trace.toStdString(), {.tasks = 5'000, .workers = 2, .items_per_task = 4});
    }
    void cleanup() {
        for (const QString& name : others()) QFile::remove(m_folder.filePath(name));
    }

    void everyFormIsWritten_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("csv") << static_cast<int>(Exporter::Form::Csv) << QByteArray("batch,method,");
        QTest::newRow("lines") << static_cast<int>(Exporter::Form::ResultLines) << QByteArray("{\"batch\":1,");
        QTest::newRow("sqlite") << static_cast<int>(Exporter::Form::Sqlite) << QByteArray("SQLite format 3");
        QTest::newRow("json") << static_cast<int>(Exporter::Form::Json) << QByteArray("{\n  \"pool\"");
        QTest::newRow("chrome") << static_cast<int>(Exporter::Form::Chrome) << QByteArray("{");
        QTest::newRow("trace") << static_cast<int>(Exporter::Form::Trace) << QByteArray("\x89PSCOPE");
    }
    void everyFormIsWritten() {
        QFETCH(int, form);
        QFETCH(QByteArray, begin);
        Exporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        exporter.write({m_trace, static_cast<Exporter::Form>(form), m_folder.filePath(QStringLiteral("out"))});
        QVERIFY(exporter.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QFile file(m_folder.filePath(QStringLiteral("out")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.read(100).startsWith(begin));
        QCOMPARE(others(), QStringList{"out"});
    }

    void anExportThatIsCancelledLeavesNothing() {
        const QString large = m_folder.filePath(QStringLiteral("trace"));
        Exporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        connect(&exporter, &Exporter::begun, &exporter, &Exporter::cancel);  // before its first row
        exporter.write({large, Exporter::Form::Sqlite, m_folder.filePath(QStringLiteral("out"))});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        QVERIFY(finished[0][0].value<Notice>().text.startsWith(QStringLiteral("Cancelled")));
        QVERIFY(others().isEmpty());
        QVERIFY(!exporter.isBusy());
    }

    void whatWaitsIsCancelledToo_andToldOf() {
        Exporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        exporter.write({m_trace, Exporter::Form::Json, m_folder.filePath(QStringLiteral("first.json"))});
        exporter.write({m_trace, Exporter::Form::Csv, m_folder.filePath(QStringLiteral("second.csv"))});
        exporter.cancel();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60'000);
        for (const auto& told : finished) QVERIFY(told[0].value<Notice>().text.startsWith(QStringLiteral("Cancelled")));
        QVERIFY(others().isEmpty());
    }

    void theTraceItselfIsNotWrittenOver_data() {
        QTest::addColumn<int>("form");
        for (const auto form : {Exporter::Form::Csv, Exporter::Form::ResultLines, Exporter::Form::Sqlite, Exporter::Form::Json,
                                Exporter::Form::Chrome, Exporter::Form::Trace})
            QTest::addRow("%d", static_cast<int>(form)) << static_cast<int>(form);
    }
    void theTraceItselfIsNotWrittenOver() {
        QFETCH(int, form);
        const QString link = m_folder.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(m_trace, link));
        const qint64 size = QFileInfo(m_trace).size();
        Exporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        exporter.write({m_trace, static_cast<Exporter::Form>(form), m_trace});
        exporter.write({m_trace, static_cast<Exporter::Form>(form), link});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60'000);
        for (const auto& told : finished) QVERIFY(told[0].value<Notice>().weight == Notice::Weight::Error);
        QCOMPARE(QFileInfo(m_trace).size(), size);
        QCOMPARE(others(), QStringList{"link"});
    }

    void theNextOneIsToldOfAfterTheEndOfTheFirst() {
        Exporter exporter;
        QStringList told;
        connect(&exporter, &Exporter::begun, this, [&told] { told << QStringLiteral("begun"); });
        connect(&exporter, &Exporter::finished, this, [&told] { told << QStringLiteral("finished"); });
        exporter.write({m_trace, Exporter::Form::Csv, m_folder.filePath(QStringLiteral("a")), {{1}}});
        exporter.write({m_trace, Exporter::Form::Csv, m_folder.filePath(QStringLiteral("b")), {{2}}});
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), qsizetype{4}, 60'000);
        QCOMPARE(told, (QStringList{"begun", "finished", "begun", "finished"}));
    }

    void oneIsWrittenAfterAnother() {
        Exporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        exporter.write({m_trace, Exporter::Form::Csv, m_folder.filePath(QStringLiteral("a")), {{1, 2, 3}}});
        exporter.write({m_trace, Exporter::Form::Csv, m_folder.filePath(QStringLiteral("b")), {{4}}});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 2, 60'000);
        QCOMPARE(others(), (QStringList{"a", "b"}));
    }

    void aFolderThatIsNotThereIsToldOf() {
        Exporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        exporter.write({m_trace, Exporter::Form::Csv, QStringLiteral("/nowhere/at/all.csv")});
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 60'000);
        const Notice notice = finished[0][0].value<Notice>();
        QCOMPARE(notice.weight, Notice::Weight::Error);
        QVERIFY2(notice.detail.contains(QStringLiteral("No such file")), qPrintable(notice.detail));
    }

    void progressIsShownUntilTheEndAndHasAButton() {
        ExportProgress progress;
        QVERIFY(progress.isHidden());
        progress.begin(QStringLiteral("/some/where/results.csv"));
        QVERIFY(!progress.isHidden());
        progress.setDone(0.5);
        QSignalSpy cancelled(&progress, &ExportProgress::cancelWanted);
        QTest::mouseClick(progress.findChild<QToolButton*>(QStringLiteral("cancelExport")), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        progress.end();
        QVERIFY(progress.isHidden());
    }

private:
    [[nodiscard]] QStringList others() const {
        QStringList files = QDir(m_folder.path()).entryList(QDir::Files);
        files.removeAll(QStringLiteral("trace"));
        return files;
    }
    QTemporaryDir m_folder;
    QString m_trace;
};

QTEST_MAIN(TestExporter)
#include "tst_exporter.moc"
