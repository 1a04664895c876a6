// SPDX-License-Identifier: MIT
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include <QtTest>

#include <poolscope/value.h>

#include "tasks/utf8_text.h"

using namespace poolscope;

namespace {

template <class T>
QString text(const T& value, std::size_t limit = 200) {
    return QString::fromStdString(value_to_text(encode_value(value), limit));
}

}  // namespace

class TestValueText : public QObject {
    Q_OBJECT
private slots:
    void valuesLookAsInPython() {
        QCOMPARE(text(Json::parse(R"([1, 2, "abc", null, true, false])")), QString("[1, 2, 'abc', None, True, False]"));
        QCOMPARE(text(std::tuple{1, 2.0}), QString("(1, 2.0)"));
        QCOMPARE(text(std::tuple{1}), QString("(1,)"));
        QCOMPARE(text(std::tuple<>{}), QString("()"));
        QCOMPARE(text(std::map<std::string, int>{{"a", 1}, {"b", 2}}), QString("{'a': 1, 'b': 2}"));
        QCOMPARE(text(std::vector<std::int16_t>{1, -2}), QString("[1, -2]"));
        QCOMPARE(text(std::vector<double>{0.1, 1e100}), QString("[0.1, 1e+100]"));
        QCOMPARE(text(std::vector<double>{std::nan(""), HUGE_VAL, -HUGE_VAL}), QString("[nan, inf, -inf]"));
        QCOMPARE(text(~std::uint64_t{0}), QString("18446744073709551615"));
        QCOMPARE(text(Json::object()), QString("{}"));
    }

    void stringsAreQuotedAndEscapedAsInPython() {
        QCOMPARE(text("it's"), QString("\"it's\""));
        QCOMPARE(text("it's \"so\""), QString("'it\\'s \"so\"'"));
        QCOMPARE(text("a\\b\n\t\r\x01\x7F"), QString("'a\\\\b\\n\\t\\r\\x01\\x7f'"));
        QCOMPARE(text("\u00E9\xFF"), QString::fromUtf8("'\u00E9\\xff'"));
    }

    void bytesShowTheirBeginningAndSize() {
        const std::vector<std::byte> few{std::byte{'a'}, std::byte{'\''}, std::byte{0}, std::byte{200}};
        QCOMPARE(text(few), QString("b'a\\'\\x00\\xc8'"));
        const QString many = text(std::vector<std::byte>(1000, std::byte{'z'}));
        QCOMPARE(many, "b'" + QString(32, 'z') + "...' (1000 bytes)");
    }

    void longValuesAreCutBetweenCharacters() {
        QCOMPARE(text(std::vector<int>(1000000, 7), 20), QString("[7, 7, 7, 7, 7, 7..."));
        QCOMPARE(text(std::string(100, 'x'), 10), QString("'xxxxxx..."));
        QCOMPARE(text(std::string("\u00E9\u00E9\u00E9\u00E9"), 7), QString::fromUtf8("'\u00E9..."));
        QCOMPARE(text(12345, 5), QString("12345"));
        QCOMPARE(text(12345, 4), QString("1..."));
        QCOMPARE(text(12345, 2), QString(".."));
        QCOMPARE(text(12345, 0), QString());
    }

    void garbageIsCalledDamaged() {
        QCOMPARE(value_to_text({}, 10), std::string("<damaged value>"));
        const std::vector<std::byte> unknown{std::byte{99}}, more{std::byte{0}, std::byte{0}};
        QCOMPARE(value_to_text(unknown, 10), std::string("<damaged value>"));
        QCOMPARE(value_to_text(more, 10), std::string("<damaged value>"));
    }

    void onlyGoodUtf8IsUtf8() {
        using tasks::utf8_length;
        QVERIFY(utf8_length("a") == 1 && utf8_length("\xC3\xA9") == 2 && utf8_length("\xE2\x82\xAC") == 3);
        QVERIFY(utf8_length("\xF0\x9F\x98\x80") == 4 && utf8_length("\xF4\x8F\xBF\xBF") == 4);
        // Overlong, a surrogate, beyond the last character, cut off, a lone continuation.
        for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\xE2\x82",
                                "\x80", "\xFF", "\xC3(", "\xE2\x82("})
            QCOMPARE(utf8_length(bad), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestValueText)
#include "tst_value_text.moc"
