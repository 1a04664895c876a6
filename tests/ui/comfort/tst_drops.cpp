// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>

#include "forms/scenario_form.h"
#include "trace_builder.h"
#include "views/message_bar.h"
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
