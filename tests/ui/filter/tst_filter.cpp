// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include <QRandomGenerator>
#include <QTest>

#include "filter/filter.h"
#include "filter/filter_completion.h"
#include "filter/filter_number.h"
#include "filter/filter_toggle.h"

using namespace poolscope::ui;

namespace {

constexpr qint64 kSecond = 1'000'000'000;
constexpr qint64 kMs = 1'000'000;

const FilterVocabulary& words() {
    static const FilterVocabulary vocabulary{
        {FilterField::State, FilterField::Worker, FilterField::Item, FilterField::Duration, FilterField::Moment, FilterField::Value,
         FilterField::Error, FilterField::Function, FilterField::Output},
        {{"done", 1}, {"failed", 2}, {"lost", 3}, {"timed-out", 4}}};
    return vocabulary;
}

/// A row that is made up.
struct Row final : FilterSubject {
    std::map<FilterField, FilterRange> numbers;
    std::map<FilterField, QString> texts;

    [[nodiscard]] std::optional<FilterRange> number(FilterField field) const override {
        const auto found = numbers.find(field);
        return found == numbers.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] bool hasText(FilterField field, const QString& word, bool isWhole) const override {
        const auto fits = [&](const QString& text) {
            return isWhole ? text.compare(word, Qt::CaseInsensitive) == 0 : text.contains(word, Qt::CaseInsensitive);
        };
        if (field != FilterField::Anything) return texts.count(field) && fits(texts.at(field));
        for (const auto& [name, text] : texts)
            if (fits(text)) return true;
        return false;
    }
    [[nodiscard]] std::optional<double> textNumber(FilterField field) const override {
        bool isNumber = false;
        const double number = texts.count(field) ? texts.at(field).toDouble(&isNumber) : 0;
        return isNumber ? std::optional(number) : std::nullopt;
    }
};

/// Item 12 of square, failed in worker 3 after 2.5 s with ValueError.
Row failedRow() {
    Row row;
    row.numbers = {{FilterField::State, {2, 2}}, {FilterField::Worker, {3, 3}}, {FilterField::Item, {12, 12}},
                   {FilterField::Duration, {2500 * kMs, 2500 * kMs}}, {FilterField::Moment, {4 * kSecond, 6500 * kMs}},
                   {FilterField::Output, {2048, 2048}}};
    row.texts = {{FilterField::Error, "std::invalid_argument: bad digit"}, {FilterField::Function, "square"}, {FilterField::Value, "-7.5"}};
    return row;
}

}  // namespace

class TestFilter : public QObject {
    Q_OBJECT

private slots:
    void aFilterIsMetOrNot_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isMet");
        const auto met = [](const char* text) { QTest::newRow(text) << QString::fromUtf8(text) << true; };
        const auto missed = [](const char* text) { QTest::newRow(text) << QString::fromUtf8(text) << false; };
        met("");
        met("   ");
        met("state:failed");
        met("state:fail");
        met("STATE:Failed");
        met("state=failed");
        missed("state:done");
        met("state:done,failed");
        missed("state:timed_out");
        met("-state:done");
        missed("-state:failed");
        met("worker:3");
        missed("worker:30");
        met("worker:1,3");
        met("worker:2..4");
        met("worker:3..");
        missed("worker:..2");
        met("worker>2");
        missed("worker>3");
        met("worker>=3");
        met("worker<=3");
        missed("worker<3");
        met("duration>2s");
        met("duration > 2 s");
        met("duration>2");
        missed("duration>2.5s");
        met("duration>=2500ms");
        met("run<3s");
        met("duration:2s..3s");
        met("duration:2..3s");
        met("duration:2.5s");
        met("duration=2500ms");
        missed("duration:2.0s");
        met("duration:3s");  // to the second
        met("duration<1min");
        met("time:6s..10s");  // it ran then
        missed("time:7s..");
        met("time:..4s");
        missed("time<4s");
        met("time:5s..5.1s");
        met("output>1KiB");
        missed("output>2KiB");
        missed("output:hello");
        met("value<0");
        met("value>=-7.5");
        missed("value>0");
        met("value:7.5");
        missed("value=7.5");
        met("error:std::invalid_argument");
        met("error:\"bad digit\"");
        met("error:KeyError,digit");
        missed("error:KeyError");
        met("function=square");
        missed("function=squar");
        met("digit");
        met("\"bad digit\"");
        missed("bad nothing");
        met("bad digit");
        met("state:done OR worker:3");
        missed("state:done OR worker:4");
        met("worker:4 state:failed OR worker:3");
        missed("worker:4 (state:failed OR worker:3)");
        met("worker:3 (state:done OR state:failed)");
        met("-(state:done OR worker:4)");
        met("(worker:3)");
        met("--state:failed");
        met("x OR -(y digit)");
    }
    void aFilterIsMetOrNot() {
        QFETCH(QString, text);
        QFETCH(bool, isMet);
        const ParsedFilter parsed = parseFilter(text, words());
        QVERIFY2(!parsed.problem, parsed.problem ? qPrintable(parsed.problem->message) : "");
        QCOMPARE(parsed.filter.matches(failedRow()), isMet);
        QCOMPARE(parsed.filter.isActive(), !text.trimmed().isEmpty());
    }

    void whatARowDoesNotHaveFitsNothingAndItsOppositeEverything() {
        const Row none;
        QVERIFY(!parseFilter("duration<1h", words()).filter.matches(none));
        QVERIFY(parseFilter("-duration<1h", words()).filter.matches(none));
        QVERIFY(!parseFilter("value<5", words()).filter.matches(none));
    }

    void aProblemSaysWhereAndWhatIsExpected_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* text, int at, const char* says) {
            QTest::newRow(text) << QString::fromUtf8(text) << at << QString::fromUtf8(says);
        };
        row("state:", 5, "one of done, failed");
        row("state:quick", 6, "one of done, failed");
        row("state:done,", 5, "one of done");
        row("state>done", 5, "names");
        row("ok worker:x", 10, "whole numbers");
        row("worker:1.5", 7, "whole numbers");
        row("worker:1..x", 7, "whole numbers");
        row("worker:..", 7, "whole numbers");
        row("duration>", 8, "ns, us, ms, s, min, h");
        row("duration>2x", 9, "ns, us, ms, s, min, h");
        row("duration>1..2", 9, "time");
        row("duration>99999999999h", 9, "time");
        row("output>many", 7, "KiB");
        row("value>many", 6, "number");
        row("color:red", 0, "color is no field");
        row("batch:1", 0, "have no batch");
        row(">2", 0, "field is missing");
        row("a OR", 2, "after OR");
        row("OR a", 0, "before OR");
        row("(a", 0, ") for this ( is missing");
        row("a)", 1, "no ( for this )");
        row("a -", 2, "not");
        row("error:\"open", 6, "quote is not closed");
        row(",", 0, "comma");
    }
    void aProblemSaysWhereAndWhatIsExpected() {
        QFETCH(QString, text);
        QFETCH(int, at);
        QFETCH(QString, says);
        const ParsedFilter parsed = parseFilter(text, words());
        QVERIFY(parsed.problem);
        QVERIFY(!parsed.filter.isActive());
        QCOMPARE(parsed.problem->at, at);
        QVERIFY2(parsed.problem->message.contains(says), qPrintable(parsed.problem->message));
    }

    void anyTextIsEitherUnderstoodOrExplained() {
        QRandomGenerator random(7);
        const QStringList pieces{"state", ":", "failed", " ", "(", ")", "-", "\"", ",", "..", ">", "=", "2s", "OR", "worker", "3", "\\", "ä", "time", "|"};
        const Row row = failedRow();
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            for (int i = random.bounded(12); i > 0; --i)
                text += pieces[random.bounded(pieces.size())];
            const ParsedFilter parsed = parseFilter(text, words());
            if (parsed.problem) {
                QVERIFY(parsed.problem->at >= 0 && parsed.problem->at <= text.size());
                QVERIFY(!parsed.problem->message.isEmpty());
            }
            static_cast<void>(parsed.filter.matches(row));
            static_cast<void>(completeFilter(text, random.bounded(static_cast<int>(text.size()) + 1), words(), {}));
        }
    }

    void textsAreAskedLast() {
        const Filter filter = parseFilter("digit state:failed value>1 worker:3", words()).filter;
        QCOMPARE(filter.root().parts.size(), std::size_t(4));
        QVERIFY(!filter.root().parts[0].readsText());
        QVERIFY(!filter.root().parts[1].readsText());
        QVERIFY(filter.readsText());
        QVERIFY(!parseFilter("state:failed worker:3", words()).filter.readsText());
    }

    void fieldsAndValuesAreOffered_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("offers");
        QTest::newRow("a field") << "st" << QStringList{"state:"};
        QTest::newRow("after not") << "-du" << QStringList{"duration:"};
        QTest::newRow("after a condition") << "worker:3 err" << QStringList{"error:"};
        QTest::newRow("states") << "state:" << QStringList{"done", "failed", "lost", "timed-out"};
        QTest::newRow("a state begun") << "state:f" << QStringList{"failed"};
        QTest::newRow("a second state") << "state:done,l" << QStringList{"lost"};
        QTest::newRow("known values") << "function:sq" << QStringList{"square", "\"sq uare\""};
        QTest::newRow("complete") << "state:failed" << QStringList{};
        QTest::newRow("no field") << "color:r" << QStringList{};
        QTest::newRow("a field that the rows have not") << "batch:" << QStringList{};
    }
    void fieldsAndValuesAreOffered() {
        QFETCH(QString, text);
        const FilterCompletions found = completeFilter(text, text.size(), words(), [](FilterField field) {
            return field == FilterField::Function ? QStringList{"square", "cube", "sq uare"} : QStringList{};
        });
        QStringList texts;
        for (const FilterCompletion& one : found.list)
            texts << one.text;
        QTEST(texts, "offers");
    }

    void valuesAreToggledInTheText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("after");
        QTest::newRow("into nothing") << "" << "failed" << "state:failed";
        QTest::newRow("behind others") << "worker:3 abc" << "failed" << "worker:3 abc state:failed";
        QTest::newRow("one more") << "state:failed abc" << "lost" << "state:failed,lost abc";
        QTest::newRow("one less") << "abc state:failed,lost x" << "failed" << "abc state:lost x";
        QTest::newRow("the last") << "abc state:failed x" << "failed" << "abc x";
        QTest::newRow("abbreviated") << "state:fail" << "failed" << "";
        QTest::newRow("beside alternatives") << "a OR b" << "failed" << "(a OR b) state:failed";
        QTest::newRow("not the negated one") << "-state:done" << "failed" << "-state:done state:failed";
        QTest::newRow("no filter") << "state:" << "failed" << "state:";
    }
    void valuesAreToggledInTheText() {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QTEST(toggledInFilter(text, FilterField::State, value, words()), "after");
    }

    void conditionsOnAFieldAreReplacedAndTheOthersStay_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("conditions");
        QTest::addColumn<QString>("after");
        const QString picked = QStringLiteral("duration>=1ms duration<2ms");
        QTest::newRow("nothing") << QString() << picked << picked;
        QTest::newRow("others") << "state:failed worker:3" << picked << "state:failed worker:3 " + picked;
        QTest::newRow("those before") << "duration>=5s state:failed duration<9s word" << picked << "state:failed word " + picked;
        QTest::newRow("taken away") << "state:failed " + picked << QString() << "state:failed";
        QTest::newRow("the last taken away") << picked << QString() << QString();
        QTest::newRow("a negated one stays") << "-duration>5s" << picked << "-duration>5s " + picked;
        QTest::newRow("beside alternatives") << "state:failed OR word" << picked << "(state:failed OR word) " + picked;
        QTest::newRow("no filter") << "state:" << picked << picked;
        QTest::newRow("no filter, taken away") << "state:" << QString() << "state:";
    }
    void conditionsOnAFieldAreReplacedAndTheOthersStay() {
        QFETCH(QString, text);
        QFETCH(QString, conditions);
        QTEST(replacedInFilter(text, FilterField::Duration, conditions, words()), "after");
    }

    void valuesWithBlanksAreQuotedAndFoundAgain() {
        const QString text = toggledInFilter({}, FilterField::Error, R"(a "b" \c)", words());
        QCOMPARE(chosenInFilter(text, FilterField::Error, words()), QStringList{R"(a "b" \c)"});
        QCOMPARE(toggledInFilter(text, FilterField::Error, R"(a "b" \c)", words()), QString());
    }

    void aPickedPartOfTimeIsWrittenShortAndNeverTooSmall() {
        QCOMPARE(timeRangeText(1'200'000'000, 3'400'000'000), QStringLiteral("1.2s..3.4s"));
        QCOMPARE(timeRangeText(0, 10 * kSecond), QStringLiteral("0s..10s"));
        for (const qint64 length : {qint64(3), qint64(777), 12 * kMs, 5 * kSecond, 4000 * kSecond}) {
            const qint64 begin = 123'456'789'123;
            const Filter filter = parseFilter("time:" + timeRangeText(begin, begin + length), words()).filter;
            const FilterRange range = filter.root().parts.front().ranges.front();
            QVERIFY(range.low <= begin && range.high >= begin + length);
            QVERIFY(range.high - range.low <= length + length / 10 + 2);
        }
    }
};

QTEST_APPLESS_MAIN(TestFilter)
#include "tst_filter.moc"
