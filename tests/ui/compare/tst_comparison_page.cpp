// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "compare/comparison_page.h"
#include "compare/parallel_coordinates.h"
#include "compare/timeline_stack.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;

class ComparisonPageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::int32_t m_hosts = 4700;  // each trace is another run
    std::unique_ptr<ComparisonPage> m_page;

    QString trace(const char* name, std::uint32_t workers) {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile::remove(path);
        poolscope::testing::build_run(path.toStdString(), {.tasks = 200, .workers = workers, .host_pid = ++m_hosts});
        return path;
    }
    void showThree() {
        m_page->add({trace("a", 2), trace("b", 4), trace("c", 8)});
        QTRY_VERIFY(!m_page->set().isReading());
    }
    void clickRow(int row) {
        QTableView& table = m_page->table();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(table.model()->index(row, ComparisonModel::Name)).center());
    }

private slots:
    void init() {
        m_page = std::make_unique<ComparisonPage>();
        m_page->resize(1200, 1400);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void emptyPage_saysWhereRunsComeFrom() {
        QVERIFY(!m_page->findChild<QWidget*>(QStringLiteral("findings"))->isVisible());
    }
    void runs_areToldInOneSentenceEach() {
        showThree();
        QVERIFY(m_page->findChild<QWidget*>(QStringLiteral("findings"))->isVisible());
        // A text that keys can select shows a caret among its letters.
        QVERIFY(!(m_page->findChild<QLabel*>(QStringLiteral("verdict"))->textInteractionFlags() & Qt::TextSelectableByKeyboard));
        QVERIFY2(m_page->verdict().contains("B took") && m_page->verdict().contains("C took"), qPrintable(m_page->verdict()));
        QVERIFY(m_page->differing().isVisible());
    }
    void keyB_makesTheSelectedRunTheBaseline() {
        showThree();
        clickRow(1);
        QTest::keyClick(&m_page->table(), Qt::Key_B);
        QCOMPARE(m_page->set().baseline(), m_page->set().entries()[1].id);
        QVERIFY2(m_page->verdict().contains("as long as B"), qPrintable(m_page->verdict()));
    }
    void keyDelete_removesTheSelectedRun() {
        showThree();
        clickRow(0);
        QTest::keyClick(&m_page->table(), Qt::Key_Delete);
        QCOMPARE(m_page->set().entries().size(), std::size_t{2});
    }
    void run_isCopiedAsCode_withWhatWasMeasured() {
        QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("kept"))));
        trace("kept/trace", 3);
        QFile scenario(m_folder.filePath(QStringLiteral("kept/scenario.json")));
        QVERIFY(scenario.open(QIODevice::WriteOnly));
        scenario.write(R"({"poolscope": 1, "title": "kept", "pool": {"processes": 3}, "batches": [{"method": "map", "function": "square", "iterable": [1]}]})");
        scenario.close();
        m_page->add({trace("a", 2), m_folder.filePath(QStringLiteral("kept"))});
        QTRY_VERIFY(!m_page->set().isReading());
        const auto action = [this](const QString& name) {
            for (QAction* const each : m_page->table().actions())
                if (each->objectName() == name) return each;
            return static_cast<QAction*>(nullptr);
        };
        QSignalSpy told(m_page.get(), &ComparisonPage::told);
        clickRow(1);
        action(QStringLiteral("copyAsPython"))->trigger();
        const QString code = QGuiApplication::clipboard()->text();
        QVERIFY2(code.startsWith(QStringLiteral("# kept\n# measured: ")) && code.contains(QStringLiteral(" in one run\n# not certain to differ from ")), qPrintable(code));
        QCOMPARE(told.size(), 1);
        // A trace of a program has no scenario: that is said, and the clipboard is left alone.
        clickRow(0);
        action(QStringLiteral("copyAsCpp"))->trigger();
        QCOMPARE(told.size(), 2);
        QVERIFY(told.last().first().toString().startsWith(QStringLiteral("Nothing was copied")));
        QCOMPARE(QGuiApplication::clipboard()->text(), code);
    }
    void checkBox_hidesARun() {
        showThree();
        QTableView& table = m_page->table();
        const QRect cell = table.visualRect(table.model()->index(2, ComparisonModel::Letter));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 12, cell.center().y()));
        QTRY_COMPARE(m_page->set().runs().size(), std::size_t{2});
    }
    void measure_isChosenByKeys() {
        showThree();
        const auto boxes = m_page->findChildren<QComboBox*>();
        QVERIFY(!boxes.isEmpty());
        boxes.first()->setFocus();
        QTest::keyClick(boxes.first(), Qt::Key_Down);
        QCOMPARE(m_page->set().measure(), study::Measure::Work);
    }
    void clickInTheTimelines_setsOneCursorInBoth() {
        showThree();
        QSignalSpy moved(&m_page->timelines(), &TimelineStack::cursorMoved);
        QTest::mouseClick(&m_page->timelines(), Qt::LeftButton, {}, QPoint(m_page->timelines().width() / 2, 40));
        QCOMPARE(moved.count(), 1);
        QVERIFY2(m_page->timelines().accessibleDescription().contains("A:"), qPrintable(m_page->timelines().accessibleDescription()));
        const double place = moved.last().first().toDouble();
        QTest::keyClick(&m_page->timelines(), Qt::Key_Right);
        QVERIFY(moved.last().first().toDouble() > place);
    }
    void dragAlongAScale_brushesRuns() {
        showThree();
        ParallelCoordinates& coordinates = m_page->coordinates();
        QSignalSpy changed(&coordinates, &ParallelCoordinates::brushChanged);
        // The upper half of "processes": 4 and 8.
        const QPoint from = coordinates.pointOf(0, 1).toPoint(), to = coordinates.pointOf(0, 0.4).toPoint();
        QTest::mousePress(&coordinates, Qt::LeftButton, {}, from);
        QTest::mouseMove(&coordinates, to);
        QTest::mouseRelease(&coordinates, Qt::LeftButton, {}, to);
        QVERIFY(changed.count() > 0);
        QCOMPARE(coordinates.brushed().size(), std::size_t{2});
        QTest::mouseClick(&coordinates, Qt::LeftButton, {}, from);
        QVERIFY(!coordinates.hasBrush());
    }
    void keys_brushRunsToo() {
        showThree();
        ParallelCoordinates& coordinates = m_page->coordinates();
        coordinates.setFocus();
        QTest::keyClick(&coordinates, Qt::Key_Up);  // the least: 2 processes
        QCOMPARE(coordinates.brushed().size(), std::size_t{1});
        QTest::keyClick(&coordinates, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(coordinates.brushed().size(), std::size_t{2});
        QTest::keyClick(&coordinates, Qt::Key_Escape);
        QCOMPARE(coordinates.brushed().size(), std::size_t{3});
    }
    void droppedTraces_areAdded() {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(trace("dropped", 2))});
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &drop);
        QTRY_COMPARE(m_page->set().runs().size(), std::size_t{1});
        QVERIFY(m_page->verdict().contains("add another"));
    }
};

QTEST_MAIN(ComparisonPageTest)
#include "tst_comparison_page.moc"
