// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include <QComboBox>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "session/replay.h"
#include "session/selection.h"
#include "session/session.h"
#include "trace_builder.h"
#include "views/replay_bar.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {
constexpr Time kMs = 1'000'000;
constexpr int kPatienceMs = 30'000;
}  // namespace

/// A recorded run, played once more.
class ReplayTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_folder = std::make_unique<QTemporaryDir>();
        const QString path = m_folder->filePath(QStringLiteral("a.trace"));
        writeRun(path.toStdString());
        m_session = std::make_unique<Session>(Places(m_folder->path()));
        m_selection = std::make_unique<Selection>();
        m_replay = std::make_unique<Replay>(*m_session, *m_selection);
        m_session->openTrace(path);
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->isReading() && m_session->state().summary().ended, kPatienceMs);
    }
    void cleanup() {
        m_replay.reset();
        m_session.reset();
    }

    void play_movesTheCursorFromTheBeginToTheEnd_andStops() {
        QSignalSpy moved(m_selection.get(), &Selection::cursorChanged);
        m_replay->setSpeed(16);
        m_replay->play();
        QVERIFY(m_replay->isPlaying());
        QCOMPARE(m_selection->cursor(), std::optional(origin()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_replay->isPlaying(), kPatienceMs);
        QCOMPARE(m_selection->cursor(), std::optional(m_session->now()));
        Time before = 0;
        for (const QList<QVariant>& one : moved) {
            const auto cursor = one[0].value<std::optional<Time>>();
            QVERIFY(cursor && *cursor >= before);
            before = *cursor;
        }
    }

    void speed_isWhatTheClockShows() {
        // The slowest and the fastest differ by 160 times: however slow the machine is, they are told apart.
        m_replay->setSpeed(0.01);
        QCOMPARE(m_replay->speed(), 0.1);
        m_replay->play();
        QElapsedTimer passed;
        passed.start();
        QTRY_VERIFY_WITH_TIMEOUT(*m_selection->cursor() > origin(), kPatienceMs);
        QVERIFY(static_cast<double>(*m_selection->cursor() - origin()) <= 0.1 * static_cast<double>(passed.nsecsElapsed()) + 0.1 * 50 * kMs);
        m_replay->setSpeed(1000);
        QCOMPARE(m_replay->speed(), 16.0);
        m_replay->slower();
        QCOMPARE(m_replay->speed(), 8.0);
        m_replay->faster();
        m_replay->faster();
        QCOMPARE(m_replay->speed(), 16.0);
    }

    void steps_goFromChangeToChange_forwardsAndBack() {
        m_replay->stepBack();
        std::vector<Time> back;
        while (m_selection->cursor() && *m_selection->cursor() > origin() && back.size() < 100) {
            back.push_back(*m_selection->cursor());
            const Time before = *m_selection->cursor();
            m_replay->stepBack();
            if (*m_selection->cursor() == before) break;
        }
        QVERIFY2(back.size() >= 5, qPrintable(QString::number(back.size())));
        std::vector<Time> forward{*m_selection->cursor()};
        while (forward.size() < 100) {
            m_replay->stepForward();
            if (*m_selection->cursor() == forward.back()) break;
            forward.push_back(*m_selection->cursor());
        }
        std::reverse(back.begin(), back.end());
        QVERIFY(forward == back);
        QVERIFY(std::find(forward.begin(), forward.end(), TraceBuilder::absolute(11 * kMs)) != forward.end());
    }

    void whoTakesTheCursor_stopsTheReplay() {
        m_replay->setSpeed(0.1);
        m_replay->play();
        m_selection->setCursor(origin() + 20 * kMs);
        QVERIFY(!m_replay->isPlaying());
        m_replay->play();  // from there
        QVERIFY(*m_selection->cursor() >= origin() + 20 * kMs);
        m_selection->setCursor({});
        QVERIFY(!m_replay->isPlaying());
    }

    void hiddenWindow_playsNothing() {
        m_replay->setSpeed(0.1);
        m_replay->play();
        m_replay->setSeen(false);
        const std::optional<Time> before = m_selection->cursor();
        QSignalSpy moved(m_selection.get(), &Selection::cursorChanged);
        QVERIFY(!moved.wait(200));
        QCOMPARE(m_selection->cursor(), before);
        m_replay->setSeen(true);
        QVERIFY(m_replay->isPlaying());
        QTRY_VERIFY_WITH_TIMEOUT(m_selection->cursor() != before, kPatienceMs);
    }

    void reducedMotion_jumpsFromChangeToChange() {
        m_replay->setMotion(Replay::Motion::Reduced);
        m_replay->setSpeed(0.1);
        QSignalSpy moved(m_selection.get(), &Selection::cursorChanged);
        m_replay->play();
        QTRY_VERIFY_WITH_TIMEOUT(!m_replay->isPlaying(), kPatienceMs);
        QVERIFY(moved.size() >= 2);
        for (qsizetype i = 1; i + 1 < moved.size(); ++i) {  // the first is the begin, the last the end
            const Time time = *moved[i][0].value<std::optional<Time>>();
            QCOMPARE(Replay::previousChange(m_session->state(), time + 1), std::optional(time));
        }
    }

    void bar_playsWithTheMouse_andShowsTheSpeed() {
        ReplayBar bar(*m_replay);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        m_replay->setSpeed(0.1);
        auto* const button = bar.findChild<QToolButton*>(QStringLiteral("replayButton"));
        QVERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_replay->isPlaying());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!m_replay->isPlaying());
        auto* const speed = bar.findChild<QComboBox*>();
        QVERIFY(speed->currentText().startsWith(QStringLiteral("0.1")));
        speed->setFocus();
        QTest::keyClick(speed, Qt::Key_End);
        QCOMPARE(m_replay->speed(), 16.0);
    }

private:
    [[nodiscard]] Time origin() const { return m_session->state().summary().origin; }
    static void writeRun(const std::string& path) {
        TraceBuilder run(path);
        run.begin_run(2);
        run.now = kMs;
        const WorkerId first = run.start_worker(0, 0);
        const WorkerId second = run.start_worker(1, 0);
        const BatchId batch = run.submit("map", "square", 4);
        for (int i = 0; i < 4; ++i) {
            const TaskId task = run.assign(batch, i % 2 == 0 ? first : second, static_cast<std::uint64_t>(i));
            run.now = (10 * i + 11) * kMs;
            run.end_task(task, (10 * i + 1) * kMs, (10 * i + 11) * kMs);
        }
        run.end_batch(batch);
        run.end_worker(first, EndCause::Closed);
        run.end_worker(second, EndCause::Closed);
        run.now = 60 * kMs;
        run.end_run();
        run.flush();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<Replay> m_replay;
};

QTEST_MAIN(ReplayTest)
#include "tst_replay.moc"
