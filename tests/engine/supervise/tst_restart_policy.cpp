// SPDX-License-Identifier: MIT
#include <QTest>

#include "supervise/restart_policy.h"

using namespace poolscope::supervise;

class RestartPolicyTest : public QObject {
    Q_OBJECT

private slots:
    void workerThatWasReady_isReplacedAtOnceHoweverOften() {
        RestartPolicy policy(3);
        for (int i = 0; i < 1000; ++i) QCOMPARE(int(policy.ended_when_ready().decision), int(RestartPolicy::Decision::Now));
    }
    void workersThatEndAtOnce_areReplacedWithGrowingPausesUntilThePoolBreaks() {
        RestartPolicy policy(3);
        constexpr std::size_t kSlots = 3;
        for (std::size_t i = 0; i < RestartPolicy::kEndsWithoutPause * kSlots; ++i)
            QCOMPARE(int(policy.ended_at_once(0, false, kSlots).decision), int(RestartPolicy::Decision::Now));
        std::chrono::milliseconds last{1}, all{0};
        for (std::size_t i = RestartPolicy::kEndsWithoutPause * kSlots + 1; i < RestartPolicy::kMostEndsAtOnce * kSlots; ++i) {
            const auto verdict = policy.ended_at_once(0, false, kSlots);
            QCOMPARE(int(verdict.decision), int(RestartPolicy::Decision::Later));
            QVERIFY(verdict.delay >= last);
            last = verdict.delay;
            all += verdict.delay;
        }
        QVERIFY(all < std::chrono::seconds(10));
        QCOMPARE(int(policy.ended_at_once(0, false, kSlots).decision), int(RestartPolicy::Decision::Break));
    }
    void workersThatEndAtOnceWhileOthersWork_breakNothing() {
        RestartPolicy policy(3);
        for (int i = 0; i < 1000; ++i) QVERIFY(policy.ended_at_once(0, true, 2).decision != RestartPolicy::Decision::Break);
        QVERIFY(policy.ended_at_once(0, true, 2).delay <= std::chrono::seconds(1));
    }
    void aTaskThatEndedInBetween_startsThatCountAnew() {
        RestartPolicy policy(3);
        for (std::uint64_t ended = 0; ended < 1000; ++ended)
            QCOMPARE(int(policy.ended_at_once(ended, false, 1).decision), int(RestartPolicy::Decision::Now));
    }
    void failedStartsInARow_breakThePoolAtTheLimit() {
        RestartPolicy policy(3);
        QCOMPARE(int(policy.ended_before_ready().decision), int(RestartPolicy::Decision::Later));
        QCOMPARE(int(policy.ended_before_ready().decision), int(RestartPolicy::Decision::Later));
        QCOMPARE(int(policy.ended_before_ready().decision), int(RestartPolicy::Decision::Break));
    }
    void startsThatOneIncidentEnded_countOnceAndAreTriedTogether() {
        RestartPolicy policy(3);
        for (int incident = 1; incident < 3; ++incident) {
            const auto first = policy.ended_before_ready();
            for (int i = 0; i < 20; ++i) {
                QCOMPARE(int(policy.went_along().decision), int(RestartPolicy::Decision::Later));
                QCOMPARE(policy.went_along().delay, first.delay);
            }
        }
        QCOMPARE(int(policy.ended_before_ready().decision), int(RestartPolicy::Decision::Break));
    }
    void aReadyWorkerInBetween_startsTheCountAnew() {
        RestartPolicy policy(2);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(int(policy.ended_before_ready().decision), int(RestartPolicy::Decision::Later));
            policy.worker_ready();
        }
    }
    void refusedStarts_areTriedForEverWithGrowingBoundedPauses() {
        RestartPolicy policy(2);
        policy.worker_ready();
        std::chrono::milliseconds last{0};
        for (int i = 0; i < 50; ++i) {
            const auto verdict = policy.start_refused(false);
            QCOMPARE(int(verdict.decision), int(RestartPolicy::Decision::Later));
            QVERIFY(verdict.delay >= last);
            QVERIFY(verdict.delay <= std::chrono::seconds(2));
            last = verdict.delay;
        }
        QCOMPARE(last, std::chrono::milliseconds(2000));
    }
    void refusedStartsOfAPoolThatNeverHadAWorker_breakItAtTheLimit() {
        RestartPolicy policy(3);
        for (std::uint32_t i = 1; i < RestartPolicy::kMostRefusalsAtFirst; ++i)
            QCOMPARE(int(policy.start_refused(false).decision), int(RestartPolicy::Decision::Later));
        QCOMPARE(int(policy.start_refused(true).decision), int(RestartPolicy::Decision::Later));
        QCOMPARE(int(policy.start_refused(false).decision), int(RestartPolicy::Decision::Break));
    }
    void budget_isSpentByMoreUnexpectedEndsThanItAllowsWithinItsTime() {
        RestartPolicy policy(3, poolscope::RestartBudget{2, std::chrono::seconds(10)});
        const std::chrono::steady_clock::time_point begin{};
        QVERIFY(!policy.exceeds_budget(begin));
        QVERIFY(!policy.exceeds_budget(begin + std::chrono::seconds(1)));
        QVERIFY(policy.exceeds_budget(begin + std::chrono::seconds(2)));
    }
    void budget_forgetsEndsThatAreOlderThanItsTime() {
        RestartPolicy policy(3, poolscope::RestartBudget{2, std::chrono::seconds(10)});
        std::chrono::steady_clock::time_point now{};
        for (int i = 0; i < 100; ++i, now += std::chrono::seconds(6)) QVERIFY(!policy.exceeds_budget(now));
        QVERIFY(!policy.exceeds_budget(now + std::chrono::seconds(20)));
    }
    void budgetOfNoDeath_isSpentByTheFirst() {
        RestartPolicy policy(3, poolscope::RestartBudget{0, std::chrono::seconds(10)});
        QVERIFY(policy.exceeds_budget({}));
    }
    void withoutABudget_noNumberIsTooMany() {
        RestartPolicy policy(3);
        for (int i = 0; i < 1000; ++i) QVERIFY(!policy.exceeds_budget({}));
    }
};

QTEST_GUILESS_MAIN(RestartPolicyTest)
#include "tst_restart_policy.moc"
