// SPDX-License-Identifier: MIT
#include <algorithm>

#include <QTest>

#include <poolscope/advice.h>
#include <poolscope/measured_words.h>

#include "noise.h"
#include "work_of.h"

using namespace poolscope;
using namespace poolscope::study;
using study::tests::Noise;
using study::tests::NoisyRuns;
using study::tests::work_of;

class AdviceTest : public QObject {
    Q_OBJECT
private slots:
    void waitingWork_wantsMoreWorkers();
    void stragglerLast_isToComeFirst();
    void computingOnAllCores_hasNothingBetter();
    void betterCandidate_wins();
    void noBetterCandidate_presentIsAsGood();
    void sameTimes_areRarelyCalledBetter();
    void failingCandidate_isDropped();
    void candidateThatFailsAfterItWasAhead_neverWins();
    void noCandidates_noRuns();
    void measuredWords_sayTheGainWithItsInterval();
    void words_ofPlaceAndTime_leaveOutWhatIsNotKnown();
};

namespace {

template <class Base>
void run(AdviceTrial& trial, NoisyRuns& noise, const Base& base) {
    while (const auto next = trial.next()) trial.add(*next, base(*next) * noise.next());
}

}  // namespace

void AdviceTest::waitingWork_wantsMoreWorkers() {
    Workload work = work_of(std::vector<double>(64, 0.1));
    work.batches[0].computing = 0;
    work.recorded = {.processes = 4};
    const auto candidates = find_candidates(work, {}, 2);
    QVERIFY(!candidates.empty());
    QVERIFY2(candidates.front().shape.processes >= 32, qPrintable(QString::number(candidates.front().shape.processes)));
    QVERIFY(candidates.size() <= 4);
    QVERIFY(std::is_sorted(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.predicted < b.predicted; }));
}

void AdviceTest::stragglerLast_isToComeFirst() {
    std::vector<double> items(40, 0.02);
    items.back() = 0.4;
    Workload work = work_of(items);
    work.recorded = {.processes = 4};
    const auto candidates = find_candidates(work, {}, 4);
    QVERIFY(std::any_of(candidates.begin(), candidates.end(), [](const Candidate& one) { return one.shape.order == ItemOrder::LongestFirst; }));
}

void AdviceTest::computingOnAllCores_hasNothingBetter() {
    Workload work = work_of(std::vector<double>(64, 0.1));
    work.recorded = {.processes = 4};
    QVERIFY(find_candidates(work, {}, 4).empty());
}

void AdviceTest::betterCandidate_wins() {
    AdviceTrial trial(3, 20);
    NoisyRuns noise(Noise::Normal, 1);
    run(trial, noise, [](std::size_t i) { return i == 2 ? 0.7 : i == 3 ? 1.3 : 1.0; });
    QCOMPARE(trial.winner(), std::optional<std::size_t>(2));
    QVERIFY(trial.against_present(2)->ratio.interval.high < 1);
    QVERIFY(!trial.present_is_as_good());
    QVERIFY(trial.seconds()[3].size() < trial.seconds()[2].size() || trial.seconds()[3].size() <= 8);  // the slow one left the race
}

void AdviceTest::noBetterCandidate_presentIsAsGood() {
    AdviceTrial trial(2, 40);
    NoisyRuns noise(Noise::Normal, 2);
    run(trial, noise, [](std::size_t i) { return i == 0 ? 1.0 : 1.4; });
    QVERIFY(!trial.winner());
    QVERIFY(trial.present_is_as_good());
}

void AdviceTest::sameTimes_areRarelyCalledBetter() {
    AdviceTrial fresh(3, 12);
    int wrong = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        AdviceTrial trial = fresh;
        NoisyRuns noise(Noise::Lognormal, seed);
        run(trial, noise, [](std::size_t) { return 1.0; });
        wrong += trial.winner() ? 1 : 0;
    }
    QVERIFY2(wrong <= 3, qPrintable(QString::number(wrong)));
}

void AdviceTest::failingCandidate_isDropped() {
    AdviceTrial trial(1, 5);
    NoisyRuns noise(Noise::Normal, 3);
    while (const auto next = trial.next()) {
        if (*next == 1) trial.drop(1);
        else trial.add(0, noise.next());
    }
    QVERIFY(!trial.winner());
    QVERIFY(trial.seconds()[1].empty());
    QVERIFY(!trial.present_is_as_good());  // nobody knows
}

void AdviceTest::candidateThatFailsAfterItWasAhead_neverWins() {
    AdviceTrial trial(2, 20);
    NoisyRuns noise(Noise::Normal, 3);
    bool was_ahead = false;
    while (const auto next = trial.next()) {
        was_ahead = was_ahead || trial.winner() == 1;
        if (was_ahead && *next == 1) trial.drop(1);
        else trial.add(*next, (*next == 1 ? 0.5 : 0.98) * noise.next());
    }
    QVERIFY(was_ahead);
    QVERIFY(trial.winner() != 1);
}

void AdviceTest::noCandidates_noRuns() {
    AdviceTrial trial(0, 5);
    QVERIFY(!trial.next());
    QVERIFY(!trial.winner());
}

void AdviceTest::measuredWords_sayTheGainWithItsInterval() {
    AdviceTrial trial(1, 20);
    NoisyRuns noise(Noise::Normal, 1);
    run(trial, noise, [](std::size_t i) { return i == 1 ? 0.5 : 1.0; });
    const auto words = measured_words(trial, {.processes = 4, .start_method = StartMethod::Fork, .chunksize = 10, .order = ItemOrder::LongestFirst}, 1);
    QCOMPARE(words.size(), std::size_t{3});
    QCOMPARE(words[0], std::string("4 workers, fork, chunksize 10, longest_first"));
    QVERIFY2(words[1].starts_with("measured: median ") && words[1].ends_with(" runs"), words[1].c_str());
    QVERIFY2(words[2].find(" times as fast as the configuration before") != std::string::npos, words[2].c_str());
    QCOMPARE(measured_words(trial, {.processes = 1}, 0).size(), std::size_t{2});
}

void AdviceTest::words_ofPlaceAndTime_leaveOutWhatIsNotKnown() {
    QCOMPARE(where_words({}, 0), std::string());
    Environment environment;
    environment.cpu_model = "A processor";
    environment.usable_cpus = 1;
    QCOMPARE(where_words(environment, 0), std::string("on A processor, 1 CPU"));
    QCOMPARE(where_words(environment, 1'769'817'600'000'000'000), std::string("on 2026-01-31, A processor, 1 CPU"));
    QCOMPARE(median_words({}), std::string("not measured"));
    QCOMPARE(median_words(std::vector<double>{0.25}), std::string("measured: 250 ms in one run"));
}

QTEST_GUILESS_MAIN(AdviceTest)
#include "tst_advice.moc"
