// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>

#include "session/run_moment.h"
#include "session/standstill.h"
#include "trace_builder.h"
#include "views/standstill_words.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {
constexpr Time kSecond = 1'000'000'000;
}

// Each reason for a standstill, from a trace that shows it.
class TestStandstill : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_traces = 0;
    std::unique_ptr<PoolState> m_state;
    std::unique_ptr<RunMoment> m_moment;

    using Story = std::function<void(TraceBuilder&)>;
    // Ten seconds after the story's end.
    Standstill explain(const Story& story) {
        const QString path = m_folder.filePath(QString::number(++m_traces));
        Time end = 0;
        {
            TraceBuilder trace(path.toStdString());
            trace.begin_run(2, "fork", "slow_start");
            story(trace);
            trace.flush();
            end = trace.now;
        }
        m_state = std::make_unique<PoolState>();
        m_moment = std::make_unique<RunMoment>(*m_state);
        trace::Reader reader(path.toStdString(), trace::ReadValues::No);
        while (const auto record = reader.next()) m_state->apply(*record);
        m_moment->update(m_state->take_changes());
        m_now = TraceBuilder::absolute(end + 10 * kSecond);
        return explainStandstill(*m_moment, m_now);
    }
    Time m_now = 0;

    QString words(const Standstill& standstill) {
        QStringList lines;
        for (const StandstillReason& reason : standstill.reasons) lines << standstillText(reason, *m_moment, m_now);
        return lines.join(u'\n');
    }
    // Two ready workers, and a batch of so many items.
    struct Begun {
        WorkerId a, b;
        BatchId batch;
    };
    static Begun begin(TraceBuilder& trace, std::uint64_t items) {
        Begun begun;
        begun.a = trace.start_worker(0, 1000);
        begun.b = trace.start_worker(1, 1000);
        begun.batch = trace.submit("map", "square", items);
        return begun;
    }
    static TaskId runs(TraceBuilder& trace, const Begun& begun, WorkerId worker, std::uint64_t item) {
        const TaskId task = trace.assign(begun.batch, worker, item);
        trace.add(trace::TaskStarted{task, worker, TraceBuilder::absolute(trace.now)});
        trace.advance(1000);
        return task;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void withoutAnything_thereIsNoPool() {
        const PoolState empty;
        const RunMoment moment(empty);
        QCOMPARE(explainStandstill(moment, 0).main().cause, StandstillCause::NoPool);
    }

    void aLastTaskOfOneItem_isToBeCancelledAndOneOfManyToBeCut() {
        for (const std::uint32_t items : {1u, 7u}) {
            const Standstill standstill = explain([items](TraceBuilder& trace) {
                const WorkerId worker = trace.start_worker(0, 1000);
                trace.start_worker(1, 1000);
                const TaskId task = trace.assign(trace.submit("map", "square", items, items), worker, 0, items);
                trace.add(trace::TaskStarted{task, worker, TraceBuilder::absolute(trace.now)});
            });
            QCOMPARE(standstill.main().cause, StandstillCause::LastTasks);
            const QString advice = standstillAdvice(standstill.main(), *m_moment);
            QCOMPARE(advice.contains(QStringLiteral("Smaller chunks")), items > 1);
            QCOMPARE(advice.contains(QStringLiteral("cancel it")), items == 1);
            QCOMPARE(advice.contains(QStringLiteral("task_timeout")), items == 1);
        }
    }

    void withoutABatch_itWaitsForOne() {
        const Standstill standstill = explain([](TraceBuilder& trace) { trace.start_worker(0); });
        QCOMPARE(standstill.main().cause, StandstillCause::NoBatch);
        QCOMPARE(standstill.pendingItems, std::uint64_t(0));
    }

    void whenAllIsDone_itSaysSo() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 1);
            trace.end_task(runs(trace, begun, begun.a, 0), trace.now - 500, trace.now);
            trace.end_batch(begun.batch);
        });
        QCOMPARE(standstill.main().cause, StandstillCause::AllDone);
        QCOMPARE(standstill.main().count, std::uint64_t(1));
    }

    void closedPool_waitsForWorkersToGo() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            trace.start_worker(0);
            trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Closing, {}});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::Closing);
        QVERIFY(words(standstill).contains(QStringLiteral("1 worker have yet to go")));
    }

    void terminatedPool_saysSo() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            begin(trace, 5);
            trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Terminating, {}});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::Terminating);
        QCOMPARE(standstill.main().count, std::uint64_t(2));
    }

    void pausedPool_saysSinceWhenAndWhatStillRuns() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 5);
            runs(trace, begun, begun.a, 0);
            trace.add(trace::PoolChanged{2, true});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::Paused);
        QCOMPARE(standstill.main().count, std::uint64_t(1));
        QVERIFY2(words(standstill).contains(QStringLiteral("paused since 10")), qPrintable(words(standstill)));
        QCOMPARE(standstill.pendingItems, std::uint64_t(5));
    }

    void workersThatAllInitialize_areTold() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            for (std::uint32_t worker = 1; worker <= 2; ++worker) {
                trace.add(trace::WorkerStarting{WorkerId{worker}, SlotIndex{worker - 1}, 1, "fork"});
                trace.add(trace::WorkerStarted{WorkerId{worker}, 4711});
                trace.add(trace::WorkerInitializing{WorkerId{worker}});
                trace.advance(kSecond);
            }
            trace.submit("map", "square", 5);
        });
        QCOMPARE(standstill.main().cause, StandstillCause::AllInitializing);
        QCOMPARE(standstill.main().worker, 0u);
        QCOMPARE(standstill.main().count, std::uint64_t(2));
        QVERIFY2(words(standstill).contains(QStringLiteral("All 2 workers run their initializer slow_start; PoolWorker-1 in slot 0 since 12.0 s")),
                 qPrintable(words(standstill)));
    }

    void workersThatAllStart_areTold() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            trace.add(trace::WorkerStarting{WorkerId{1}, SlotIndex{0}, 1, "fork"});
            trace.submit("map", "square", 5);
        });
        QCOMPARE(standstill.main().cause, StandstillCause::AllStarting);
    }

    void workersThatAreAllBusy_areToldWithTheLongestTask() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 5);
            runs(trace, begun, begun.b, 0);
            trace.advance(2 * kSecond);
            runs(trace, begun, begun.a, 1);
        });
        QCOMPARE(standstill.main().cause, StandstillCause::LongTasks);
        QCOMPARE(standstill.main().worker, 1u);
        QCOMPARE(standstill.main().task, 0u);
        QVERIFY2(words(standstill).contains(QStringLiteral("task 1 (square) in PoolWorker-2 in slot 1, since 12.0 s")), qPrintable(words(standstill)));
    }

    void theLastTask_isToldWithItsSlot() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 2);
            trace.end_task(runs(trace, begun, begun.a, 0), trace.now - 500, trace.now);
            runs(trace, begun, begun.b, 1);
        });
        QCOMPARE(standstill.main().cause, StandstillCause::LastTasks);
        QCOMPARE(standstill.main().count, std::uint64_t(1));
        QVERIFY2(words(standstill).contains(QStringLiteral("the last task: task 2 (square) in PoolWorker-2 in slot 1")), qPrintable(words(standstill)));
    }

    void stoppedWorker_isToldWithItsTask() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 2);
            runs(trace, begun, begun.a, 0);
            trace.add(trace::WorkerStopped{begun.a});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::StoppedWorker);
        QCOMPARE(standstill.main().worker, 0u);
        QCOMPARE(standstill.main().task, 0u);
        QVERIFY(isTrouble(standstill.main().cause));
    }

    void slotThatDiesAgainAndAgain_isToldWithTheNumber() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            trace.submit("map", "square", 5);
            for (int life = 0; life < 3; ++life) {
                trace.advance(kSecond);
                trace.end_worker(trace.start_worker(0, 1000), EndCause::Crashed, SIGSEGV);
            }
        });
        QCOMPARE(standstill.main().cause, StandstillCause::Restarting);
        QCOMPARE(standstill.main().count, std::uint64_t(3));
        QVERIFY2(words(standstill).contains(QStringLiteral("the last of 3 in a row")), qPrintable(words(standstill)));
        QVERIFY(words(standstill).contains(QStringLiteral("SIGSEGV")));
    }

    void workersThatAreReplaced_areTold() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 5);
            for (const WorkerId worker : {begun.a, begun.b}) trace.add(trace::WorkerRetiring{worker, EndCause::MaxTasksPerChild});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::Recycling);
        QCOMPARE(standstill.main().count, std::uint64_t(2));
    }

    void inputThatGivesNothing_isTold() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            trace.start_worker(0, 1000);
            trace.submit("imap", "square", {});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::InputWaits);
        QCOMPARE(standstill.main().batch, 0u);
    }

    void tasksThatNobodyHandsOut_areTold() {
        const Standstill standstill = explain([](TraceBuilder& trace) { begin(trace, 5); });
        QCOMPARE(standstill.main().cause, StandstillCause::NotHandedOut);
        QCOMPARE(standstill.main().count, std::uint64_t(2));
    }

    void poolWithoutWorkers_isTold() {
        QCOMPARE(explain([](TraceBuilder& trace) { trace.submit("map", "square", 5); }).main().cause, StandstillCause::NoWorker);
    }

    void brokenPool_saysWhy() {
        const Standstill standstill = explain([](TraceBuilder& trace) {
            begin(trace, 5);
            trace.add(trace::PoolPhaseChanged{trace::PoolPhase::Broken, "50 deaths in a minute"});
        });
        QCOMPARE(standstill.main().cause, StandstillCause::Broken);
        QVERIFY(words(standstill).contains(QStringLiteral("50 deaths in a minute")));
    }

    void endedPoolAndHostThatIsGone_areTold() {
        QCOMPARE(explain([](TraceBuilder& trace) { trace.end_run(); }).main().cause, StandstillCause::Ended);
        static_cast<void>(explain([](TraceBuilder& trace) { begin(trace, 5); }));
        m_state->host_gone();
        m_moment->update(m_state->take_changes());
        QCOMPARE(explainStandstill(*m_moment, m_now).main().cause, StandstillCause::HostGone);
    }

    void recordingThatStopped_isTold() {
        static_cast<void>(explain([](TraceBuilder& trace) { begin(trace, 5); }));
        m_state->recording_stopped(28);
        QCOMPARE(explainStandstill(*m_moment, m_now).main().cause, StandstillCause::RecordingStopped);
    }

    void resultsThatCome_areMovement() {
        static_cast<void>(explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 5);
            trace.end_task(runs(trace, begun, begun.a, 0), trace.now - 500, trace.now);
            runs(trace, begun, begun.a, 1);
        }));
        const Standstill standstill = explainStandstill(*m_moment, m_state->summary().last + kSecond / 10);
        QCOMPARE(standstill.main().cause, StandstillCause::Moving);
    }

    void aPastMoment_isExplainedAsItWas() {
        static_cast<void>(explain([](TraceBuilder& trace) {
            const Begun begun = begin(trace, 2);
            const TaskId first = runs(trace, begun, begun.a, 0);
            const TaskId second = runs(trace, begun, begun.b, 1);
            const Time started = trace.now;
            trace.advance(60 * kSecond);
            trace.end_task(first, started - 2000, trace.now);
            trace.end_task(second, started - 1000, trace.now);
            trace.end_batch(begun.batch);
            trace.end_run();
        }));
        QCOMPARE(explainStandstill(*m_moment, m_now).main().cause, StandstillCause::Ended);
        m_moment->setTime(m_state->summary().origin + 30 * kSecond);
        const Standstill standstill = explainStandstill(*m_moment, *m_moment->time());
        QCOMPARE(standstill.main().cause, StandstillCause::LongTasks);
        QCOMPARE(standstill.pendingItems, std::uint64_t(2));
    }
};

QTEST_GUILESS_MAIN(TestStandstill)
#include "tst_standstill.moc"
