// SPDX-License-Identifier: MIT
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/scenario_draft.h>

using poolscope::parse_scenario_draft;

/// Scenarios that somebody is still writing.
class TestScenarioDraft : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrongStaysAsFarAsItCan() {
        const auto draft = parse_scenario_draft(
            "{\"poolscope\": 1, \"title\": \"T\", \"bogus\": 1, \"pool\": {\"processes\": \"many\"}, \"batches\": ["
            "{\"method\": \"starmap\", \"function\": \"multiply\", \"iterable\": [[1, 2], 5], \"chunksize\": 3}, 7]}");
        QVERIFY(draft);
        QCOMPARE(draft->title, std::string("T"));
        QVERIFY(!draft->pool.processes);
        QCOMPARE(draft->batches.size(), std::size_t{2});
        QCOMPARE(draft->batches[0].iterable.dump(), std::string("[[1,2],5]"));
        QVERIFY(draft->batches[0].chunksize == 3);
    }
    void whatIsNoJsonIsNoDraft() {
        QVERIFY(!parse_scenario_draft(""));
        QVERIFY(!parse_scenario_draft("{\"poolscope\": 1,"));
    }
    void otherJsonIsAnEmptyOne() {
        for (const char* const text : {"7", "[]", "null", "{}"}) QVERIFY(parse_scenario_draft(text)->batches.empty());
    }
};

QTEST_GUILESS_MAIN(TestScenarioDraft)
#include "tst_scenario_draft.moc"
