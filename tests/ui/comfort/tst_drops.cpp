// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QUrl>

#include "compare/comparison_page.h"
#include "forms/scenario_form.h"
#include "runs/runs_page.h"
#include "runs/runs_part.h"
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

    void aFileOverAFieldForTextIsForTheWindow() {
        QList<QWidget*> fields;
        for (QLineEdit* const line : (*m_window)->findChildren<QLineEdit*>()) fields << line;
        for (QPlainTextEdit* const text : (*m_window)->findChildren<QPlainTextEdit*>()) fields << text->viewport();
        QVERIFY(fields.size() > 5);
        for (QWidget* const field : std::as_const(fields)) {
            if (!field->acceptDrops() || !field->isEnabled() || !field->isVisible()) continue;
            auto* const line = qobject_cast<QLineEdit*>(field);
            const QString before = line ? line->text() : QString();
            QVERIFY2(drop({m_trace}, field), qPrintable(field->parent()->objectName() + field->objectName()));
            if (line) QCOMPARE(line->text(), before);
        }
        QTRY_COMPARE((*m_window)->session().state().task_count(), std::size_t{20});
    }
    void wordsAreDroppedIntoAFieldAsEver() {
        QLineEdit& runs = (*m_window)->runs().page().search();
        (*m_window)->showPage(QStringLiteral("runs"));
        QVERIFY(runs.isVisible());
        QMimeData words;
        words.setText(QStringLiteral("words"));
        QVERIFY(dropData(words, &runs));
        QCOMPARE(runs.text(), QStringLiteral("words"));
    }
    void aTraceOverThePageOfComparisonsIsCompared_andAScenarioIsOpened() {
        ComparisonPage& page = (*m_window)->comparisonPage();
        (*m_window)->showPage(QStringLiteral("compare"));
        QVERIFY(page.isVisible());
        QVERIFY(drop({m_scenario}, &page));
        QCOMPARE((*m_window)->form().value().title, std::string("Dropped"));
        QVERIFY(page.set().entries().empty());
        QVERIFY(drop({m_trace, m_scenario}, &page));
        QCOMPARE(page.set().entries().size(), std::size_t{1});
        QVERIFY2(said().contains(QStringLiteral("dropped.poolscope.json")), qPrintable(said()));
    }

private:
    /// As the window system does: first it asks, and only what was accepted is dropped.
    bool dropData(const QMimeData& data, QWidget* over = nullptr) {
        QWidget* const widget = over ? over : m_window->get();
        const QPoint place = widget->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QCoreApplication::sendEvent(widget, &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(widget, &event);
        return event.isAccepted();
    }
    bool drop(const QStringList& files, QWidget* over = nullptr) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files) urls << QUrl::fromLocalFile(file);
        data.setUrls(urls);
        return dropData(data, over);
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
