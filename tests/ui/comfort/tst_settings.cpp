// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSpinBox>

#include "runs/run_shelf.h"
#include "runs/runs_part.h"
#include "runs/storage_dialog.h"
#include "session/replay.h"
#include "views/click_marks.h"
#include "window/comfort.h"
#include "window/presentation.h"
#include "window/settings_dialog.h"
#include "window_under_test.h"

using namespace poolscope::ui;

/// What the settings reach at once.
class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
    }
    void cleanup() { m_window.reset(); }

    void reducedMotionReachesTheReplay() {
        QCOMPARE((*m_window)->replay().motion(), Replay::Motion::Smooth);
        m_window->theme().chooseMotion(MotionChoice::Reduced);
        QCOMPARE((*m_window)->replay().motion(), Replay::Motion::Reduced);
        m_window->theme().chooseMotion(MotionChoice::System);
        QCOMPARE((*m_window)->replay().motion(), Replay::Motion::Smooth);
    }

    void reducedMotionReachesMarksThatAreShown() {
        Presentation& presentation = (*m_window)->comfort().presentation();
        presentation.enter();
        QCOMPARE(presentation.marks()->fading(), ClickMarks::Fading::Smooth);
        m_window->theme().chooseMotion(MotionChoice::Reduced);
        QCOMPARE(presentation.marks()->fading(), ClickMarks::Fading::AtOnce);
        presentation.leave();
    }

    void clicksInMenusAndDialogsAreMarkedThere() {
        Presentation& presentation = (*m_window)->comfort().presentation();
        presentation.enter();
        QTest::keyClick(m_window->get(), Qt::Key_F12);
        SettingsDialog* const settings = (*m_window)->comfort().dialog();
        QVERIFY(settings);
        QTest::mouseClick(settings->findChild<QSpinBox*>(QStringLiteral("textSize")), Qt::LeftButton);
        auto* const inDialog = settings->findChild<ClickMarks*>();
        QVERIFY(inDialog && inDialog->isVisible());
        QCOMPARE(inDialog->markCount(), 1);
        QCOMPARE(inDialog->geometry(), settings->rect());
        QMenu* const menu = (*m_window)->menuBar()->actions().constFirst()->menu();
        menu->popup(m_window->get()->mapToGlobal(QPoint(20, 20)));
        QTest::mousePress(menu, Qt::LeftButton, {}, QPoint(2, 2));
        auto* const inMenu = menu->findChild<ClickMarks*>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(inMenu && inMenu->isVisible());
        QCOMPARE(inMenu->markCount(), 1);
        menu->close();
        // The window has both: it is what is seen behind what a click closes.
        QCOMPARE(presentation.marks()->markCount(), 2);
        m_window->theme().chooseMotion(MotionChoice::Reduced);
        QCOMPARE(inMenu->fading(), ClickMarks::Fading::AtOnce);
        presentation.leave();
        QVERIFY(!settings->findChild<ClickMarks*>() && !menu->findChild<ClickMarks*>());
    }

    void howMuchIsKeptIsSetFromTheSettings() {
        QTest::keyClick(m_window->get(), Qt::Key_F12);
        SettingsDialog* const settings = (*m_window)->comfort().dialog();
        QVERIFY(settings);
        QTest::mouseClick(settings->findChild<QPushButton*>(QStringLiteral("storageButton")), Qt::LeftButton);
        auto* const storage = m_window->get()->findChild<StorageDialog*>();
        QVERIFY(storage && storage->isVisible());
        storage->runs().setValue(7);
        QTest::keyClick(&storage->runs(), Qt::Key_Return);
        QCOMPARE((*m_window)->runs().shelf().limits().runs, std::size_t{7});
    }

private:
    std::unique_ptr<WindowUnderTest> m_window;
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
