// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "study/sweep_chart.h"
#include "study/sweep_page.h"
#include "study/sweep_setup.h"

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
    void init() {
        m_seconds = "0.001";
        m_page = std::make_unique<SweepPage>([this] { return scenario(); }, qEnvironmentVariable("POOLSCOPE_BIN") + QStringLiteral("/poolscope"),
                                             m_folder.filePath(QStringLiteral("state.json")));
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->setup().stopsWhenSettled().setChecked(false);
        m_page->setup().repetitions().setValue(2);
        m_page->setup().warmUp().setValue(0);
    }
    void cleanup() { m_page.reset(); }

    void lines_areReadAsValues() {
        QVERIFY(Json(SweepSetup::read(QStringLiteral("1, 2 ,4"))) == Json::parse("[1,2,4]"));
        QVERIFY(Json(SweepSetup::read(QStringLiteral("1..4, none"))) == Json::parse("[1,2,3,4,null]"));
        QVERIFY(Json(SweepSetup::read(QStringLiteral("fork, default"))) == Json::parse("[\"fork\",null]"));
        QVERIFY(Json(SweepSetup::read(QStringLiteral("0.5,"))) == Json::parse("[0.5]"));
        QVERIFY(SweepSetup::read(QStringLiteral("  ")).empty());
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

    void missingProgram_isSaid() {
        SweepPage page([this] { return scenario(); }, QStringLiteral("/nowhere/poolscope"), m_folder.filePath(QStringLiteral("other.json")));
        page.setup().values(study::SweepParameter::Processes).setText(QStringLiteral("1"));
        page.start();
        QTRY_VERIFY(!page.isRunning());
        QVERIFY(page.startButton().isEnabled());
    }
};

QTEST_MAIN(TestSweepPage)
#include "tst_sweep_page.moc"
