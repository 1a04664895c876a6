// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <poolscope/errors.h>
#include <poolscope/lesson.h>
#include <poolscope/run_store.h>

#include "demo_prediction.h"
#include "known_functions.h"
#include "program_run.h"

namespace {

QString demosFolder() {
    return qEnvironmentVariable("POOLSCOPE_SOURCE") + "/resources/demos";
}
QStringList demos() {
    return QDir(demosFolder()).entryList({"*.json"}, QDir::Files, QDir::Name);
}

}  // namespace

/// The demos that come with the program, run as `poolscope demo` runs them.
class DemosTest : public QObject {
    Q_OBJECT

private slots:
    void twelveDemos_areThere_numberedInOrder() {
        QCOMPARE(demos().size(), 12);
        const std::vector<std::string> known = poolscope::app::known_functions();
        int number = 0;
        for (const QString& file : demos()) {
            const poolscope::Lesson lesson = poolscope::load_lesson((demosFolder() + "/" + file).toStdString(), &known);
            QCOMPARE(lesson.number, ++number);
            QVERIFY2(lesson.question && !lesson.checkpoints.empty() && !lesson.expected.empty() && lesson.comparison, qPrintable(file));
            QVERIFY2(!lesson.explanation.empty() && !lesson.further.empty() && !lesson.steps.empty() && !lesson.level.empty(), qPrintable(file));
        }
    }

    void everyDemo_keepsItsPromises_data() {
        QTest::addColumn<QString>("demo");
        for (const QString& file : demos()) QTest::newRow(qPrintable(file.chopped(5))) << file.chopped(5);
    }
    void everyDemo_keepsItsPromises() {
        QFETCH(QString, demo);
        ProgramRun run({"demo", demo, "--json"});
        QVERIFY2(run.run(), run.seen());
        const QJsonObject document = run.document();
        QStringList broken;
        for (const QJsonValue& point : document["checkpoints"].toArray())
            if (!point["ticked"].toBool()) broken << "not ticked: " + point["text"].toString();
        for (const QJsonValue& range : document["expected"].toArray())
            if (!range["holds"].toBool()) broken << QString("%1: %2").arg(range["query"].toString()).arg(range["value"].toDouble());
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
        QVERIFY2(run.exitStatus() == 0, run.seen());
        QVERIFY(document["holds"].toBool());
        QVERIFY2(!document["question"]["answer"].toString().isEmpty(), run.seen());
        for (const QJsonValue& variant : document["variants"].toArray()) {
            QVERIFY2(variant["compared"].isDouble(), run.seen());
            QVERIFY2(!variant["sketch"]["lanes"].toArray().isEmpty(), run.seen());
        }
        QCOMPARE(leftBehind({&run}), QByteArray());
    }

    void howManyWorkers_fitsALawToEachKindOfTask() {
        ProgramRun run({"demo", "10", "--json"});
        QVERIFY2(run.run(), run.seen());
        const QJsonArray speedups = run.document()["speedup"].toArray();
        QCOMPARE(speedups.size(), 2);
        for (const QJsonValue& speedup : speedups) {
            const QJsonValue contention = speedup["contention"];
            QVERIFY2(!speedup["law"].toString().isEmpty(), run.seen());
            QVERIFY2(contention["value"].toDouble(-1) >= 0 && contention["low"].toDouble(-1) <= contention["high"].toDouble(-2), run.seen());
        }
    }

    void keptRuns_areOneForEachVariant() {
        const QString kept = QDir(m_folder.path()).filePath("kept");
        ProgramRun run({"demo", "8", "--keep-runs", "1", "--runs", kept});
        QVERIFY2(run.run(), run.seen());
        const poolscope::Lesson lesson = poolscope::load_lesson((demosFolder() + "/08-worker-down.json").toStdString());
        QSet<QString> parts;
        for (const poolscope::StoredRun& each : poolscope::RunStore(kept.toStdString()).list()) {
            QVERIFY(each.origin && each.origin->study == "demo" && each.origin->title == lesson.scenario.title);
            parts << QString::fromStdString(each.origin->part);
        }
        QCOMPARE(parts.size(), static_cast<qsizetype>(lesson.variants.size()));
        QCOMPARE(leftBehind({&run}), QByteArray());
    }

    void reportInWords_tellsQuestionAnswerAndFindings() {
        ProgramRun run({"demo", "9"});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 0);
        for (const char* words : {"9. The respawn storm", "Question: ", "Answer:   ", "[x] The pool is broken", "  holds  Only a few starts: "})
            QVERIFY2(run.output().contains(words), run.seen());
    }

    void whatIsToBePredicted_comesBeforeTheAnswer_andThePredictionIsScored() {
        ProgramRun run({"demo", "1", "--predict", "0.8"});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 0);
        const QByteArray said = run.output();
        const poolscope::Lesson lesson = poolscope::load_lesson((demosFolder() + "/01-hello-pool.json").toStdString());
        const qsizetype step = said.indexOf(QByteArray::fromStdString(lesson.steps.front().title));
        QVERIFY2(step > 0 && step < said.indexOf("Question: ") && said.indexOf("Question: ") < said.indexOf("Answer: "), run.seen());
        QVERIFY2(said.contains("You said: 0.8 s  (") && said.contains("To go on"), run.seen());
    }

    void predictionThatIsNone_isExitStatus2BeforeAnythingRuns() {
        ProgramRun run({"demo", "8", "--predict", "7"});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 2);
        QVERIFY2(run.errors().contains("the prediction must be a number from 1 to ") && run.output().isEmpty(), run.seen());
    }

    void predictionOfEachKind_isRead() {
        const auto question = [](poolscope::LessonQuestion::Kind kind) {
            poolscope::LessonQuestion asked;
            asked.kind = kind;
            asked.options.resize(3);
            return asked;
        };
        using Kind = poolscope::LessonQuestion::Kind;
        using poolscope::app::prediction_from_text;
        QCOMPARE(prediction_from_text(question(Kind::Number), " 1.5 ").number, std::optional<double>(1.5));
        QCOMPARE(prediction_from_text(question(Kind::Choice), "3").choice, std::optional<std::size_t>(2));
        QCOMPARE(prediction_from_text(question(Kind::Order), "2, 3,1").order, (std::vector<std::size_t>{1, 2, 0}));
        QCOMPARE(prediction_from_text(question(Kind::Curve), "1,2,2.5").curve, (std::vector<double>{1, 2, 2.5}));
        QCOMPARE(prediction_from_text(question(Kind::Span), "0.2,0.6").to, std::optional<double>(0.6));
        for (const auto& [kind, typed] : std::vector<std::pair<Kind, const char*>>{
                 {Kind::Number, "1,2"}, {Kind::Number, "nan"}, {Kind::Number, "1 s"}, {Kind::Choice, "0"}, {Kind::Choice, "1.5"},
                 {Kind::Order, "1,2"}, {Kind::Order, "1,2,2"}, {Kind::Curve, "1,2,"}, {Kind::Span, "2,1"}, {Kind::Choice, ""}}) {
            QString problem;
            try {
                (void)prediction_from_text(question(kind), typed);
            } catch (const poolscope::ValueError& error) {
                problem = QString::fromUtf8(error.what());
            }
            QVERIFY2(problem.startsWith("the prediction must be "), typed);
        }
    }

    void numberThatTheListShows_findsADemoOfAnyName() {
        QVERIFY(QDir(m_folder.path()).mkpath("numbered/poolscope/demos"));
        QFile file(QDir(m_folder.path()).filePath("numbered/poolscope/demos/of-my-own.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"poolscope": 1, "title": "Of my own", "pool": {"processes": 1}, "batches": [
            {"method": "map", "function": "square", "iterable": [1, 2]}], "lesson": {"number": 13}})");
        file.close();
        ProgramRun run({"demo", "13"});
        run.withVariable("XDG_DATA_HOME", QDir(m_folder.path()).filePath("numbered"));
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 0);
        QVERIFY2(run.output().startsWith("13. Of my own"), run.seen());
    }

    void expectedRangeThatFails_isToldAndIsExitStatus1() {
        QFile file(QDir(m_folder.path()).filePath("wrong.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"poolscope": 1, "title": "T", "pool": {"processes": 1}, "batches": [
            {"method": "map", "function": "square", "iterable": [1, 2]}],
            "lesson": {"checkpoints": [{"text": "Never", "query": "items_lost > 0"}],
                       "expected": [{"text": "Three items", "query": "items_done", "low": 3}]}})");
        file.close();
        ProgramRun run({"demo", file.fileName()});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 1);
        QVERIFY2(run.output().contains("[ ] Never") && run.output().contains("FAILS  Three items: 2 (3 or more)"), run.seen());
    }

    void mistakeInATeachersFile_isNamedWithItsPlace() {
        QFile file(QDir(m_folder.path()).filePath("mistake.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"poolscope": 1, "batches": [], "lesson": {"checkpoints": [{"text": "t", "query": "max(generatoin) > 1"}]}})");
        file.close();
        ProgramRun run({"demo", file.fileName()});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 2);
        QVERIFY2(run.errors().contains("/lesson/checkpoints/0/query: column 5: max() needs a column; did you mean 'generation'?"), run.seen());
    }

    void unknownDemo_isExitStatus2() {
        ProgramRun run({"demo", "nonsense"});
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 2);
    }

    void ownDemo_isListedAfterThoseThatCameAlong() {
        QVERIFY(QDir(m_folder.path()).mkpath("data/poolscope/demos"));
        QVERIFY(QFile::copy(demosFolder() + "/01-hello-pool.json", QDir(m_folder.path()).filePath("data/poolscope/demos/my-own.json")));
        ProgramRun run({"demo", "--list"});
        run.withVariable("XDG_DATA_HOME", QDir(m_folder.path()).filePath("data"));
        QVERIFY2(run.run(), run.seen());
        QCOMPARE(run.exitStatus(), 0);
        QVERIFY2(run.output().contains("12-back-pressure") && run.output().indexOf("my-own") > run.output().indexOf("12-back-pressure"), run.seen());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(DemosTest)
#include "tst_demos.moc"
