// SPDX-License-Identifier: MIT
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>

using namespace poolscope;

class BoundedJsonTest : public QObject {
    Q_OBJECT

    static std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

private slots:
    void document_isRead() { QCOMPARE(parse_bounded_json("{\"a\": [1, \"[{[\", 2]}")["a"].size(), std::size_t{3}); }
    void noJson_isDiscarded() {
        QVERIFY(parse_bounded_json("").is_discarded());
        QVERIFY(parse_bounded_json("{\"a\":").is_discarded());
        QVERIFY(parse_bounded_json("]").is_discarded());
    }
    void nesting_isReadToTheDepthOfAScenario() {
        QVERIFY(!parse_bounded_json(nested(64)).is_discarded());
        QVERIFY(parse_bounded_json(nested(65)).is_discarded());
        QVERIFY(parse_bounded_json(nested(500'000)).is_discarded());
    }
    void bracketsWithinStrings_areNoNesting() {
        const std::string text = "[\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"]";
        QVERIFY(parse_bounded_json(text).is_array());
    }
};

QTEST_GUILESS_MAIN(BoundedJsonTest)
#include "tst_bounded_json.moc"
