// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <poolscope/scenario.h>

#include "forms/batch_draft.h"

using namespace poolscope;
using namespace poolscope::ui;

using Field = DraftProblem::Field;

namespace {

BatchDraft draftFor(Method method) {
    BatchDraft draft;
    draft.method = method;
    draft.function = QStringLiteral("square");
    return draft;
}

}  // namespace

class TestBatchDraft : public QObject {
    Q_OBJECT

private slots:
    void aBatchSurvivesBeingEdited_data() {
        QTest::addColumn<QString>("json");
        for (const char* json :
             {R"({"method":"map","function":"square","iterable":[1,2,3]})",
              R"({"method":"map","function":"square","iterable":{"range":[10]}})",
              R"({"method":"map_async","function":"square","iterable":{"range":[-1,10]},"chunksize":3})",
              R"({"method":"imap","function":"square","iterable":{"range":[10,0,-2]}})",
              R"({"method":"imap_unordered","function":"count_words","iterable":{"lines":"/tmp/a b.txt"}})",
              R"({"method":"starmap","function":"multiply","iterable":[[2,3],[4,5]]})",
              R"({"method":"starmap_async","function":"multiply","iterable":[[2,3]]})",
              R"({"method":"apply","function":"sleep","args":[0.2]})",
              R"({"method":"apply_async","function":"identity","args":[["a",null]],"kwargs":{}})",
              R"({"method":"apply","function":"multiply","args":[2],"kwargs":{"b":3}})"})
            QTest::newRow(json) << QString::fromUtf8(json);
    }
    void aBatchSurvivesBeingEdited() {
        QFETCH(QString, json);
        const BatchSpec spec = batch_from_json(Json::parse(json.toStdString()));
        const DraftReading reading = readDraft(draftOf(spec));
        QVERIFY(reading.isGood());
        QCOMPARE(to_json(reading.spec).dump(), to_json(spec).dump());
    }

    void theFieldsThatTheMethodDoesNotUseKeepTheirText() {
        BatchDraft draft = draftFor(Method::Apply);
        draft.args = QStringLiteral("3");
        draft.list = QStringLiteral("not json");
        draft.chunksize = QStringLiteral("many");
        QVERIFY(readDraft(draft).isGood());
        draft.method = Method::Map;
        QVERIFY(!readDraft(draft).isGood());
        QCOMPARE(draft.args, QStringLiteral("3"));
    }

    void aProblemIsSaidBesideItsField() {
        BatchDraft draft = draftFor(Method::Map);
        draft.list = QStringLiteral("1, two");
        QVERIFY(readDraft(draft).problemsOf(Field::Input).contains(QLatin1String("\"two\"")));
        draft.list = QStringLiteral("1");
        draft.chunksize = QStringLiteral("0");
        QCOMPARE(readDraft(draft).problemsOf(Field::Chunksize), QStringLiteral("Chunksize must be 1+, not 0"));
        draft.chunksize = QStringLiteral("some");
        QCOMPARE(readDraft(draft).problemsOf(Field::Chunksize), QStringLiteral("Chunksize must be a whole number."));
    }

    void anUnknownFunctionIsNamed() {
        const std::vector<std::string> known{"square", "multiply"};
        BatchDraft draft = draftFor(Method::Map);
        QVERIFY(readDraft(draft, &known).isGood());
        draft.function = QStringLiteral("sqare");
        QVERIFY(readDraft(draft, &known).problemsOf(Field::Function).contains(QLatin1String("'square'")));
        draft.function = QString();
        QVERIFY(!readDraft(draft).isGood());
    }

    void aRangeNeedsAStopAndWholeNumbers() {
        BatchDraft draft = draftFor(Method::Map);
        draft.input = BatchDraft::Input::Range;
        QCOMPARE(readDraft(draft).problemsOf(Field::Input), QStringLiteral("range() needs a stop."));
        draft.rangeStop = QStringLiteral("10");
        QCOMPARE(to_json(readDraft(draft).spec)["iterable"].dump(), std::string(R"({"range":[10]})"));
        draft.rangeStep = QStringLiteral("0");
        QCOMPARE(readDraft(draft).problemsOf(Field::Input), QStringLiteral("range() arg 3 must not be zero"));
        draft.rangeStep = QStringLiteral("1.5");
        QCOMPARE(readDraft(draft).problemsOf(Field::Input), QStringLiteral("The step of range() must be a whole number."));
    }

    void anItemThatIsNoListIsNamedForStarmap() {
        BatchDraft draft = draftFor(Method::StarMap);
        draft.list = QStringLiteral("[1, 2], 3");
        QVERIFY(readDraft(draft).problemsOf(Field::Input).startsWith(QLatin1String("Item 1: ")));
    }

    void manyProblemsAreCutShort() {
        BatchDraft draft = draftFor(Method::StarMap);
        draft.list = QStringLiteral("1, 2, 3, 4, 5, 6");
        const QStringList lines = readDraft(draft).problemsOf(Field::Input).split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.last(), QStringLiteral("and 3 more"));
    }
};

QTEST_GUILESS_MAIN(TestBatchDraft)
#include "tst_batch_draft.moc"
