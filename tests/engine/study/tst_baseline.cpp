// SPDX-License-Identifier: MIT
#include <QTest>

#include <poolscope/baseline.h>

#include "noise.h"

using namespace poolscope;
using namespace poolscope::study;
using study::tests::Noise;
using study::tests::NoisyRuns;

namespace {

/// A run that began in this minute.
StoredRun run(const std::string& settings, int minute, double seconds, const std::string& work = "work") {
    StoredRun made;
    made.folder = "/runs/" + std::to_string(minute);
    made.digest.emplace();
    made.digest->work_key = work;
    made.digest->settings_key = settings;
    made.digest->wall_clock_ns = std::int64_t{minute + 1} * 60'000'000'000;
    made.digest->wall_ns = static_cast<std::int64_t>(seconds * 1e9);
    made.digest->ending = RunEnding::Closed;
    made.digest->items = made.digest->done = 10;
    return made;
}

std::vector<StoredRun> series(NoisyRuns& noise, const std::string& settings, int from, int count, double seconds) {
    std::vector<StoredRun> made;
    for (int i = 0; i < count; ++i) made.push_back(run(settings, from + i, seconds * noise.next()));
    return made;
}

std::vector<StoredRun> operator+(std::vector<StoredRun> a, const std::vector<StoredRun>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

}  // namespace

class BaselineTest : public QObject {
    Q_OBJECT
private slots:
    void withoutABaseline_nothingIsMarked();
    void betterAndWorse_areToldByRepetitions();
    void oneRunOfEach_isNotCertain();
    void otherWork_earlierRuns_andThoseThatDidNotEnd_areNotCompared();
    void lessDone_isNotCompared();
    void sameSettingsLater_areComparedWithThoseUpToTheBaseline();
    void sameTimes_areRarelyCalledDifferent();
    void eachWork_hasABaselineOfItsOwn();
    void sameTimesLookedAtAfterEachRun_areRarelyCalledDifferent();
};

void BaselineTest::withoutABaseline_nothingIsMarked() {
    for (const auto& mark : marks_against_baseline(std::vector{run("a", 0, 1), run("b", 1, 2)})) QVERIFY(!mark);
    QVERIFY(marks_against_baseline({}).empty());
}

void BaselineTest::betterAndWorse_areToldByRepetitions() {
    NoisyRuns noise(Noise::Normal, 3);
    std::vector<StoredRun> runs = series(noise, "a", 0, 8, 1.0) + series(noise, "b", 20, 8, 0.6) + series(noise, "c", 40, 8, 1.6);
    runs[0].notes.baseline = true;
    const auto marks = marks_against_baseline(runs);
    QVERIFY(marks[0] && marks[0]->is_baseline);
    QVERIFY(marks[8] && marks[8]->comparison.finding == Finding::Difference && marks[8]->comparison.ratio.interval.high < 1);
    QVERIFY(marks[16] && marks[16]->comparison.finding == Finding::Difference && marks[16]->comparison.ratio.interval.low > 1);
    QCOMPARE(marks[16]->base_runs, std::size_t{8});
    QCOMPARE(marks[16]->runs, std::size_t{8});
}

void BaselineTest::oneRunOfEach_isNotCertain() {
    std::vector<StoredRun> runs{run("a", 0, 1), run("b", 1, 5)};
    runs[0].notes.baseline = true;
    const auto marks = marks_against_baseline(runs);
    QVERIFY(marks[1] && marks[1]->comparison.finding != Finding::Difference && marks[1]->comparison.finding != Finding::NoDifference);
    QCOMPARE(marks[1]->comparison.ratio.ratio, 5.0);
}

void BaselineTest::otherWork_earlierRuns_andThoseThatDidNotEnd_areNotCompared() {
    std::vector<StoredRun> runs{run("a", 5, 1), run("b", 1, 1), run("b", 6, 1, "other"), run("b", 7, 1), run("b", 8, 1)};
    runs[0].notes.baseline = true;
    runs[3].digest->ending = RunEnding::CutShort;
    runs[4].digest.reset();
    const auto marks = marks_against_baseline(runs);
    for (std::size_t i = 1; i < runs.size(); ++i) QVERIFY2(!marks[i], qPrintable(QString::number(i)));
}

void BaselineTest::lessDone_isNotCompared() {
    std::vector<StoredRun> runs{run("a", 0, 1), run("b", 1, 0.5)};
    runs[0].notes.baseline = true;
    runs[1].digest->done = 3;
    const auto marks = marks_against_baseline(runs);
    QVERIFY(marks[1] && marks[1]->did_other);
}

void BaselineTest::sameSettingsLater_areComparedWithThoseUpToTheBaseline() {
    NoisyRuns noise(Noise::Normal, 4);
    std::vector<StoredRun> runs = series(noise, "a", 0, 8, 1.0) + series(noise, "a", 20, 8, 1.5);
    runs[7].notes.baseline = true;
    const auto marks = marks_against_baseline(runs);
    QVERIFY(!marks[0]);
    QVERIFY(marks[8] && marks[8]->base_runs == 8 && marks[8]->comparison.finding == Finding::Difference && marks[8]->comparison.ratio.ratio > 1);
}

void BaselineTest::sameTimes_areRarelyCalledDifferent() {
    constexpr int kTrials = 200;
    int claims = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
        NoisyRuns noise(Noise::Normal, 1000 + static_cast<std::uint64_t>(trial));
        std::vector<StoredRun> runs = series(noise, "a", 0, 6, 1.0) + series(noise, "b", 20, 6, 1.0) + series(noise, "c", 40, 6, 1.0);
        runs[0].notes.baseline = true;
        bool isClaimed = false;
        for (const auto& mark : marks_against_baseline(runs)) isClaimed = isClaimed || (mark && mark->comparison.finding == Finding::Difference && !mark->is_baseline);
        claims += isClaimed ? 1 : 0;
    }
    QVERIFY2(claims <= kTrials / 10, qPrintable(QString::number(claims)));  // 5 % expected; 20 of 200 happen once in a thousand times
}

void BaselineTest::eachWork_hasABaselineOfItsOwn() {
    std::vector<StoredRun> runs{run("a", 0, 1), run("b", 1, 2), run("a", 2, 8, "other"), run("b", 3, 4, "other"), run("c", 4, 4, "third")};
    runs[0].notes.baseline = runs[2].notes.baseline = true;
    const auto marks = marks_against_baseline(runs);
    QVERIFY(marks[0] && marks[0]->is_baseline && marks[2] && marks[2]->is_baseline && !marks[4]);
    QVERIFY(marks[1] && marks[3]);
    QCOMPARE(marks[1]->comparison.ratio.ratio, 2.0);
    QCOMPARE(marks[3]->comparison.ratio.ratio, 0.5);
}

void BaselineTest::sameTimesLookedAtAfterEachRun_areRarelyCalledDifferent() {
    constexpr int kTrials = 100;
    int claims = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
        NoisyRuns noise(Noise::Normal, 3000 + static_cast<std::uint64_t>(trial));
        std::vector<StoredRun> runs = series(noise, "a", 0, 10, 1.0);
        runs[0].notes.baseline = true;
        std::vector<double> before, now;
        for (const StoredRun& each : runs) before.push_back(static_cast<double>(each.digest->wall_ns));
        bool isClaimed = false;
        for (int i = 0; i < 20 && !isClaimed; ++i) {
            runs = runs + series(noise, "b", 20 + i, 1, 1.0);
            now.push_back(static_cast<double>(runs.back().digest->wall_ns));
            if (rank_test(before, now).p > 0.05) continue;  // and nothing can be claimed: most looks are spared
            const auto mark = marks_against_baseline(runs).back();
            isClaimed = mark && mark->comparison.finding == Finding::Difference;
        }
        claims += isClaimed ? 1 : 0;
    }
    QVERIFY2(claims <= 9, qPrintable(QString::number(claims)));  // 5 expected at most; at a flat 5 % about 15
}

QTEST_GUILESS_MAIN(BaselineTest)
#include "tst_baseline.moc"
