// SPDX-License-Identifier: MIT
#include <cmath>
#include <numeric>

#include <QTest>

#include <poolscope/run_comparison.h>

#include "noise.h"

using namespace poolscope;
using namespace poolscope::study;

namespace {

/// A run of `seconds` on two slots, of which each spent so much on work and on starting, and idled the rest.
ComparedRun run_of(double seconds, std::vector<Setting> settings, double work = 0, double starting = 0) {
    const auto ns = [](double s) { return static_cast<std::int64_t>(std::llround(s * 1e9)); };
    ComparedRun run;
    run.title = "A run";
    run.settings = std::move(settings);
    run.is_complete = true;
    run.end = ns(seconds);
    run.submitted = 0;
    run.settled_at.assign(101, run.end);
    run.ledger.slot_count = 2;
    run.ledger.end = run.end;
    run.ledger.total_ns = 2 * run.end;
    const auto set = [&run](LedgerCause cause, std::int64_t total) { run.ledger.lines[static_cast<std::size_t>(cause)].total_ns = total; };
    set(LedgerCause::Useful, 2 * ns(work));
    set(LedgerCause::Starting, ns(starting));
    set(LedgerCause::Initializing, ns(starting));
    set(LedgerCause::IdleTail, 2 * run.end - 2 * ns(work) - 2 * ns(starting));
    return run;
}

std::vector<Setting> processes(const char* count) {
    return {{"processes", count}, {"start_method", "fork"}};
}

}  // namespace

class RunComparisonTest : public QObject {
    Q_OBJECT

private slots:
    void runsWithTheSameSettings_areOneGroup() {
        const std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(1, processes("4")), run_of(1, processes("2"))};
        const auto groups = group_by_settings(runs);
        QCOMPARE(groups.size(), std::size_t{2});
        QCOMPARE(groups[0].runs, (std::vector<std::size_t>{0, 2}));
        QCOMPARE(groups[0].label, std::string("processes 2"));
        QCOMPARE(groups[1].label, std::string("processes 4"));
    }
    void runsOfManyCalls_areCompared() {
        std::vector<Setting> settings;
        for (int call = 0; call < 200'000; ++call) settings.push_back({"batch " + std::to_string(call) + " items", "1"});
        const ComparedRun one = run_of(1, settings);
        settings.back().value = "2";
        const std::vector<ComparedRun> runs{one, run_of(1, std::move(settings))};
        QCOMPARE(differing_settings(runs).size(), std::size_t{1});
        QCOMPARE(group_by_settings(runs).size(), std::size_t{2});
    }
    void onlyDifferingSettings_areListed() {
        std::vector<Setting> more = processes("2");
        more.push_back({"chunksize", "10"});
        const std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(1, more)};
        const auto lines = differing_settings(runs);
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines[0].name, std::string("chunksize"));
        QCOMPARE(lines[0].values, (std::vector<std::string>{"", "10"}));
    }
    void differencesOfTheMachine_arePointedOut() {
        std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(1, processes("2")), run_of(1, processes("2"))};
        QVERIFY(differing_environment(runs).empty());
        runs[0].environment = Environment{};
        runs[0].environment->kernel = "6.1";
        runs[0].environment->load_1_minute = 0.1;
        runs[1].environment = runs[0].environment;
        runs[2].environment = runs[0].environment;
        runs[1].environment->load_1_minute = 0.2;
        QVERIFY(differing_environment(runs).empty());
        runs[1].environment->load_1_minute = 1.9;
        runs[2].environment->kernel = "6.2";
        const auto lines = differing_environment(runs);
        QCOMPARE(lines.size(), std::size_t{2});
        QCOMPARE(lines[0].values, (std::vector<std::string>{"6.1", "6.1", "6.2"}));
        QCOMPARE(lines[1].values, (std::vector<std::string>{"0.0", "2.0", "0.0"}));
    }
    void partsOfTheTime_addUpToTheWallTime() {
        const std::vector<ComparedRun> runs{run_of(2, processes("2"), 1, 0.5), run_of(4, processes("2"), 1, 0.5)};
        const TimeParts time = time_parts(runs, {{0, 1}, {}});
        QCOMPARE(time.seconds, 3.0);
        QCOMPARE(time[GapPart::Work], 1.0);
        QCOMPARE(time[GapPart::StartUp], 0.5);
        QCOMPARE(time[GapPart::Waiting], 1.5);
        QCOMPARE(std::accumulate(time.parts.begin(), time.parts.end(), 0.0), time.seconds);
    }
    void slowerConfiguration_isFoundAndItsGapExplained() {
        std::vector<ComparedRun> runs;
        for (int run = 0; run < 8; ++run) {
            runs.push_back(run_of(1.0 + run * 0.001, processes("2"), 0.9, 0.0));
            runs.push_back(run_of(1.2 + run * 0.001, processes("4"), 0.92, 0.18));
        }
        const auto groups = group_by_settings(runs);
        const auto results = compare_groups(runs, groups, 0, Measure::Wall);
        QCOMPARE(results.size(), std::size_t{1});
        QCOMPARE(results[0].comparison.finding, Finding::Difference);
        QVERIFY(results[0].comparison.ratio.interval.contains(1.2 / 1.0) || std::abs(results[0].comparison.ratio.ratio - 1.2) < 0.01);
        QVERIFY(results[0].main_part == GapPart::StartUp);
        QVERIFY(std::abs(results[0].main_share - 0.9) < 1e-6);
        QVERIFY(std::abs(results[0].gap.seconds - 0.2) < 1e-6);
    }
    void runsThatBrokeOffOrLeftItemsUndone_areNoFasterRuns() {
        std::vector<ComparedRun> runs;
        for (int run = 0; run < 8; ++run) {
            runs.push_back(run_of(1.0 + run * 0.001, processes("2"), 0.9));
            runs.push_back(run_of(0.5 + run * 0.001, processes("4"), 0.4));
            if (run % 2 == 0) runs.back().is_complete = false;
            else runs.back().items_not_done = 100;
        }
        const auto results = compare_groups(runs, group_by_settings(runs), 0, Measure::Wall);
        QVERIFY(!results[0].is_known);
        QCOMPARE(results[0].base_runs, std::size_t{8});
        QCOMPARE(results[0].runs, std::size_t{0});
    }
    void sameTimesLookedAtAfterEachRun_areRarelyCalledDifferent() {
        constexpr int kTrials = 100;
        int claims = 0;
        for (int trial = 0; trial < kTrials; ++trial) {
            tests::NoisyRuns noise(tests::Noise::Normal, 7000 + static_cast<std::uint64_t>(trial));
            std::vector<ComparedRun> runs;
            std::vector<double> a, b;
            bool isClaimed = false;
            for (int i = 0; i < 20 && !isClaimed; ++i) {
                a.push_back(noise.next());
                b.push_back(noise.next());
                runs.push_back(run_of(a.back(), processes("2")));
                runs.push_back(run_of(b.back(), processes("4")));
                if (rank_test(a, b).p > 0.05) continue;  // and nothing can be claimed: most looks are spared
                const auto results = compare_groups(runs, group_by_settings(runs), 0, Measure::Wall, {.ratio = {.resamples = 100}});
                isClaimed = results[0].comparison.finding == Finding::Difference;
            }
            claims += isClaimed ? 1 : 0;
        }
        QVERIFY2(claims <= 9, qPrintable(QString::number(claims)));  // 5 expected at most; at a flat 5 % about 15
    }
    void runsThatDidNotDoTheSame_areLeftOutOfTheTimes() {
        std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(3, processes("2")), run_of(1, processes("4"))};
        runs[1].is_complete = false;
        const auto groups = group_by_settings(runs);
        QCOMPARE(timed_runs(runs, groups, Measure::Wall)[0].runs, (std::vector<std::size_t>{0}));
        QCOMPARE(timed_runs(runs, groups, Measure::FirstResult)[0].runs, (std::vector<std::size_t>{0, 1}));
        const auto result = compare_groups(runs, groups, 0, Measure::Wall)[0];
        QCOMPARE(result.gap.seconds, 0.0);
        // Of one that has none but such runs nothing is concluded; where its own time went is told.
        runs[2].is_complete = false;
        QCOMPARE(timed_runs(runs, groups, Measure::Wall)[1].runs, (std::vector<std::size_t>{2}));
    }
    void itemsThatEveryRunLeavesUndone_arePartOfTheWork() {
        std::vector<ComparedRun> runs;
        for (int run = 0; run < 8; ++run) {
            runs.push_back(run_of(1.0 + run * 0.001, processes("2"), 0.9));
            runs.push_back(run_of(0.5 + run * 0.001, processes("4"), 0.4));
        }
        for (ComparedRun& run : runs) run.items_not_done = 3;
        QCOMPARE(compare_groups(runs, group_by_settings(runs), 0, Measure::Wall)[0].comparison.finding, Finding::Difference);
    }
    void gapThatGoesTheOtherWay_hasNoMainPart() {
        std::vector<ComparedRun> runs;
        for (int run = 0; run < 9; ++run) {
            runs.push_back(run_of(1.0 + run * 0.001, processes("2"), 0.9));
            // Faster in the median, slower on the average.
            runs.push_back(run_of((run == 8 ? 9.0 : 0.8) + run * 0.001, processes("4"), 0.7));
        }
        const auto results = compare_groups(runs, group_by_settings(runs), 0, Measure::Wall);
        QVERIFY(results[0].comparison.ratio.ratio < 1 && results[0].gap.seconds > 0);
        QVERIFY(!results[0].main_part);
    }
    void partThatOtherRunsWouldTellOtherwise_isNotTold() {
        std::vector<ComparedRun> runs;
        for (int run = 0; run < 6; ++run) {
            runs.push_back(run_of(1.0 + run * 0.001, processes("2"), 0.9));
            // The gap of 0.2 s is start-up in one half of the runs, and work in the other.
            runs.push_back(run % 2 == 0 ? run_of(1.2 + run * 0.001, processes("4"), 0.9, 0.2) : run_of(1.2 + run * 0.001, processes("4"), 1.1));
        }
        const auto results = compare_groups(runs, group_by_settings(runs), 0, Measure::Wall);
        QCOMPARE(results[0].comparison.ratio.ratio > 1, true);
        QVERIFY(!results[0].main_part);
    }
    void oneRunEach_tellsNothingOfChance() {
        const std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(3, processes("4"))};
        const auto results = compare_groups(runs, group_by_settings(runs), 0, Measure::Wall);
        QVERIFY(results[0].is_known);
        QVERIFY(results[0].comparison.finding != Finding::Difference && results[0].comparison.finding != Finding::NoDifference);
        QCOMPARE(results[0].comparison.ratio.ratio, 3.0);
    }
    void runsThatNeverCameSoFar_areNotCompared() {
        const std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(3, processes("4"))};
        const auto results = compare_groups(runs, group_by_settings(runs), 0, Measure::FirstResult);
        QVERIFY(!results[0].is_known);
    }
    void sameTime_hasNoMainPart() {
        const std::vector<ComparedRun> runs{run_of(1, processes("2"), 0.5), run_of(1, processes("4"), 0.5)};
        QVERIFY(!compare_groups(runs, group_by_settings(runs), 0, Measure::Wall)[0].main_part);
    }
    void baseline_mayBeAnyGroup() {
        const std::vector<ComparedRun> runs{run_of(1, processes("2")), run_of(2, processes("4")), run_of(3, processes("8"))};
        const auto results = compare_groups(runs, group_by_settings(runs), 1, Measure::Wall);
        QCOMPARE(results.size(), std::size_t{2});
        QCOMPARE(results[0].group, std::size_t{0});
        QCOMPARE(results[0].comparison.ratio.ratio, 0.5);
        QCOMPARE(results[1].group, std::size_t{2});
        QVERIFY(compare_groups(runs, group_by_settings(runs), 5, Measure::Wall).empty());
    }
};

QTEST_GUILESS_MAIN(RunComparisonTest)
#include "tst_run_comparison.moc"
