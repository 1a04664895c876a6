// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QFile>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "models/ledger_model.h"
#include "timeline/timeline_view.h"
#include "trace_builder.h"
#include "views/data_table.h"
#include "views/ledger_view.h"
#include "views/standstill_panel.h"
#include "views/standstill_watch.h"
#include "window/live_page.h"
#include "window/main_window.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {
constexpr Time kMs = 1'000'000;
}

// "Where the time went" and "Why is nothing happening?" in the window.
class TestLedgerView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        TraceBuilder trace(m_folder.filePath(QStringLiteral("trace")).toStdString());
        trace.begin_run(2, "fork", "slow_start");
        const WorkerId first = trace.start_worker(0, 10 * kMs);
        const WorkerId second = trace.start_worker(1, 10 * kMs);
        const BatchId batch = trace.submit("map", "square", 4);
        for (int item = 0; item < 4; ++item) {
            const TaskId task = trace.assign(batch, item % 2 == 0 ? first : second, static_cast<std::uint64_t>(item));
            const Time begin = trace.now;
            trace.advance((item + 1) * 10 * kMs);
            trace.end_task(task, begin, trace.now, item == 3 ? trace::ItemOutcome::Failed : trace::ItemOutcome::Done);
        }
        trace.end_batch(batch, trace::BatchOutcome::Failed);
        trace.end_run();
    }
    void init() {
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(ThemeChoice::Light);
        m_window = std::make_unique<MainWindow>(Places(m_home.path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openFile(m_folder.filePath(QStringLiteral("trace")));
        QTRY_VERIFY(m_window->session().state().summary().ended);
        QToolButton* const tab = m_window->livePage().findChild<QToolButton*>(QStringLiteral("ledgerTab"));
        QVERIFY(tab);
        QTest::mouseClick(tab, Qt::LeftButton);
        QVERIFY(view().isVisible());
        QTRY_COMPARE(view().table().model()->rowCount(), static_cast<int>(kLedgerCauses));
        QTRY_COMPARE(view().ledger().end, m_window->session().state().summary().last);
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
    }

    void linesAddUpToTheWhole() {
        const QAbstractItemModelTester tester(view().table().model());
        double sum = 0;
        std::int64_t total = 0;
        for (const LedgerLine& line : view().ledger().lines) {
            sum += line.share;
            total += line.total_ns;
        }
        QVERIFY(std::abs(sum - 1) < 1e-9);
        QCOMPARE(total, view().ledger().total_ns);
        QCOMPARE(text(LedgerCause::Useful, LedgerModel::Spent), QStringLiteral("60 ms"));
        QCOMPARE(text(LedgerCause::Wasted, LedgerModel::Spent), QStringLiteral("40 ms"));
        QVERIFY2(view().text().startsWith(QStringLiteral("Whole run: 2 slots")), qPrintable(view().text()));
    }

    void aClickAtALine_goesThroughItsPlaces() {
        TimelineView& timeline = m_window->livePage().timeline();
        const QRect cell = view().table().visualRect(view().table().model()->index(static_cast<int>(LedgerCause::Useful), 0));
        QTest::mouseClick(view().table().viewport(), Qt::LeftButton, {}, cell.center());
        QVERIFY2(view().text().contains(QStringLiteral("place 1 of 3, 30 ms in slot 0")), qPrintable(view().text()));
        QCOMPARE(m_window->selection().subject(), (Subject{Subject::Kind::Task, 2}));
        QVERIFY(timeline.selectedSpan());
        QTest::mouseClick(view().table().viewport(), Qt::LeftButton, {}, cell.center());
        QVERIFY2(view().text().contains(QStringLiteral("place 2 of 3, 20 ms in slot 1")), qPrintable(view().text()));
        QCOMPARE(m_window->selection().subject(), (Subject{Subject::Kind::Task, 1}));
        // The place is shown, and the ledger is still that of the whole run.
        QVERIFY(timeline.visibleBegin() > TraceBuilder::absolute(0));
        QVERIFY(!m_window->selection().range());
    }

    void returnGoesThroughThePlacesToo() {
        view().table().setFocus();
        view().table().selectRow(static_cast<int>(LedgerCause::Initializing));
        QTest::keyClick(&view().table(), Qt::Key_Return);
        QVERIFY2(view().text().contains(QStringLiteral("Initializing: place 1 of 2, 10 ms in slot 0")), qPrintable(view().text()));
        QCOMPARE(m_window->selection().subject(), (Subject{Subject::Kind::Worker, 0}));
        QTest::keyClick(&view().table(), Qt::Key_Return);
        QVERIFY(view().text().contains(QStringLiteral("place 2 of 2")));
        QTest::keyClick(&view().table(), Qt::Key_Return);
        QVERIFY(view().text().contains(QStringLiteral("place 1 of 2")));
    }

    void itFollowsTheRangeAndTheCursor() {
        m_window->selection().setRange(TimeRange{TraceBuilder::absolute(60 * kMs), TraceBuilder::absolute(70 * kMs)});
        QTRY_COMPARE(view().ledger().total_ns, 20 * kMs);
        QCOMPARE(view().ledger()[LedgerCause::Useful].total_ns, 10 * kMs);
        QVERIFY(view().text().startsWith(QStringLiteral("Selected")));
        m_window->selection().setRange({});
        QTRY_VERIFY(view().text().startsWith(QStringLiteral("Whole run")));
        m_window->selection().setCursor(TraceBuilder::absolute(70 * kMs));
        QTRY_COMPARE(view().ledger().total_ns, 140 * kMs);
        QVERIFY(view().text().startsWith(QStringLiteral("Up to")));
    }

    void aKeyExplainsTheMoment() {
        QTest::keyClick(m_window.get(), Qt::Key_F1, Qt::ShiftModifier);
        StandstillWatch& watch = m_window->standstillWatch();
        QVERIFY(watch.panel() && watch.panel()->isVisible());
        QVERIFY2(watch.panel()->text().contains(QStringLiteral("The pool has ended")), qPrintable(watch.panel()->text()));
        QVERIFY(!watch.panel()->isModal());
        m_window->selection().setCursor(TraceBuilder::absolute(10 * kMs + 60 * kMs));
        QVERIFY2(watch.panel()->text().contains(QStringLiteral("at this moment")), qPrintable(watch.panel()->text()));
        QVERIFY(watch.panel()->list().count() > 0);
        QTest::keyClick(watch.panel(), Qt::Key_Escape);
        QVERIFY(!watch.panel()->isVisible());
    }

    void poolThatHangs_offersAnExplanation() {
        StandstillWatch& watch = m_window->standstillWatch();
        QVERIFY(!watch.isVisible());
        watch.setQuiet(std::chrono::milliseconds(200));
        const QString path = m_folder.filePath(QStringLiteral("hangs.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"poolscope": 1, "pool": {"processes": 1}, "batches": [{"method": "apply_async", "function": "sleep", "args": [30]}]})");
        file.close();
        m_window->openFile(path);
        m_window->run();
        QTRY_VERIFY_WITH_TIMEOUT(watch.isVisible(), 60'000);
        QVERIFY2(watch.text().startsWith(QStringLiteral("Nothing has moved for")), qPrintable(watch.text()));
        QTRY_VERIFY2_WITH_TIMEOUT(watch.toolTip().contains(QStringLiteral("task 1 (sleep)")), qPrintable(watch.toolTip()), 60'000);
        QTest::mouseClick(&watch, Qt::LeftButton);
        QVERIFY(watch.panel() && watch.panel()->isVisible());
        QTRY_VERIFY(watch.panel()->text().contains(QStringLiteral("1 item is pending")));
        watch.panel()->list().setCurrentRow(0);
        QTest::keyClick(&watch.panel()->list(), Qt::Key_Return);
        QCOMPARE(m_window->selection().subject(), (Subject{Subject::Kind::Task, 0}));
        m_window->session().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), 60'000);
        QTRY_VERIFY(!watch.isVisible());
    }

private:
    [[nodiscard]] LedgerView& view() { return m_window->livePage().ledgerView(); }
    [[nodiscard]] QString text(LedgerCause cause, int column) {
        return view().table().model()->index(static_cast<int>(cause), column).data().toString();
    }

    QTemporaryDir m_folder, m_home;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestLedgerView)
#include "tst_ledger_view.moc"
