// SPDX-License-Identifier: MIT
#include <QTest>

#include <unistd.h>

#include "process/sample.h"

using namespace poolscope::process;

class SampleTest : public QObject {
    Q_OBJECT

private slots:
    void stat_isParsedThoughTheNameHoldsBlanksAndParentheses() {
        const auto sample = parse_stat("42 (a) b (c) T 1 1 1 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 3 0 1000 10000000 321 0 0 0", 100, 4096);
        QVERIFY(sample);
        QCOMPARE(sample->state, 'T');
        QCOMPARE(sample->cpu_ns, std::int64_t{3'000'000'000});
        QCOMPARE(sample->threads, 3);
        QCOMPARE(sample->rss_bytes, std::uint64_t{321} * 4096);
    }
    void garbage_givesNothing() {
        for (const char* text : {"", ")", "1 (x", "1 (x) R", "1 (x) R 1 2 3"}) QVERIFY(!parse_stat(text, 100, 4096));
    }
    void ownProcess_canBeSampled() {
        const auto sample = sample_process(getpid());
        QVERIFY(sample);
        QVERIFY(sample->rss_bytes > 0);
        QVERIFY(sample->threads >= 1);
        QVERIFY(!sample_process(-1));
    }
};

QTEST_GUILESS_MAIN(SampleTest)
#include "tst_sample.moc"
