// SPDX-License-Identifier: MIT
#include <QTest>

#include "trace/sample_history.h"

using namespace poolscope;
using trace::SampleHistory;

class tst_sample_history : public QObject {
    Q_OBJECT

private slots:
    void fewSamples_allStay() {
        SampleHistory history;
        for (int at = 0; at < 100; ++at) history.add({at * 1000, at, 7});
        QCOMPARE(history.samples().size(), std::size_t{100});
        QCOMPARE(history.samples()[42].time, Time{42'000});
        QCOMPARE(history.samples()[42].cpu_ns, std::int64_t{42});
    }

    void manySamples_areBoundedAndEvenAndKeepBothEnds() {
        SampleHistory history;
        constexpr int kCount = 100'000;
        for (int at = 0; at < kCount; ++at) {
            history.add({at * 1000, at, 0});
            QVERIFY(history.samples().size() <= SampleHistory::kMost);
            QCOMPARE(history.samples().back().time, Time{at} * 1000);
        }
        const auto samples = history.samples();
        QCOMPARE(samples.front().time, Time{0});
        QVERIFY2(samples.size() > SampleHistory::kMost / 3, qPrintable(QString::number(samples.size())));
        // No hole is longer than four even steps.
        const Time most = Time{kCount} * 1000 / static_cast<Time>(samples.size()) * 4;
        for (std::size_t at = 1; at < samples.size(); ++at)
            QVERIFY(samples[at].time > samples[at - 1].time && samples[at].time - samples[at - 1].time <= most);
    }

    void samplesOfOneMoment_doNotGrowWithoutEnd() {
        SampleHistory history;
        for (int at = 0; at < 10'000; ++at) history.add({5, at, 0});
        QVERIFY(history.samples().size() <= SampleHistory::kMost);
        QCOMPARE(history.samples().back().cpu_ns, std::int64_t{9999});
    }
};

QTEST_APPLESS_MAIN(tst_sample_history)
#include "tst_sample_history.moc"
