// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QToolButton>
#include <QUrl>

#include "forms/scenario_form.h"
#include "trace_builder.h"
#include "views/message_bar.h"
#include "window/pool_actions.h"
#include "window_under_test.h"

using namespace poolscope::ui;

/// Files that are dropped onto the window.
class TestDrops : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
        m_scenario = m_window->write(QStringLiteral("dropped.poolscope.json"), R"({"poolscope": 1, "title": "Dropped",
            "batches": [{"method": "apply", "function": "square", "args": [3]}]})");
        m_trace = m_window->file(QStringLiteral("dropped.trace"));
        poolscope::testing::build_run(m_trace.toStdString(), {.tasks = 20});
    }
    void cleanup() { m_window.reset(); }

    void aScenarioGoesIntoTheForm() {
        QVERIFY(drop({m_scenario}));
        QCOMPARE((*m_window)->form().value().title, std::string("Dropped"));
        QVERIFY(said().isEmpty());
    }
    void aTraceIsShown() {
        QVERIFY(drop({m_trace}));
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
        QVERIFY(said().isEmpty());
    }
    void aRunFolderStandsForTheTraceInIt() {
        const QString folder = m_window->file(QStringLiteral("run"));
        QVERIFY(QDir().mkpath(folder) && QFile::copy(m_trace, folder + QStringLiteral("/trace")));
        QVERIFY(drop({folder}));
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
    }
    void ofSeveralTheFirstIsOpenedAndTheOthersAreTold() {
        QVERIFY(drop({m_trace, m_scenario, m_trace}));
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
        QVERIFY2(said().contains(QStringLiteral("dropped.trace")) && said().contains(QStringLiteral("2 more")), qPrintable(said()));
    }
    void garbageIsSaidToBeNone() {
        const QString path = m_window->write(QStringLiteral("noise.bin"), QByteArray(4096, '\x5a'));
        QVERIFY(drop({path}));
        QTRY_VERIFY2(said().contains(QStringLiteral("noise.bin")), qPrintable(said()));
    }
    void aWrongFileLeavesTheRunThatIsShown() {
        QVERIFY(drop({m_trace}));
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
        QVERIFY(drop({m_window->write(QStringLiteral("README.md"), "# A text\n")}));
        QTRY_VERIFY2(said().contains(QStringLiteral("README.md cannot be read as a trace")), qPrintable(said()));
        QCOMPARE((*m_window)->session().origin(), Session::Origin::File);
        QCOMPARE((*m_window)->session().tracePath(), m_trace);
        QCOMPARE((*m_window)->session().state().task_count(), std::size_t{20});
    }
    void aWrongFileLeavesALivePool() {
        startPool();
        QVERIFY(drop({m_window->write(QStringLiteral("README.md"), "# A text\n")}));
        QVERIFY2(said().contains(QStringLiteral("README.md cannot be read as a trace")), qPrintable(said()));
        QVERIFY((*m_window)->session().takesBatches());
    }
    void aTraceAsksBeforeItEndsALivePool() {
        startPool();
        QVERIFY(drop({m_trace}));
        QVERIFY((*m_window)->session().takesBatches());
        QToolButton* const open = button(QStringLiteral("Open and end the pool"));
        QVERIFY2(open, qPrintable(said()));
        QTest::mouseClick(open, Qt::LeftButton);
        QVERIFY(!(*m_window)->session().hasHost());
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
        QVERIFY2(said().isEmpty(), qPrintable(said()));
    }
    void aPoolThatIsKeptIsLeftWithoutAQuestion() {
        startPool();
        (*m_window)->poolActions().keepAlive->setChecked(true);
        const QString folder = QFileInfo((*m_window)->session().tracePath()).path();
        QVERIFY(drop({m_trace}));
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
        QVERIFY((*m_window)->session().attach(folder));
        (*m_window)->session().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!(*m_window)->session().hasHost(), 60'000);
    }
    void whatWasWrongIsForgottenWhenTheMendedFileIsOpened() {
        QVERIFY(drop({m_window->write(QStringLiteral("mine.json"), R"({"poolscope": 1, "batches": [{"method": "aply"}]})")}));
        QVERIFY2(said().contains(QStringLiteral("mine.json is no scenario")), qPrintable(said()));
        QVERIFY(drop({m_window->write(QStringLiteral("mine.json"), R"({"poolscope": 1, "batches": []})")}));
        QVERIFY2(said().isEmpty(), qPrintable(said()));
    }
    void aFolderWithoutATraceIsSaidToBeOne() {
        const QString folder = m_window->file(QStringLiteral("empty"));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(drop({folder}));
        QVERIFY2(said().contains(QStringLiteral("folder")), qPrintable(said()));
    }
    void whatIsGoneMeanwhileIsSaidSo() {
        QVERIFY(drop({m_window->file(QStringLiteral("gone.trace"))}));
        QVERIFY2(said().contains(QStringLiteral("gone.trace")), qPrintable(said()));
    }
    void whatLiesOnAnotherMachineIsNotTaken() {
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("https://example.org/a.trace"))});
        QVERIFY(!dropData(data));
        QMimeData text;
        text.setText(QStringLiteral("only words"));
        QVERIFY(!dropData(text));
        QVERIFY(said().isEmpty());
    }
    void foreignUrlsBesideALocalOneAreLeftOut() {
        QMimeData data;
        data.setUrls({QUrl(QStringLiteral("https://example.org/a.trace")), QUrl::fromLocalFile(m_scenario)});
        QVERIFY(dropData(data));
        QCOMPARE((*m_window)->form().value().title, std::string("Dropped"));
    }

private:
    /// As the window system does: first it asks, and only what was accepted is dropped.
    bool dropData(const QMimeData& data) {
        const QPoint place = (*m_window)->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(m_window->get(), &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(m_window->get(), &event);
        return event.isAccepted();
    }
    bool drop(const QStringList& files) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files) urls << QUrl::fromLocalFile(file);
        data.setUrls(urls);
        return dropData(data);
    }
    void startPool() {
        (*m_window)->poolActions().startPool->trigger();
        QTRY_VERIFY_WITH_TIMEOUT((*m_window)->session().takesBatches(), 60'000);
    }
    QToolButton* button(const QString& text) {
        for (QToolButton* const each : (*m_window)->messages().findChildren<QToolButton*>())
            if (each->text() == text && each->isVisible()) return each;
        return nullptr;
    }
    QString said() {
        QString all;
        for (const MessageBar* const bar : (*m_window)->messages().bars()) all += bar->text() + u'\n' + bar->detail() + u'\n';
        return all;
    }

    std::unique_ptr<WindowUnderTest> m_window;
    QString m_scenario, m_trace;
};

QTEST_MAIN(TestDrops)
#include "tst_drops.moc"
