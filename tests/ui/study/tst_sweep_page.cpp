// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/run_store.h>

#include "charts/plot.h"
#include "study/sweep_chart.h"
#include "study/sweep_choice.h"
#include "study/sweep_curves.h"
#include "study/sweep_file.h"
#include "study/sweep_map.h"
#include "study/sweep_page.h"
#include "study/sweep_setup.h"
#include "study/sweep_value_line.h"
#include "study/sweep_words.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestSweepPage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SweepPage> m_page;
    std::string m_seconds = "0.001";

    QLineEdit& field(study::SweepParameter parameter) { return m_page->setup().values(parameter); }
    Scenario scenario() {
        return parse_scenario(R"({"poolscope": 1, "title": "naps", "pool": {"processes": 2}, "batches": [{"method": "map", "function": "sleep",
            "iterable": [)" + m_seconds + "," + m_seconds + R"(], "chunksize": 1}]})");
    }

private slots:
    void settledVerdict_saysWhetherOthersAreAsGood() {
        SweepOutcome outcome;
        outcome.state = study::SweepState::Settled;
        outcome.best = 0;
        outcome.configurations.resize(2);
        outcome.configurations[0].label = QStringLiteral("processes 4");
        outcome.configurations[1].label = QStringLiteral("processes 2");
        outcome.configurations[0].median = 1;
        outcome.configurations[1].finding = study::Finding::Difference;
        QCOMPARE(sweepVerdict(outcome), QStringLiteral("Certain: processes 4 is the fastest."));
        QCOMPARE(certaintyText(outcome), QStringLiteral("difference certain"));
        outcome.configurations[1].finding = study::Finding::NoDifference;
        QCOMPARE(certaintyText(outcome), QStringLiteral("certain, some alike"));
        QCOMPARE(sweepVerdict(outcome), QStringLiteral("Certain: processes 4 is as good as any. No different from it: processes 2."));
    }
    void init() {
        m_seconds = "0.001";
        QDir(m_folder.filePath(QStringLiteral("runs"))).removeRecursively();
        m_page = std::make_unique<SweepPage>([this] { return scenario(); },
                                             SweepPaths{qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"),
                                                              m_folder.filePath(QStringLiteral("state.json")), m_folder.filePath(QStringLiteral("runs"))});
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->setup().stopsWhenSettled().setChecked(false);
        m_page->setup().repetitions().setValue(2);
        m_page->setup().warmUp().setValue(0);
    }
    void cleanup() { m_page.reset(); }

    void eachWindow_hasAFileOfItsOwn() {
        const QByteArray before = qgetenv("XDG_STATE_HOME");
        qputenv("XDG_STATE_HOME", m_folder.filePath(QStringLiteral("home")).toUtf8());
        const auto page = [this] { return std::make_unique<SweepPage>([this] { return scenario(); }); };
        auto first = page();
        const auto second = page();
        const QString file = first->runner().stateFile();
        QVERIFY(file.endsWith(QStringLiteral("/sweeps/window.json")));
        QVERIFY(second->runner().stateFile() != file);
        first.reset();
        QCOMPARE(page()->runner().stateFile(), file);  // the next one goes on where it was
        qputenv("XDG_STATE_HOME", before);
    }

    void lines_areReadAsValues() {
        QVERIFY(Json(readValueLine(QStringLiteral("1, 2 ,4"))) == Json::parse("[1,2,4]"));
        QVERIFY(Json(readValueLine(QStringLiteral("1..4, none"))) == Json::parse("[1,2,3,4,null]"));
        QVERIFY(Json(readValueLine(QStringLiteral("1..64 x4, 0..20 step 10"))) == Json::parse("[1,4,16,64,0,10,20]"));
        QVERIFY(Json(readValueLine(QStringLiteral("fork, default"))) == Json::parse("[\"fork\",null]"));
        QVERIFY(Json(readValueLine(QStringLiteral("0.5,"))) == Json::parse("[0.5]"));
        QVERIFY(Json(readValueLine(QStringLiteral("none, {\"function\": \"sleep\", \"args\": [0.1, \"a,}b\"]}"))) ==
                Json::parse("[null, {\"function\": \"sleep\", \"args\": [0.1, \"a,}b\"]}]"));
        QVERIFY(readValueLine(QStringLiteral("  ")).empty());
        QVERIFY(readValueLine(QStringLiteral("0..5 x2")).empty());
    }
    void lines_readBackWhatTheyShow() {
        using study::SweepParameter;
        for (const char* const text : {"[1,2,3,4,5,9]", "[null,1,10]", "[1,2,3]", "[0.5,2]"}) {
            const std::vector<Json> values = Json::parse(text).get<std::vector<Json>>();
            QVERIFY2(readValueLine(valueLine(SweepParameter::Chunksize, values)) == values, text);
        }
        QCOMPARE(valueLine(SweepParameter::Processes, {1, 2, 3, 4, 5, 9}), QStringLiteral("1..5, 9"));
        QCOMPARE(valueLine(SweepParameter::MaxTasksPerChild, {nullptr, 1}), QStringLiteral("none, 1"));
        const std::vector<Json> initializers = Json::parse(R"([null, {"function": "sleep", "args": [0.1]}])").get<std::vector<Json>>();
        QVERIFY(readValueLine(valueLine(SweepParameter::Initializer, initializers)) == initializers);
    }

    void runs_areCountedWhileOneTypes() {
        QVERIFY(m_page->setup().countText().contains(QStringLiteral("Nothing is varied")));
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1..4"));
        QTest::keyClicks(&field(study::SweepParameter::Chunksize), QStringLiteral("1, 10"));
        QVERIFY2(m_page->setup().countText().contains(QStringLiteral("8")) && m_page->setup().countText().contains(QStringLiteral("16")),
                 qPrintable(m_page->setup().countText()));
    }
    void fourLines_mayHaveValues() {
        using study::SweepParameter;
        for (const auto parameter : {SweepParameter::Processes, SweepParameter::Chunksize, SweepParameter::TaskSize, SweepParameter::MaxTasksPerChild})
            QTest::keyClicks(&field(parameter), QStringLiteral("1"));
        QVERIFY(!field(SweepParameter::Order).isEnabled());
        QVERIFY(field(SweepParameter::Chunksize).isEnabled());
        QTest::keyClick(&field(SweepParameter::Chunksize), Qt::Key_Backspace);
        QVERIFY(field(SweepParameter::Order).isEnabled());
    }

    void savedSweep_opensAgain() {
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1..4"));
        QTest::keyClicks(&field(study::SweepParameter::StartMethod), QStringLiteral("fork, default"));
        QTest::keyClicks(&m_page->setup().title(), QStringLiteral("Mine"));
        m_page->setup().margin().setValue(7.5);
        QSignalSpy written(m_page.get(), &SweepPage::written);
        const QString path = m_folder.filePath(QStringLiteral("mine.sweep.json"));
        m_page->saveTo(path);
        QCOMPARE(written.count(), 1);
        QVERIFY(isSweepFile(path));
        SweepPage other([this] { return scenario(); });
        QSignalSpy wanted(&other, &SweepPage::scenarioWanted);
        QCOMPARE(other.open(path, {}), QString());
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(other.setup().values(study::SweepParameter::Processes).text(), QStringLiteral("1..4"));
        QCOMPARE(other.setup().values(study::SweepParameter::StartMethod).text(), QStringLiteral("fork, default"));
        QCOMPARE(other.setup().title().text(), QStringLiteral("Mine"));
        QCOMPARE(other.setup().margin().value(), 7.5);
        QCOMPARE(other.setup().repetitions().value(), 2);
        QVERIFY(!other.setup().stopsWhenSettled().isChecked());
    }
    void sweepThatNamesAScenario_isFoundAmongThoseThatCameAlong() {
        const QString shelf = m_folder.filePath(QStringLiteral("shelf"));
        QVERIFY(QDir().mkpath(shelf));
        QFile file(shelf + QStringLiteral("/07-naps.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(to_json(scenario()).dump()));
        file.close();
        QFile sweep(m_folder.filePath(QStringLiteral("named.json")));
        QVERIFY(sweep.open(QIODevice::WriteOnly));
        sweep.write(R"({"poolscope_sweep": 1, "scenario": "naps", "parameters": {"processes": {"from": 1, "to": 8, "times": 2}}})");
        sweep.close();
        QCOMPARE(m_page->open(sweep.fileName(), shelf), QString());
        QCOMPARE(field(study::SweepParameter::Processes).text(), QStringLiteral("1, 2, 4, 8"));
        QVERIFY(m_page->open(sweep.fileName(), m_folder.filePath(QStringLiteral("nowhere"))).contains(QStringLiteral("naps")));
    }

    void nothingToVary_isSaid() {
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QVERIFY(!m_page->isRunning());
        QVERIFY(!m_page->setup().problem().isEmpty());
    }

    void wrongValues_areSaidWithTheirPlace() {
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1, 0"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QVERIFY(!m_page->isRunning());
        QVERIFY2(m_page->setup().problem().contains(QStringLiteral("at least 1")), qPrintable(m_page->setup().problem()));
    }

    void wrongValue_isMarkedWhileOneTypes_untilItIsMended() {
        using study::SweepParameter;
        QTest::keyClicks(&field(SweepParameter::Processes), QStringLiteral("1, 0"));
        QTRY_VERIFY(!m_page->setup().problemOf(SweepParameter::Processes).isEmpty());
        QVERIFY2(m_page->setup().problemOf(SweepParameter::Processes).startsWith(QStringLiteral("0: ")), qPrintable(m_page->setup().problem()));
        QVERIFY(m_page->setup().problemOf(SweepParameter::Chunksize).isEmpty());
        QTest::keyClick(&field(SweepParameter::Processes), Qt::Key_Backspace);
        QTest::keyClicks(&field(SweepParameter::Processes), QStringLiteral("2"));
        QTRY_VERIFY2(m_page->setup().problem().isEmpty(), qPrintable(m_page->setup().problem()));
    }
    void valuesOfTheWrongKind_areToldInTheWordsThatAreTyped() {
        using study::SweepParameter;
        QTest::keyClicks(&field(SweepParameter::MaxTasksPerChild), QStringLiteral("many"));
        QTRY_COMPARE(m_page->setup().problemOf(SweepParameter::MaxTasksPerChild), QStringLiteral("many: only whole numbers, or “none”"));
        QTest::keyClicks(&field(SweepParameter::Chunksize), QStringLiteral("8..1"));
        QTRY_VERIFY2(m_page->setup().problemOf(SweepParameter::Chunksize).contains(QStringLiteral("1..8")), qPrintable(m_page->setup().problem()));
    }
    void noteOfARun_goesWhenTheSetupIsChanged() {
        m_seconds = "0.2";
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1, 2, 3"));
        m_page->startButton().setFocus();
        QTest::keyClick(&m_page->startButton(), Qt::Key_Space);
        QVERIFY(m_page->isRunning());
        QCOMPARE(QApplication::focusWidget(), m_page.get());  // no other button: the same key would press it
        QTRY_VERIFY_WITH_TIMEOUT(m_page->progress().value() >= 1, 60'000);
        m_page->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        QCOMPARE(QApplication::focusWidget(), &m_page->startButton());
        const auto isTold = [this] {
            const QList<QLabel*> labels = m_page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->text().startsWith(QStringLiteral("Stopped.")); });
        };
        QVERIFY(isTold());
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral(", 4"));
        QVERIFY(!isTold());
    }

    void sweep_runsAndShowsEachConfiguration() {
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1, 2"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QVERIFY(m_page->stopButton().isEnabled() && !m_page->startButton().isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        QCOMPARE(m_page->chart().rows().size(), std::size_t{2});
        for (const SweepChart::Row& row : m_page->chart().rows()) {
            QCOMPARE(row.seconds.size(), std::size_t{2});
            QVERIFY(row.median > 0);
        }
        QCOMPARE(m_page->progress().value(), 4);
        QVERIFY2(m_page->verdict().contains(QStringLiteral("processes")), qPrintable(m_page->verdict()));
        QVERIFY(!m_page->goOnButton().isEnabled());
        QVERIFY(!m_page->grab().isNull());
    }

    void stopped_goesOn() {
        m_seconds = "0.2";
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1, 2, 3"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->progress().value() >= 1, 60'000);
        QTest::mouseClick(&m_page->stopButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        const int made = m_page->progress().value();
        QVERIFY2(made < 6, "it was over before it could be stopped");
        QVERIFY(m_page->goOnButton().isEnabled());
        QTest::mouseClick(&m_page->goOnButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        QCOMPARE(m_page->progress().value(), 6);
    }

    void oneNumber_makesACurveWhoseKeysChoose() {
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1, 2, 4"));
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        Plot& times = m_page->curves().times();
        QVERIFY(times.isVisible() && !m_page->map().isVisible());
        QCOMPARE(times.keys(0), (std::vector<double>{1, 2, 4}));
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(times.values(1)[i] <= times.values(0)[i] && times.values(0)[i] <= times.values(2)[i]);
            QVERIFY(times.values(1)[i] > 0);
        }
        QVERIFY(m_page->curves().speedup().isVisible());
        QVERIFY(m_page->curves().speedup().keys(0).size() == 3 && m_page->curves().speedup().keys(1).size() > 3);
        times.setFocus();
        QTest::mouseClick(&times, Qt::LeftButton, {}, QPoint(static_cast<int>(times.pixelOf(2)), times.plotArea().center().y()));
        QCOMPARE(m_page->choice().current().value_or(99), std::size_t{1});
        QTest::keyClick(&times, Qt::Key_Right);
        QCOMPARE(m_page->choice().current().value_or(99), std::size_t{2});
        QCOMPARE(m_page->chart().current().value_or(99), std::size_t{2});
        QTest::keyClick(&times, Qt::Key_Left);
        QCOMPARE(m_page->choice().current().value_or(99), std::size_t{1});
        QTest::keyClick(&times, Qt::Key_Return);
        QTRY_VERIFY(m_page->choice().useButton().hasFocus());
    }

    void twoParameters_makeAMapWhoseCellsAreUsedAndCompared() {
        QTest::keyClicks(&field(study::SweepParameter::Processes), QStringLiteral("1, 2"));
        QTest::keyClicks(&field(study::SweepParameter::Chunksize), QStringLiteral("1, 2, default"));
        m_page->setup().keep().setValue(1);
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        QVERIFY(m_page->map().isVisible() && !m_page->curves().times().isVisible());
        SweepMapModel& model = m_page->map().model();
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), QStringLiteral("default"));
        int best = 0;
        for (int row = 0; row < 2; ++row)
            for (int column = 0; column < 3; ++column) {
                const QModelIndex cell = model.index(row, column);
                QVERIFY2(cell.data().toString().contains(QStringLiteral("ms")) || cell.data().toString().contains(u's'), qPrintable(cell.data().toString()));
                QVERIFY(cell.data(SweepMapModel::HeatRole).toDouble() >= 0);
                best += cell.data(SweepMapModel::BestRole).toBool() ? 1 : 0;
            }
        QCOMPARE(best, 1);
        QTableView& table = m_page->map().table();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(1, 0)).center());
        QCOMPARE(m_page->choice().current().value_or(99), std::size_t{3});
        QTest::keyClick(&table, Qt::Key_Right);
        QCOMPARE(m_page->choice().current().value_or(99), std::size_t{4});
        QSignalSpy wanted(m_page.get(), &SweepPage::scenarioWanted), compared(m_page.get(), &SweepPage::compareWanted);
        QTest::keyClick(&table, Qt::Key_Return);
        QTRY_VERIFY(m_page->choice().useButton().hasFocus());
        QTest::keyClick(&m_page->choice().useButton(), Qt::Key_Space);
        QCOMPARE(wanted.count(), 1);
        const auto used = wanted.first().first().value<Scenario>();
        QCOMPARE(used.pool.processes.value_or(0), 2);
        QCOMPARE(wanted.first().last().toString(), QStringLiteral("processes 2, chunksize 2"));
        QTest::mouseClick(&m_page->choice().compareButton(), Qt::LeftButton);
        QCOMPARE(compared.count(), 1);
        QVERIFY(compared.first().first().toStringList().size() >= 2);
        // Each configuration's first run is in the store, and says of which it is.
        const auto kept = RunStore(m_folder.filePath(QStringLiteral("runs")).toStdString()).list();
        QCOMPARE(kept.size(), std::size_t{6});
        QVERIFY(kept.front().origin && kept.front().origin->title == "naps");
    }

    void listOfConfigurations_isWalkedByKeys() {
        QTest::keyClicks(&field(study::SweepParameter::StartMethod), QStringLiteral("fork, forkserver"));
        m_page->setup().repetitions().setValue(1);
        m_page->setup().keep().setValue(0);
        QTest::mouseClick(&m_page->startButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->isRunning(), 60'000);
        QVERIFY(!m_page->map().isVisible() && !m_page->curves().times().isVisible());
        QTest::mouseClick(&m_page->chart(), Qt::LeftButton, {}, m_page->chart().rowRect(0).center());
        QCOMPARE(m_page->choice().current().value_or(99), std::size_t{0});
        QTest::keyClick(&m_page->chart(), Qt::Key_Down);
        QVERIFY2(m_page->choice().text().contains(QStringLiteral("forkserver")), qPrintable(m_page->choice().text()));
        QVERIFY2(!m_page->choice().compareButton().isEnabled(), "nothing was kept");
    }

    void heat_isReadableInBothAppearances_data() {
        QTest::addColumn<QColor>("base");
        QTest::newRow("light") << QColor(Qt::white);
        QTest::newRow("dark") << QColor(0x1b, 0x1f, 0x24);
    }
    void heat_isReadableInBothAppearances() {
        QFETCH(QColor, base);
        QPalette palette;
        for (const QPalette::ColorRole role : {QPalette::Base, QPalette::Window}) palette.setColor(role, base);
        const auto part = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
        const auto light = [&](const QColor& c) { return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF()) + 0.05; };
        for (double heat = 0; heat <= 1; heat += 0.05) {
            const HeatColors colors = heatColors(heat, palette);
            const double one = light(colors.cell), other = light(colors.text);
            QVERIFY2(std::max(one, other) / std::min(one, other) >= 4.5, qPrintable(QString::number(heat)));
        }
    }

    void missingProgram_isSaid() {
        SweepPage page([this] { return scenario(); }, {QStringLiteral("/nowhere/poolscope"), m_folder.filePath(QStringLiteral("other.json"))});
        page.setup().values(study::SweepParameter::Processes).setText(QStringLiteral("1"));
        page.start();
        QTRY_VERIFY(!page.isRunning());
        QVERIFY(page.startButton().isEnabled());
    }
};

QTEST_MAIN(TestSweepPage)
#include "tst_sweep_page.moc"
