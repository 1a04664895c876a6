// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QUrl>

#include "comfort/window_under_test.h"
#include "compare/comparison_page.h"
#include "forms/code_preview.h"
#include "forms/scenario_form.h"
#include "runs/run_shelf.h"
#include "runs/run_words.h"
#include "runs/runs_part.h"
#include "study/sweep_choice.h"
#include "study/sweep_map.h"
#include "study/sweep_page.h"
#include "study/sweep_setup.h"
#include "views/message_bar.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;

}  // namespace

/// Sweeps in the window: as files, in the form, in the store and in the comparison.
class TestSweepWindow : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
        m_scenario = m_window->write(QStringLiteral("mine.poolscope.json"), R"({"poolscope": 1, "title": "Mine", "pool": {"processes": 3},
            "batches": [{"method": "apply", "function": "square", "args": [3]}]})");
        m_sweep = m_window->write(QStringLiteral("naps.json"), R"({"poolscope_sweep": 1, "title": "Naps?", "description": "Which is best?",
            "parameters": {"processes": [1, 2], "chunksize": [1, 2]}, "repetitions": 2, "warm_up": 0, "stop_when_settled": false,
            "scenario": {"poolscope": 1, "title": "Naps", "pool": {"processes": 2, "start_method": "fork"},
                         "batches": [{"method": "map", "function": "sleep", "iterable": [0.001, 0.001]}]}})");
        (*m_window)->openFile(m_scenario);
        QCOMPARE(form().value().title, std::string("Mine"));
    }
    void cleanup() { m_window.reset(); }

    void droppedSweep_fillsItsPageAndTheFormAndCanBeUndone() {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_sweep)});
        const QPoint place = (*m_window)->rect().center();
        QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window->get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window->get(), &drop);
        QVERIFY(page().isVisible());
        QCOMPARE(page().setup().values(study::SweepParameter::Chunksize).text(), QStringLiteral("1, 2"));
        QCOMPARE(page().verdict(), QStringLiteral("Which is best?"));
        QCOMPARE(form().value().title, std::string("Naps"));
        (*m_window)->findChild<QAction*>(QStringLiteral("undo"))->trigger();
        QCOMPARE(form().value().title, std::string("Mine"));
    }
    void damagedSweep_isToldAsASweep() {
        const QString path = m_window->write(QStringLiteral("bad.json"), R"({"poolscope_sweep": 1, "scenario": 5, "parameters": {"colour": [1]}})");
        (*m_window)->openFile(path);
        QString said;
        for (const MessageBar* const bar : (*m_window)->messages().bars()) said += bar->text() + u'\n' + bar->detail() + u'\n';
        QVERIFY2(said.contains(QStringLiteral("bad.json is no sweep")) && said.contains(QStringLiteral("colour")), qPrintable(said));
        QVERIFY(!page().isVisible());
        QCOMPARE(form().value().title, std::string("Mine"));
    }
    void aCell_goesIntoTheFormAndTheComparison() {
        (*m_window)->openFile(m_sweep);
        QTest::mouseClick(&page().startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(page().runner().outcome() && !page().isRunning(), kPatienceMs);
        QTableView& table = page().map().table();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(0, 1)).center());
        QTest::mouseClick(&page().choice().useButton(), Qt::LeftButton);
        QCOMPARE(form().value().pool.processes.value_or(0), 1);
        QCOMPARE(form().value().batches.at(0).chunksize.value_or(0), 2);
        // Its code says what was measured of it, and that of another configuration does not.
        auto* const code = (*m_window)->findChild<CodePreview*>();
        QVERIFY2(code->currentCode().contains(QStringLiteral("# measured: median")) && code->currentCode().contains(QStringLiteral("of 2 runs")), qPrintable(code->currentCode()));
        (*m_window)->findChild<QAction*>(QStringLiteral("undo"))->trigger();
        QCOMPARE(form().value().pool.processes.value_or(0), 2);
        QVERIFY2(!code->currentCode().contains(QStringLiteral("measured")), qPrintable(code->currentCode()));
        // Both runs of each configuration are listed with their sweep.
        QTRY_COMPARE_WITH_TIMEOUT((*m_window)->runs().shelf().runs().size(), std::size_t{8}, kPatienceMs);
        for (const StoredRun& run : (*m_window)->runs().shelf().runs()) {
            QVERIFY2(runOrigin(run).startsWith(QStringLiteral("sweep “Naps?”, run ")), qPrintable(runOrigin(run)));
            QVERIFY2(runName(run).startsWith(QStringLiteral("processes ")), qPrintable(runName(run)));
        }
        QTest::mouseClick(&page().choice().compareButton(), Qt::LeftButton);
        QVERIFY((*m_window)->comparisonPage().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!(*m_window)->comparisonPage().set().isReading() && (*m_window)->comparisonPage().set().runs().size() >= 4, kPatienceMs);
        QVERIFY((*m_window)->comparisonPage().set().groups().size() >= 2);
    }

    void lastSweep_isThereAgainAtTheNextStart() {
        (*m_window)->openFile(m_sweep);
        QTest::mouseClick(&page().startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(page().runner().outcome() && !page().isRunning(), kPatienceMs);
        const QString verdict = page().verdict();
        (*m_window)->close();
        m_window->open();
        QCOMPARE(page().verdict(), verdict);
        QCOMPARE(page().runner().outcome()->configurations.size(), std::size_t{4});
        QCOMPARE(page().setup().values(study::SweepParameter::Processes).text(), QStringLiteral("1, 2"));
        QVERIFY(!page().goOnButton().isEnabled() && page().exportButton().isEnabled());
    }

private:
    [[nodiscard]] SweepPage& page() { return (*m_window)->sweepPage(); }
    [[nodiscard]] ScenarioForm& form() { return (*m_window)->form(); }

    std::unique_ptr<WindowUnderTest> m_window;
    QString m_scenario, m_sweep;
};

QTEST_MAIN(TestSweepWindow)
#include "tst_sweep_window.moc"
