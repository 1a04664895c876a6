// SPDX-License-Identifier: MIT
#include <functional>
#include <random>

#include <QtTest>

#include <poolscope/run_store.h>

using namespace poolscope;

namespace {

StoredRun run(std::int64_t began, std::uint64_t bytes) {
    StoredRun made;
    made.folder = "/runs/" + std::to_string(began);
    made.changed_ns = began;
    made.size_bytes = bytes;
    return made;
}

}  // namespace

/// Which runs go to make room: decided without a file system.
class TestRunRoom : public QObject {
    Q_OBJECT

private slots:
    void withinTheLimitsNothingGoes() {
        const std::vector<StoredRun> runs{run(1, 100), run(2, 100)};
        QVERIFY(runs_to_remove(runs, {.bytes = 200, .runs = 2}).empty());
        QVERIFY(runs_to_remove({}, {.bytes = 0, .runs = 0}).empty());
    }
    void theOldestGoFirstUntilTheBytesAreEnough() {
        const std::vector<StoredRun> runs{run(3, 100), run(1, 100), run(2, 100)};
        QCOMPARE(runs_to_remove(runs, {.bytes = 150, .runs = 10}), (std::vector<std::size_t>{1, 2}));
    }
    void theNumberIsALimitToo() {
        const std::vector<StoredRun> runs{run(3, 1), run(1, 1), run(2, 1)};
        QCOMPARE(runs_to_remove(runs, {.bytes = 1000, .runs = 2}), std::vector<std::size_t>{1});
    }
    void theStartCountsWhereItIsKnown() {
        StoredRun old = run(9, 1);  // written to last, begun first
        old.digest.emplace().wall_clock_ns = 1;
        const std::vector<StoredRun> runs{run(5, 1), old};
        QCOMPARE(runs_to_remove(runs, {.bytes = 1000, .runs = 1}), std::vector<std::size_t>{1});
    }

    void whatIsKeptNeverGoes_data() {
        QTest::addColumn<int>("way");
        for (const char* name : {"live", "open", "pinned", "baseline", "named", "noted", "tagged"}) {
            static int way;
            QTest::newRow(name) << way++;
        }
    }
    void whatIsKeptNeverGoes() {
        QFETCH(int, way);
        StoredRun kept = run(1, 1000);
        const std::function<void()> ways[] = {
            [&] { kept.is_live = true; },         [&] { kept.is_open = true; },     [&] { kept.notes.pinned = true; },
            [&] { kept.notes.baseline = true; },  [&] { kept.notes.name = "mine"; }, [&] { kept.notes.note = "why"; },
            [&] { kept.notes.tags = {"slow"}; },
        };
        ways[way]();
        const std::vector<StoredRun> runs{kept, run(2, 10), run(3, 10)};
        QCOMPARE(runs_to_remove(runs, {.bytes = 1, .runs = 1}), (std::vector<std::size_t>{1, 2}));
    }

    void anyStoreIsWithinItsLimitsAfterwardsOrAllThatIsLeftIsKept() {
        std::mt19937 random(20260131);
        for (int round = 0; round < 500; ++round) {
            std::vector<StoredRun> runs;
            for (unsigned i = random() % 30; i > 0; --i) {
                runs.push_back(run(random() % 20, random() % 1000));
                runs.back().notes.pinned = random() % 4 == 0;
            }
            const StoreLimits limits{.bytes = random() % 8000, .runs = random() % 20};
            const auto gone = runs_to_remove(runs, limits);
            std::vector<bool> is_gone(runs.size());
            std::int64_t newest_gone = -1;
            for (const std::size_t index : gone) {
                QVERIFY(!is_gone[index] && !runs[index].is_kept());
                is_gone[index] = true;
                newest_gone = std::max(newest_gone, runs[index].began_ns());
            }
            std::uint64_t bytes = 0;
            std::size_t left = 0;
            bool only_kept = true;
            for (std::size_t i = 0; i < runs.size(); ++i) {
                if (is_gone[i]) continue;
                bytes += runs[i].size_bytes;
                ++left;
                only_kept = only_kept && runs[i].is_kept();
                QVERIFY(runs[i].is_kept() || runs[i].began_ns() >= newest_gone);
            }
            QVERIFY((bytes <= limits.bytes && left <= limits.runs) || only_kept);
        }
    }
};

QTEST_GUILESS_MAIN(TestRunRoom)
#include "tst_run_room.moc"
