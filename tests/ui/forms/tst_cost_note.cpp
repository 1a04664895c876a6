// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QTest>

#include "form_driver.h"
#include "forms/cost_note.h"
#include "forms/count_field.h"
#include "forms/scenario_form.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestCostNote : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ScenarioForm> m_form;

    QString allText() {
        QString text;
        for (const QLabel* label : m_form->findChildren<QLabel*>())
            if (!label->isHidden()) text += label->text() + u'\n';
        return text;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init() {
        m_form = std::make_unique<ScenarioForm>();
        study::SystemRoom room;
        room.cores = 4;
        room.processes = 50;
        room.processes_limit = "RLIMIT_NPROC";
        m_form->costNote().setRoom(room);
        m_form->setValue(parse_scenario(R"({"poolscope": 1, "title": "", "pool": {"processes": 4, "start_method": "spawn"},
            "batches": [{"method": "map", "function": "is_prime", "iterable": {"range": [1000]}, "chunksize": 10}]})"));
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void whatItCosts_isToldUnderThePool() {
        QVERIFY2(m_form->costNote().text().contains(QStringLiteral("100")) && m_form->costNote().text().contains(QStringLiteral("25")),
                 qPrintable(m_form->costNote().text()));
        QVERIFY(m_form->costNote().warnings().isEmpty());
    }

    void largeNumbers_areNoPowersOfTen() {
        Scenario scenario = m_form->value();
        scenario.batches[0].chunksize = 1;
        scenario.batches[0].iterable = {{"range", {40000}}};
        m_form->setValue(scenario);
        QVERIFY2(m_form->costNote().text().contains(QStringLiteral("10,000 for each")), qPrintable(m_form->costNote().text()));
    }

    void typing_changesItAtOnce() {
        typeInto(fieldNamed<CountField>(*m_form, "processes"), QStringLiteral("2"));
        QVERIFY2(m_form->costNote().text().contains(QStringLiteral("50")), qPrintable(m_form->costNote().text()));
    }

    void moreThanTheSystemAllows_isWarnedOfBesideTheField() {
        typeInto(fieldNamed<CountField>(*m_form, "processes"), QStringLiteral("80"));
        QVERIFY2(allText().contains(QStringLiteral("RLIMIT_NPROC leaves 50")), qPrintable(allText()));
        typeInto(fieldNamed<CountField>(*m_form, "processes"), QStringLiteral("4"));
        QVERIFY(!allText().contains(QStringLiteral("RLIMIT_NPROC")));
    }

    void oneTaskASpawnedWorker_isWarnedOf() {
        typeInto(fieldNamed<CountField>(*m_form, "maxtasksperchild"), QStringLiteral("1"));
        QVERIFY2(allText().contains(QStringLiteral("replaced 96 times")), qPrintable(allText()));
    }

    void chunksBeyondTheShare_areWarnedOfWithTheirBatch() {
        Scenario scenario = m_form->value();
        scenario.batches[0].chunksize = 600;
        m_form->setValue(scenario);
        QVERIFY2(m_form->costNote().warnings().startsWith(QStringLiteral("Batch 1: ")), qPrintable(m_form->costNote().warnings()));
    }

    void measuredFigures_areTakenOver() {
        study::PoolCosts costs = study::usual_costs();
        costs.of(StartMethod::Spawn).first = 3;
        m_form->costNote().setCosts(costs);
        QVERIFY2(m_form->costNote().text().contains(QStringLiteral("3")) && m_form->costNote().text().contains(QStringLiteral(" s;")),
                 qPrintable(m_form->costNote().text()));
    }
};

QTEST_MAIN(TestCostNote)
#include "tst_cost_note.moc"
