// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "measured_machine.h"
#include "study/advice_model.h"
#include "study/advice_page.h"
#include "views/data_table.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

Json configuration(double median, const char* finding, double ratio) {
    return {{"is_present", finding == nullptr},
            {"processes", finding ? 4 : 2},
            {"start_method", "fork"},
            {"chunksize", finding ? Json(10) : Json(nullptr)},
            {"maxtasksperchild", nullptr},
            {"order", finding ? "longest_first" : "as_given"},
            {"predicted_seconds", finding ? Json(median) : Json(nullptr)},
            {"seconds", {median, median * 1.01}},
            {"median", median},
            {"against_present", finding ? Json{{"ratio", ratio}, {"low", ratio * 0.9}, {"high", ratio * 1.1}, {"finding", finding}} : Json(nullptr)},
            {"measured_words", {"4 workers", "measured: median"}},
            {"scenario", Json::parse(R"({"poolscope": 1, "title": "", "pool": {"processes": 2},
                "batches": [{"method": "map", "function": "square", "iterable": [1.0, 2]}]})")}};
}

}  // namespace

class TestAdvicePage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<AdvicePage> m_page;
    QByteArray m_items;

    Scenario scenario() {
        return parse_scenario("{\"poolscope\": 1, \"title\": \"naps\", \"pool\": {\"processes\": 1}, \"batches\": [{\"method\": \"map\", \"function\": \"sleep\","
                              "\"chunksize\": 1, \"iterable\": [" + m_items.toStdString() + "]}]}");
    }
    /// A program that says what it is told to say, instead of a search.
    QString speaker(const QByteArray& says, const QByteArray& then = {}) {
        static int number = 0;
        const QString path = m_folder.filePath(QStringLiteral("speaker%1").arg(++number));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write("#!/bin/sh\ncat >/dev/null\ncat <<'end'\n" + says + "\nend\n" + then);
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        return path;
    }
    void show(const QString& program) {
        m_page = std::make_unique<AdvicePage>([this] { return scenario(); }, program);
        m_page->resize(1000, 560);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

private slots:
    void initTestCase() {
        useMeasuredMachine(m_folder.filePath(QStringLiteral("state")));
    }
    void init() { m_items = "0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01"; }
    void cleanup() { m_page.reset(); }

    void search_triesForRealAndSaysWhatIsBetter() {
        show(qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"));
        new QAbstractItemModelTester(&m_page->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, this);
        m_page->budget().setValue(40);
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QVERIFY(m_page->isRunning() && m_page->stopButton().isEnabled() && !m_page->startButton().isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        const auto& rows = m_page->model().rows();
        QVERIFY2(rows.size() > 1, qPrintable(m_page->note()));
        QVERIFY(rows.front().isPresent && rows.front().median > 0.08);
        // Naps in one worker: more workers are several times as fast, which so many runs tell on any machine.
        const int winner = m_page->model().winner();
        QVERIFY2(winner > 0, qPrintable(m_page->verdict()));
        QVERIFY(rows[static_cast<std::size_t>(winner)].high < 1);
        QVERIFY2(m_page->verdict().startsWith(QStringLiteral("Better: ")), qPrintable(m_page->verdict()));
        QCOMPARE(m_page->table().currentIndex().row(), winner);
        QVERIFY(m_page->useButton().isEnabled());
    }

    void stopped_keepsWhatWasMeasured() {
        m_items = "0.3, 0.3";
        show(qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->model().rows().size() > 1 && m_page->model().rows().front().median > 0, 60'000);
        QVERIFY2(m_page->progress().text().contains(QStringLiteral("left")), qPrintable(m_page->progress().text()));
        QTest::mouseClick(&m_page->stopButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 30'000);
        QVERIFY2(m_page->verdict().startsWith(QStringLiteral("Stopped")), qPrintable(m_page->verdict()));
        QVERIFY(m_page->model().rows().front().median > 0);
        QVERIFY(m_page->startButton().isEnabled());
    }

    void winner_isSaidWithItsInterval() {
        const Json event{{"stage", "ended"}, {"verdict_kind", "better"}, {"winner", 1}, {"runs_made", 4}, {"seconds_left", 0},
                         {"configurations", {configuration(1, nullptr, 1), configuration(0.5, "difference", 0.5)}}};
        show(speaker(QByteArray::fromStdString(event.dump())));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_page->isRunning() && m_page->model().winner() == 1);
        QCOMPARE(m_page->verdict(), QStringLiteral("Better: 4 workers, fork, chunksize 10, longest first is 1.82 to 2.22 times as fast as now: 500 ms instead of 1.00 s."));
        const QModelIndex found = m_page->model().index(1, AdviceModel::AgainstNow);
        QCOMPARE(found.data().toString(), QStringLiteral("faster: 1.82 to 2.22 times"));
    }

    void nothingBetter_isSaid() {
        const Json event{{"stage", "ended"}, {"verdict_kind", "as_good"}, {"winner", nullptr}, {"runs_made", 4}, {"seconds_left", 0},
                         {"configurations", {configuration(1, nullptr, 1), configuration(1, "no_difference", 1)}}};
        show(speaker(QByteArray::fromStdString(event.dump())));
        QTest::keyClick(&m_page->startButton(), Qt::Key_Space);
        QTRY_VERIFY(!m_page->isRunning() && m_page->model().rows().size() == 2);
        QCOMPARE(m_page->verdict(), QStringLiteral("The present configuration is as good as any that was tried."));
        QVERIFY(!m_page->useButton().isEnabled());  // nothing is chosen for anybody
    }

    void chosen_isUsedAndCopied() {
        const Json event{{"stage", "ended"}, {"verdict_kind", "better"}, {"winner", 1}, {"runs_made", 4}, {"seconds_left", 0},
                         {"configurations", {configuration(1, nullptr, 1), configuration(0.5, "difference", 0.5)}}};
        show(speaker(QByteArray::fromStdString(event.dump())));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(m_page->useButton().isEnabled());
        QSignalSpy used(m_page.get(), &AdvicePage::useWanted);
        QTest::mouseClick(&m_page->useButton(), Qt::LeftButton);
        QCOMPARE(used.size(), 1);
        const Scenario scenario = used.first().first().value<Scenario>();
        QVERIFY(scenario.batches.front().iterable[0].is_number_float());  // 1.0 stays what it is
        QTest::mouseClick(&m_page->pythonButton(), Qt::LeftButton);
        QVERIFY2(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("# 4 workers\n# measured: median\nfrom multiprocessing")),
                 qPrintable(QGuiApplication::clipboard()->text()));
        QTest::mouseClick(&m_page->cppButton(), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("// 4 workers\n// measured: median\n")));
        QVERIFY(m_page->note().contains(QStringLiteral("C++")));
    }

    void export_hasWhatWasFound() {
        const Json event{{"stage", "ended"}, {"verdict_kind", "better"}, {"winner", 1}, {"runs_made", 4}, {"seconds_left", 0},
                         {"configurations", {configuration(1, nullptr, 1), configuration(0.5, "difference", 0.5)}}};
        show(speaker(QByteArray::fromStdString(event.dump())));
        QVERIFY(!m_page->exportButton().isEnabled());
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_page->isRunning() && m_page->exportButton().isEnabled());
        QSignalSpy noticed(m_page.get(), &AdvicePage::noticed);
        const auto written = [this](const char* name) {
            const QString path = m_folder.filePath(QLatin1String(name));
            m_page->exportTo(path);
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray page = written("found.html");
        QVERIFY2(page.startsWith("<!DOCTYPE html>") && page.contains(m_page->verdict().toHtmlEscaped().toUtf8()), page.left(300));
        QVERIFY(page.contains("Code of the better one") && page.contains("from multiprocessing"));
        const QByteArray csv = written("found.csv");
        QVERIFY2(csv.startsWith("configuration,present,better,predicted_seconds,run,seconds\r\n") && csv.count("\r\n") > 2, csv);
        const Json document = Json::parse(written("found.json").toStdString());
        QVERIFY(document["winner"] == 1 && document["configurations"].size() == 2 && document["environment"].is_object());
        QCOMPARE(noticed.count(), 3);
        m_page->exportTo(QStringLiteral("/nowhere/found.html"));
        QVERIFY(noticed.last()[0].value<Notice>().weight == Notice::Weight::Error);
    }

    void crash_leavesWhatWasMeasured() {
        const Json event{{"stage", "trying"}, {"winner", nullptr}, {"runs_made", 2}, {"seconds_left", 5}, {"not_simulated", {"max_age_per_child"}},
                         {"configurations", {configuration(1, nullptr, 1), configuration(0.5, "more_runs", 0.5)}}};
        show(speaker(QByteArray::fromStdString(event.dump()), "kill -SEGV $$"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_page->isRunning() && m_page->model().rows().size() == 2);
        QTRY_COMPARE(m_page->verdict(), QStringLiteral("It ended too soon; what was measured until then stands below."));
        QCOMPARE(m_page->note(), QStringLiteral("Not simulated: max_age_per_child."));
    }

    void crash_isNoStop() {
        show(speaker("{}", "kill -SEGV $$"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_page->isRunning());
        QTRY_COMPARE(m_page->verdict(), QStringLiteral("Nothing was found out."));
    }

    void nonsense_isNoAnswer() {
        show(speaker("{\"stage\": \"trying\", \"configurations\": [7, {}]}\nno json\n{\"configurations\": [{\"seconds\": [\"x\"]}]}",
                     "echo 'poolscope: it does not succeed' >&2; exit 2"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY(!m_page->isRunning());
        QTRY_COMPARE(m_page->verdict(), QStringLiteral("Nothing was found out."));
        QVERIFY(m_page->model().rows().empty());
        QVERIFY(m_page->startButton().isEnabled());
    }

    void missingProgram_isSaid() {
        show(QStringLiteral("/nowhere/poolscope"));
        m_page->start();
        QTRY_VERIFY(!m_page->isRunning());
        QVERIFY(m_page->startButton().isEnabled());
    }

    void scenarioThatCannotRun_isNotTried() {
        show(QStringLiteral("/nowhere/poolscope"));
        m_page->setWhyNot(QStringLiteral("no batch"));
        QVERIFY(!m_page->startButton().isEnabled());
        m_page->start();
        QVERIFY(!m_page->isRunning());
    }
};

QTEST_MAIN(TestAdvicePage)
#include "tst_advice_page.moc"
