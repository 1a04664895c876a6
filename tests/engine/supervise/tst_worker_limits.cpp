// SPDX-License-Identifier: MIT
#include <set>

#include <QTest>

#include <poolscope/errors.h>

#include "supervise/worker_limits.h"

using namespace poolscope;
using namespace poolscope::supervise;
using namespace std::chrono_literals;

class WorkerLimitsTest : public QObject {
    Q_OBJECT

    static WorkerLimits all() {
        return {100, 1000, std::uint64_t{1} << 30, 10s, 2s, 5s};
    }
    static std::string refusal(const WorkerLimits& limits) {
        try {
            static_cast<void>(checked_limits(limits));
        } catch (const ValueError& error) {
            return error.what();
        }
        return {};
    }

private slots:
    void withoutJitter_everyWorkerHasTheLimitsThemselves() {
        for (std::uint32_t worker = 1; worker < 100; ++worker) QCOMPARE(draw_limits(all(), 0, 7, WorkerId{worker}), all());
    }
    void jitter_lowersWhatRecyclesByItsShareAtMostAndNeverRaises() {
        std::set<std::uint64_t> tasks;
        for (std::uint32_t worker = 1; worker <= 2000; ++worker) {
            const WorkerLimits drawn = draw_limits(all(), 0.25, 7, WorkerId{worker});
            QVERIFY(*drawn.maxtasksperchild >= 75 && *drawn.maxtasksperchild <= 100);
            QVERIFY(*drawn.maxitemsperchild >= 750 && *drawn.maxitemsperchild <= 1000);
            QVERIFY(*drawn.max_age_per_child >= 7500ms && *drawn.max_age_per_child <= 10s);
            tasks.insert(*drawn.maxtasksperchild);
        }
        QCOMPARE(tasks.size(), std::size_t{26});  // every value that the share allows
    }
    void jitter_leavesClocksAndMemoryAsTheyAre() {
        for (std::uint32_t worker = 1; worker < 100; ++worker) {
            const WorkerLimits drawn = draw_limits(all(), 0.9, 7, WorkerId{worker});
            QCOMPARE(drawn.max_memory_per_child, all().max_memory_per_child);
            QCOMPARE(drawn.task_timeout, all().task_timeout);
            QCOMPARE(drawn.initializer_timeout, all().initializer_timeout);
        }
    }
    void jitter_neverGoesBelowOne() {
        WorkerLimits least;
        least.maxtasksperchild = 1;
        least.maxitemsperchild = 2;
        least.max_age_per_child = 1ns;
        for (std::uint32_t worker = 1; worker < 500; ++worker) {
            const WorkerLimits drawn = draw_limits(least, 0.999, 3, WorkerId{worker});
            QCOMPARE(*drawn.maxtasksperchild, std::uint64_t{1});
            QVERIFY(*drawn.maxitemsperchild >= 1 && *drawn.maxitemsperchild <= 2);
            QCOMPARE(*drawn.max_age_per_child, 1ns);
        }
    }
    void drawing_followsFromSeedAndWorkerAlone() {
        int differ = 0;
        for (std::uint32_t worker = 1; worker < 100; ++worker) {
            QCOMPARE(draw_limits(all(), 0.5, 7, WorkerId{worker}), draw_limits(all(), 0.5, 7, WorkerId{worker}));
            differ += draw_limits(all(), 0.5, 7, WorkerId{worker}) == draw_limits(all(), 0.5, 8, WorkerId{worker}) ? 0 : 1;
        }
        QVERIFY(differ > 90);
    }
    void hugeLimits_doNotOverflow() {
        WorkerLimits most;
        most.maxtasksperchild = UINT64_MAX;
        most.max_age_per_child = std::chrono::nanoseconds::max();
        for (std::uint32_t worker = 1; worker < 100; ++worker) {
            const WorkerLimits drawn = draw_limits(most, 0.5, 1, WorkerId{worker});
            QVERIFY(*drawn.maxtasksperchild >= UINT64_MAX / 2 - 1);
            QVERIFY(drawn.max_age_per_child->count() >= std::chrono::nanoseconds::max().count() / 2 - 1);
        }
    }
    void noLimits_stayNone() { QCOMPARE(draw_limits({}, 0.5, 1, WorkerId{1}), WorkerLimits{}); }

    void zero_isRefusedByName_data() {
        QTest::addColumn<int>("which");
        const char* names[] = {"maxtasksperchild", "maxitemsperchild", "max_memory_per_child", "max_age_per_child", "task_timeout", "initializer_timeout"};
        for (int i = 0; i < 6; ++i) QTest::newRow(names[i]) << i;
    }
    void zero_isRefusedByName() {
        QFETCH(int, which);
        WorkerLimits limits = all();
        switch (which) {
        case 0: limits.maxtasksperchild = 0; break;
        case 1: limits.maxitemsperchild = 0; break;
        case 2: limits.max_memory_per_child = 0; break;
        case 3: limits.max_age_per_child = 0s; break;
        case 4: limits.task_timeout = -1s; break;
        default: limits.initializer_timeout = 0s; break;
        }
        QVERIFY2(refusal(limits).find(std::string(QTest::currentDataTag()) + " must be ") == 0, refusal(limits).c_str());
    }
    void timeAboveAHundredYears_countsAsAHundredYears() {
        WorkerLimits limits = all();
        limits.max_age_per_child = limits.task_timeout = limits.initializer_timeout = std::chrono::nanoseconds::max();
        const WorkerLimits checked = checked_limits(limits);
        for (const auto& time : {checked.max_age_per_child, checked.task_timeout, checked.initializer_timeout})
            QCOMPARE(time->count(), std::chrono::nanoseconds(kLongestTime).count());
        QCOMPARE(checked_limits(all()), all());
    }
    void limits_areToldInWords() {
        QCOMPARE(describe({}), std::string("none"));
        QCOMPARE(refusal(all()), std::string());
        QCOMPARE(describe(all()), std::string("maxtasksperchild 100, maxitemsperchild 1000, max_memory_per_child 1073741824 bytes, "
                                              "max_age_per_child 10 s, task_timeout 2 s, initializer_timeout 5 s"));
    }
};

QTEST_GUILESS_MAIN(WorkerLimitsTest)
#include "tst_worker_limits.moc"
