// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDockWidget>
#include <QSplitter>
#include <QToolButton>

#include "runs/runs_page.h"
#include "runs/runs_part.h"
#include "window/comfort.h"
#include "window/lesson_desk.h"
#include "window/live_page.h"
#include "window_under_test.h"

using namespace poolscope::ui;

/// The layout of the window, put back to what it was at first.
class TestLayout : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
    }
    void cleanup() { m_window.reset(); }

    void resetGivesThePartsTheRoomThatTheyHadAtFirst();
    void resetOpensNoEmptyGuide();
    void resetKeepsTheGuideOfADemoAndItsRoom();
    void whatIsSetOutlivesAWindowThatIsKilled();

private:
    [[nodiscard]] MainWindow& window() { return **m_window; }

    std::unique_ptr<WindowUnderTest> m_window;
};

void TestLayout::resetGivesThePartsTheRoomThatTheyHadAtFirst() {
    // As a window that was never shown before shows them.
    window().showPage(QStringLiteral("runs"));
    window().showPage(QStringLiteral("live"));
    QList<QSplitter*> splitters = window().livePage().findChildren<QSplitter*>();
    splitters << window().runs().page().findChildren<QSplitter*>();
    QCoreApplication::processEvents();
    QList<QList<int>> first;
    for (const QSplitter* const splitter : std::as_const(splitters)) first << splitter->sizes();
    for (QSplitter* const splitter : std::as_const(splitters)) splitter->setSizes({300, 300});
    window().comfort().resetLayout->trigger();
    QCoreApplication::processEvents();
    for (qsizetype i = 0; i < splitters.size(); ++i) QCOMPARE(splitters[i]->sizes(), first[i]);
    for (const QSplitter* const splitter : std::as_const(splitters))
        if (splitter->orientation() == Qt::Horizontal) QVERIFY(splitter->sizes().constFirst() > 2 * splitter->sizes().constLast());
}

void TestLayout::resetOpensNoEmptyGuide() {
    window().comfort().resetLayout->trigger();
    QVERIFY(window().lessons().dock().isHidden());
    QVERIFY(window().findChild<QDockWidget*>(QStringLiteral("setup"))->isVisible());
}

void TestLayout::resetKeepsTheGuideOfADemoAndItsRoom() {
    window().lessons().welcome();
    QVERIFY(window().lessons().dock().isVisible());
    window().comfort().resetLayout->trigger();
    QCoreApplication::processEvents();
    QVERIFY(window().lessons().dock().isVisible());
    // At this width the guide stands in place of the form.
    QVERIFY(window().findChild<QDockWidget*>(QStringLiteral("setup"))->isHidden());
    const auto buttons = window().livePage().findChildren<QToolButton*>();
    QVERIFY(!buttons.isEmpty());
    for (const QToolButton* const button : buttons)
        if (button->isVisible()) QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
}

/// It is written when the window is left and when a file is opened, not only when it closes.
void TestLayout::whatIsSetOutlivesAWindowThatIsKilled() {
    const auto kept = [this](const char* key) { return m_window->places().openSettings()->value(QLatin1String(key)); };
    const QString scenario = m_window->write(QStringLiteral("kept.json"), R"({"poolscope": 1, "title": "Kept", "pool": {}, "batches": []})");
    window().openFile(scenario);
    QTRY_COMPARE(kept("lastScenario").toString(), scenario);
    window().showPage(QStringLiteral("charts"));
    QWidget other;
    other.show();
    other.activateWindow();
    QTRY_VERIFY(kept("window/tab").toInt() > 0);
    QTRY_COMPARE(kept("window/geometry").toByteArray(), window().saveGeometry());
}

QTEST_MAIN(TestLayout)
#include "tst_layout.moc"
