// SPDX-License-Identifier: MIT
#include <QTest>

#include "supervise/dispatcher.h"

using namespace poolscope::supervise;
using namespace std::chrono_literals;

class DispatcherTest : public QObject {
    Q_OBJECT

    static LaneLoad lane(std::size_t tasks, bool begun = true, std::chrono::nanoseconds age = 10ms) {
        LaneLoad load;
        load.open = true;
        load.tasks = tasks;
        load.allowance = 100;
        load.front_begun = begun;
        load.front_age = age;
        return load;
    }

private slots:
    void window_followsTheTaskTime() {
        QCOMPARE(lane_window({}), std::size_t{1});
        QCOMPARE(lane_window(1us), std::size_t{64});
        QCOMPARE(lane_window(10us), std::size_t{16});
        QCOMPARE(lane_window(80us), std::size_t{2});
        QCOMPARE(lane_window(1ms), std::size_t{2});
        QCOMPARE(lane_window(6ms), std::size_t{1});
        QCOMPARE(lane_window(0ns), std::size_t{64});
    }
    void receiver_isTheLeastLoadedOpenOne() {
        std::vector<LaneLoad> loads{lane(2), lane(1), lane(1), lane(0)};
        loads[3].open = false;
        QCOMPARE(choose_receiver(loads, 64), std::optional<std::size_t>(1));
    }
    void receiver_isNoneAboveTheWindowOrWithoutAllowance() {
        std::vector<LaneLoad> loads{lane(2), lane(0)};
        loads[1].allowance = 0;
        QCOMPARE(choose_receiver(loads, 2), std::nullopt);
        QCOMPARE(choose_receiver({}, 2), std::nullopt);
    }
    void steal_takesFromTheLongestQueueBehindALongTask() {
        const std::vector<LaneLoad> loads{lane(3), lane(0), lane(5)};
        const auto steal = choose_steal(loads, 1ms);
        QVERIFY(steal);
        QCOMPARE(steal->from, std::size_t{2});
        QCOMPARE(steal->to, std::size_t{1});
    }
    void steal_waitsWhileTheFrontIsYoung() {
        const std::vector<LaneLoad> loads{lane(3, true, 10us), lane(0)};
        QVERIFY(!choose_steal(loads, 1ms));
        QVERIFY(time_to_steal(loads, 1ms));
    }
    void steal_leavesTheFirstTaskUnlessItIsStuck() {
        std::vector<LaneLoad> loads{lane(1, false, 1ms), lane(0)};
        QVERIFY(!choose_steal(loads, 300us));
        QVERIFY(time_to_steal(loads, 300us));
        loads[0].front_age = 2 * kStuckPatience;
        QVERIFY(choose_steal(loads, 300us));
        loads[0].front_begun = true;
        QVERIFY(!choose_steal(loads, 300us));
        QVERIFY(!time_to_steal(loads, 300us));
    }
    void steal_leavesAStreamingLaneAloneUnlessItIsStuck() {
        for (const std::size_t tasks : {1, 3}) {
            std::vector<LaneLoad> loads{lane(tasks, false, 1s), lane(0)};
            loads[0].streaming = true;
            QVERIFY(!choose_steal(loads, 300us));
            loads[0].stream_pause = 2 * kStuckPatience;
            QVERIFY(choose_steal(loads, 300us));
        }
    }
    /// What was taken back from it still goes into its lane: another task would only come after that, and be taken back again.
    void steal_givesNothingToAWorkerThatHasNotReadWhatWasTakenBack() {
        std::vector<LaneLoad> loads{lane(1, false, 1s), lane(0)};
        loads[1].streaming = true;
        QVERIFY(!choose_steal(loads, 300us));
        QVERIFY(!time_to_steal(loads, 300us));
        QVERIFY(!idle_beside_busy(loads));
    }
    void steal_isLookedForWhenItBecomesRightAndNotBefore() {
        const auto left = [](LaneLoad load, std::chrono::nanoseconds stream_pause = -1ns) {
            load.streaming = stream_pause >= 0ns;
            load.stream_pause = stream_pause;
            const std::vector<LaneLoad> before{load, lane(0)};
            const auto time = time_to_steal(before, 300us);
            if (!time || choose_steal(before, 300us)) return -1ns;
            load.front_age += *time;
            load.stream_pause += *time;
            const std::vector<LaneLoad> then{load, lane(0)};
            return choose_steal(then, 300us) ? *time : -1ns;
        };
        QCOMPARE(left(lane(1, true, 10us)), -1ns);
        QVERIFY(left(lane(3, true, 10us)) >= 290us && left(lane(3, true, 10us)) < 400us);
        QVERIFY(left(lane(3, false, 10us)) >= 290us && left(lane(3, false, 10us)) < 400us);
        QVERIFY(left(lane(1, false, 40ms)) > 59ms && left(lane(1, false, 40ms)) < 61ms);
        QVERIFY(left(lane(1, false, 40ms), 0ms) > 99ms);
        QVERIFY(left(lane(3, true, 1s), 30ms) > 69ms);
        QVERIFY(left(lane(1, false, 1s), 100ms) >= 300us);
    }
    /// Two workers that are held up would give each other the same task for ever, within one round of the host.
    void steal_givesNothingToWorkersThatAreHeldUp() {
        std::vector<LaneLoad> loads{lane(2, false, 2 * kStuckPatience), lane(1, false, 2 * kStuckPatience), lane(0, false, 0ns), lane(0, false, 1s)};
        std::size_t moves = 0;
        while (const auto steal = choose_steal(loads, kStealPatience)) {
            QVERIFY2(steal->to >= 2, "given to a worker that begins nothing");
            QVERIFY(++moves <= 3);
            count_move(loads, *steal, 10);
        }
        QCOMPARE(moves, std::size_t{2});  // both that idled have one, and are as good as busy
        QCOMPARE(loads[0].tasks + loads[1].tasks + loads[2].tasks + loads[3].tasks, std::size_t{3});
    }
    /// Nor in one round after another, for as long as both are stopped.
    void steal_looksNowAndThenWhetherAHeldUpWorkerReadsAgain() {
        std::vector<LaneLoad> loads{lane(1, false, 2 * kStuckPatience), lane(0)};
        loads[1].unread = true;
        QVERIFY(!choose_steal(loads, kStealPatience));
        const auto again = time_to_steal(loads, kStealPatience);
        QVERIFY(again && *again >= kStuckPatience);
        loads[1].unread = false;
        QVERIFY(choose_steal(loads, kStealPatience));
    }
    void taskTime_followsWhatItSees() {
        TaskTime time;
        QVERIFY(!time.mean());
        time.add(100us);
        QCOMPARE(time.mean(), std::optional<std::chrono::nanoseconds>(100us));
        for (int i = 0; i < 100; ++i) time.add(10us);
        QVERIFY(*time.mean() < 11us);
    }
};

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_dispatcher.moc"
