// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/replay.h"
#include "views/click_marks.h"
#include "window/comfort.h"
#include "window/presentation.h"
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

private:
    std::unique_ptr<WindowUnderTest> m_window;
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
