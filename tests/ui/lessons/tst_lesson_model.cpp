// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "lessons/lesson_gallery.h"
#include "lessons/lesson_model.h"

using namespace poolscope::ui;

/// The demos as the gallery lists them.
class LessonModelTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toLocal8Bit());
    }

    void theTwelveAreThere_withPicturesOfRealRuns() {
        LessonModel model(Places(m_folder->path()));
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reload();
        QCOMPARE(model.rowCount(), 12);
        for (int row = 0; row < 12; ++row) {
            QVERIFY2(model.at(row).lesson, qPrintable(model.at(row).problem));
            QVERIFY2(!model.at(row).sketch.empty(), qPrintable(model.at(row).path));
            QVERIFY(model.index(row).data().toString().startsWith(QString::number(row + 1) + QStringLiteral(". ")));
        }
        QCOMPARE(model.nextToDo(), 0);
    }

    void ownDemo_isListed_andAMistakeInOneIsToldWithItsPlace() {
        const QDir own(ownDemosFolder());
        QVERIFY(own.mkpath(QStringLiteral(".")));
        write(own.filePath(QStringLiteral("mine.json")), R"({"poolscope": 1, "title": "Mine", "batches": [], "lesson": {}})");
        write(own.filePath(QStringLiteral("wrong.json")), R"({"poolscope": 1, "batches": [], "lesson": {"qestion": 1}})");
        LessonModel model(Places(m_folder->path()));
        model.reload();
        QCOMPARE(model.rowCount(), 14);
        QCOMPARE(model.index(12).data().toString(), QStringLiteral("Mine"));
        QVERIFY(!model.at(13).lesson);
        QVERIFY2(model.at(13).problem.contains(QStringLiteral("/lesson/qestion: unknown key")), qPrintable(model.at(13).problem));

        LessonGallery gallery(model);
        gallery.resize(900, 1800);
        gallery.show();
        QVERIFY(QTest::qWaitForWindowExposed(&gallery));
        QSignalSpy wanted(&gallery, &LessonGallery::lessonWanted);
        QSignalSpy problems(&gallery, &LessonGallery::problemWanted);
        QListView& list = gallery.list();
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(model.index(12)).center());
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), own.filePath(QStringLiteral("mine.json")));
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(model.index(13)).center());
        QCOMPARE(problems.size(), 1);
        list.setCurrentIndex(model.index(0));
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(wanted.size(), 2);
        QVERIFY(wanted[1][0].toString().contains(QStringLiteral("01-hello-pool")));
    }

    void progress_isKeptAndTheBestScoreStays() {
        {
            LessonModel model(Places(m_folder->path()));
            const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
            model.reload();
            model.setDone(model.at(0).path, 0.8);
            model.setDone(model.at(0).path, 0.4);
            QCOMPARE(model.nextToDo(), 1);
        }
        LessonModel model(Places(m_folder->path()));
        model.reload();
        QVERIFY(model.index(0).data(LessonModel::IsDone).toBool());
        QVERIFY2(model.index(0).data(LessonModel::Status).toString().contains(QStringLiteral("80")), qPrintable(model.index(0).data(LessonModel::Status).toString()));
        Places(m_folder->path()).openSettings()->setValue(QStringLiteral("lessons/welcomed"), true);
        model.forgetProgress();
        QCOMPARE(model.nextToDo(), 0);
        // Who was welcomed stays so: the first demo is not put over what is in the form.
        QVERIFY(Places(m_folder->path()).openSettings()->value(QStringLiteral("lessons/welcomed")).toBool());
    }

    void copyOfADemo_isNotDoneWithIt() {
        const QDir own(ownDemosFolder());
        QVERIFY(own.mkpath(QStringLiteral(".")));
        LessonModel model(Places(m_folder->path()));
        model.reload();
        QVERIFY(QFile::copy(model.at(0).path, own.filePath(QStringLiteral("01-hello-pool.json"))));
        model.reload();
        QCOMPARE(model.rowCount(), 13);
        model.setDone(model.at(0).path, 0.8);
        QVERIFY(model.index(0).data(LessonModel::IsDone).toBool() && !model.index(12).data(LessonModel::IsDone).toBool());
        model.setDone(model.at(12).path, 0.5);
        LessonModel again{Places(m_folder->path())};
        again.reload();
        QVERIFY(again.index(12).data(LessonModel::Status).toString().contains(QStringLiteral("50")));
    }

private:
    static void write(const QString& path, const char* text) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(LessonModelTest)
#include "tst_lesson_model.moc"
