// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <random>

#include <poolscope/pool_state.h>
#include <poolscope/trace_query.h>

#include "trace_builder.h"

using namespace poolscope;

namespace {

const std::vector<std::string> kVariants{"auto", "chunksize 10"};

RunFacts madeUpRun(std::uint64_t tasks) {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.trace").toStdString();
    testing::build_run(path, {.tasks = tasks, .workers = 2, .maxtasksperchild = 10});
    trace::Reader reader(path);
    PoolState state;
    reduce_rest(reader, state);
    return RunFacts::of(state);
}

}  // namespace

/// The language in which lessons ask a trace.
class TraceQueryTest : public QObject {
    Q_OBJECT

private slots:
    void numbers_areReckonedAsInSchool_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<double>("value");
        QTest::newRow("product first") << "1 + 2 * 3" << 7.0;
        QTest::newRow("parentheses") << "(1 + 2) * 3" << 9.0;
        QTest::newRow("from the left") << "8 - 4 - 2" << 2.0;
        QTest::newRow("quotients from the left") << "8 / 4 / 2" << 1.0;
        QTest::newRow("signs") << "--3 - -2" << 5.0;
        QTest::newRow("milliseconds") << "200 ms + 1s" << 1.2;
        QTest::newRow("share") << "50 % * 3" << 1.5;
        QTest::newRow("memory") << "1 GiB" << 1024.0;
        QTest::newRow("absolute") << "abs(2 - 5)" << 3.0;
        QTest::newRow("yes") << "1 < 2" << 1.0;
        QTest::newRow("between") << "1 < 2 <= 2" << 1.0;
        QTest::newRow("not between") << "1 < 3 <= 2" << 0.0;
        QTest::newRow("and before or") << "1 == 1 or 1 == 2 and 1 == 2" << 1.0;
        QTest::newRow("not") << "not 1 > 2" << 1.0;
        QTest::newRow("other") << "2 != 2" << 0.0;
    }
    void numbers_areReckonedAsInSchool() {
        QFETCH(QString, query);
        QFETCH(double, value);
        const auto answer = TraceQuery::parse(query.toStdString()).evaluate(RunFacts());
        QVERIFY(answer);
        QVERIFY2(std::abs(*answer - value) < 1e-12, qPrintable(QString::number(*answer)));
    }

    void names_areThoseOfTheRun() {
        const RunFacts facts = madeUpRun(100);
        QVERIFY(TraceQuery::parse("items_done == 100 and succeeded").holds(facts));
        QVERIFY(TraceQuery::parse("max(generation) > 1").holds(facts));
        QVERIFY(TraceQuery::parse("sum(tasks_done) == tasks").holds(facts));
        QVERIFY(TraceQuery::parse("min(task_seconds) <= percentile(task_seconds, 50) <= max(task_seconds)").holds(facts));
        QVERIFY(TraceQuery::parse("count(task_seconds) * mean(task_seconds) - sum(task_seconds) < 1 us").holds(facts));
        QVERIFY(TraceQuery::parse("seconds_running(0) + seconds_running(1) + seconds_running(2) <= wall_seconds + 1 us").holds(facts));
    }

    void variants_areAskedByTheirNames() {
        FactsByVariant variants;
        const TraceQuery query = TraceQuery::parse("variant(\"chunksize 10\").items / variant('auto').items", kVariants);
        variants["auto"] = madeUpRun(50);
        QVERIFY(!query.evaluate(RunFacts(), variants));  // the other one has not run yet
        variants["chunksize 10"] = madeUpRun(150);
        QCOMPARE(query.evaluate(RunFacts(), variants), std::optional<double>(3));
        QVERIFY(TraceQuery::parse("variant('auto').max(generation) > 1", kVariants).holds(RunFacts(), variants));
    }

    void whatIsNotKnown_holdsNever() {
        for (const char* text : {"wall_seconds < 2", "not wall_seconds < 2", "wall_seconds < 2 or wall_seconds >= 2", "1 / 0 < 2"})
            QVERIFY2(!TraceQuery::parse(text).holds(RunFacts()), text);
        QVERIFY(TraceQuery::parse("wall_seconds < 2 or 1 == 1").holds(RunFacts()));
        QVERIFY(!TraceQuery().holds(RunFacts()));
    }

    void whatIsWrong_isNamedWithItsColumn_data() {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << "" << 1 << "is empty";
        QTest::newRow("misspelt") << "1 < wall_secnds" << 5 << "did you mean 'wall_seconds'?";
        QTest::newRow("misspelt function") << "max(generatoin) > 1" << 5 << "did you mean 'generation'?";
        QTest::newRow("column alone") << "generation > 1" << 1 << "max(generation)";
        QTest::newRow("nothing behind") << "items >" << 8 << "missing at the end";
        QTest::newRow("open parenthesis") << "(items" << 7 << "')' is missing";
        QTest::newRow("too much") << "items items" << 7 << "cannot stand here";
        QTest::newRow("one equals sign") << "items = 3" << 7 << "'=='";
        QTest::newRow("unknown variant") << "variant(\"atuo\").items" << 9 << "did you mean 'auto'?";
        QTest::newRow("open text") << "variant(\"auto" << 9 << "closing quote";
        QTest::newRow("unit") << "wall_seconds < 3 parsecs" << 18 << "no unit 'parsecs'";
        QTest::newRow("truth in a sum") << "1 + succeeded" << 5 << "yes or no";
        QTest::newRow("number as truth") << "items and succeeded" << 1 << "compare it";
        QTest::newRow("stray character") << "items # 3" << 7 << "cannot stand here";
    }
    void whatIsWrong_isNamedWithItsColumn() {
        QFETCH(QString, query);
        QFETCH(int, column);
        QFETCH(QString, words);
        try {
            (void)TraceQuery::parse(query.toStdString(), kVariants);
        } catch (const QueryError& error) {
            QVERIFY2(QString::fromUtf8(error.what()).contains(words), error.what());
            QCOMPARE(int(error.column()), column);
            return;
        }
        QFAIL("nothing was found");
    }

    void noText_doesHarm() {
        const std::vector<std::string> pieces{"(",   ")",     "max",  "generation", "items", "1",   "ms",    "\"auto\"", "variant", ".", "<",
                                              ",",   "and",   "not",  "-",          "/",     "%",   "0.5",   "\xc3\xa9", "'",       "=", "1e999"};
        std::mt19937 random(20261127);
        int parsed = 0;
        for (int round = 0; round < 10000; ++round) {
            std::string text;
            for (auto left = random() % 9; left > 0; --left) text += pieces[random() % pieces.size()] + (random() % 2 == 0 ? " " : "");
            try {
                (void)TraceQuery::parse(text, kVariants).evaluate(RunFacts());
                ++parsed;
            } catch (const QueryError& error) {
                QVERIFY2(error.column() >= 1 && error.column() <= text.size() + 1, text.c_str());
            }
        }
        QVERIFY(parsed > 50);
        for (const std::string& deep : {std::string(1500, '('), std::string(1999, '-') + "1", std::string(5000, '1')}) {
            try {
                (void)TraceQuery::parse(deep);
            } catch (const QueryError&) {
            }
        }
    }
};

QTEST_GUILESS_MAIN(TraceQueryTest)
#include "tst_trace_query.moc"
