// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPushButton>
#include <QSignalSpy>

#include <poolscope/scenario.h>

#include "form_driver.h"
#include "forms/batch_form.h"
#include "forms/batch_list_editor.h"
#include "forms/count_field.h"
#include "forms/scenario_folder.h"
#include "forms/scenario_form.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

Scenario twoBatches() {
    return parse_scenario(R"({"poolscope": 1, "title": "Two", "description": "*Both*", "modules": ["/tmp/a.so"],
        "pool": {"processes": 3, "initializer": "remember", "initargs": ["k", 1], "maxtasksperchild": 5, "start_method": "fork"},
        "batches": [{"method": "map", "function": "square", "iterable": {"range": [1, 9, 2]}, "chunksize": 2},
                    {"method": "apply_async", "function": "sleep", "args": [0.2]}]})");
}

}  // namespace

class TestScenarioForm : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<ScenarioForm> m_form;

    QComboBox* function() { return fieldNamed<QComboBox>(m_form->batchForm(), "function"); }
    CountField* processes() { return fieldNamed<CountField>(*m_form, "processes"); }
    std::string json() { return to_json(m_form->value()).dump(); }

private slots:
    void init() {
        m_form = std::make_unique<ScenarioForm>();
        m_form->setCatalogue(builtInCatalogue());
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void aScenarioSurvivesTheForms() {
        QSignalSpy changes(m_form.get(), &ScenarioForm::valueChanged);
        m_form->setValue(twoBatches());
        QCOMPARE(changes.size(), 1);
        QCOMPARE(json(), to_json(twoBatches()).dump());
        QVERIFY(!m_form->isModified());
        QVERIFY(m_form->isValid());
        for (int row = 0; row < 2; ++row) {
            m_form->batchList().setCurrentRow(row);
            QCOMPARE(json(), to_json(twoBatches()).dump());
        }
        QVERIFY(!m_form->isModified());
    }

    void everyScenarioThatComesWithTheProgramSurvivesTheForms() {
        const QStringList files = scenarioFiles(qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/resources/scenarios"));
        QVERIFY(!files.isEmpty());
        for (const QString& file : files) {
            const Scenario scenario = load_scenario(file.toStdString());
            m_form->setValue(scenario);
            QCOMPARE(json(), to_json(scenario).dump());
            QVERIFY2(m_form->isValid(), qPrintable(file));
        }
    }

    void editingABatchChangesItsRow() {
        m_form->setValue(twoBatches());
        m_form->batchList().setCurrentRow(1);
        typeInto(function(), QStringLiteral("busy"));
        QCOMPARE(m_form->value().batches.at(1).function, std::string("busy"));
        QCOMPARE(m_form->value().batches.at(0).function, std::string("square"));
        QVERIFY(m_form->isModified());
    }

    void whatIsTypedInOneBatchStaysWhileAnotherIsLookedAt() {
        m_form->setValue(twoBatches());
        typeInto(fieldNamed<CountField>(*m_form, "chunksize"), QStringLiteral("many"));
        m_form->batchList().setCurrentRow(1);
        QVERIFY(!m_form->isValid());
        m_form->batchList().setCurrentRow(0);
        QCOMPARE(fieldNamed<CountField>(*m_form, "chunksize")->text(), QStringLiteral("many"));
    }

    void aNewBatchIsAddedAtTheEnd() {
        m_form->setValue(twoBatches());
        m_form->batchList().setCurrentRow(-1);
        typeInto(function(), QStringLiteral("is_prime"));
        QCOMPARE(m_form->value().batches.size(), std::size_t{2});
        QTest::mouseClick(m_form->batchForm().findChildren<QPushButton*>().at(1), Qt::LeftButton);
        QCOMPARE(m_form->value().batches.size(), std::size_t{3});
        QCOMPARE(m_form->value().batches.back().function, std::string("is_prime"));
        QCOMPARE(m_form->batchList().currentRow(), 2);
    }

    void aBatchThatIsInNoRowIsNotForgotten() {
        m_form->setValue(twoBatches());
        m_form->batchList().setCurrentRow(-1);
        typeInto(function(), QStringLiteral("is_pr"));
        m_form->batchList().setCurrentRow(0);
        m_form->batchList().setCurrentRow(-1);
        QCOMPARE(m_form->batchForm().draft().function, QStringLiteral("is_pr"));
        QVERIFY(m_form->isValid());
    }

    void validityIsThatOfThePoolAndOfAllRows() {
        m_form->setValue(twoBatches());
        QSignalSpy validity(m_form.get(), &ScenarioForm::validityChanged);
        typeInto(processes(), QStringLiteral("0"));
        QCOMPARE(validity.last().first().toBool(), false);
        typeInto(processes(), QStringLiteral("2"));
        QCOMPARE(validity.last().first().toBool(), true);
    }

    void goingBackToTheOldValueIsNoModification() {
        m_form->setValue(twoBatches());
        QSignalSpy modified(m_form.get(), &ScenarioForm::modifiedChanged);
        typeInto(processes(), QStringLiteral("4"));
        QCOMPARE(modified.last().first().toBool(), true);
        typeInto(processes(), QStringLiteral("3"));
        QCOMPARE(modified.last().first().toBool(), false);
    }

    void savingIsTheNewMeasure() {
        m_form->setValue(twoBatches());
        typeInto(processes(), QStringLiteral("4"));
        m_form->setSaved();
        QVERIFY(!m_form->isModified());
    }

    void theBatchCountsWithThePoolAbove() {
        m_form->setValue(twoBatches());
        fieldNamed<CountField>(*m_form, "chunksize")->setText(QString());
        typeInto(fieldNamed<CountField>(*m_form, "maxtasksperchild"), QStringLiteral("1"));
        QVERIFY2(m_form->batchForm().preview().contains(QLatin1String("4 workers")), qPrintable(m_form->batchForm().preview()));
    }

    void submittingIsPassedOn() {
        m_form->setValue(twoBatches());
        QSignalSpy submitted(m_form.get(), &ScenarioForm::submitRequested);
        m_form->setSubmitEnabled(true);
        m_form->batchForm().submit();
        QCOMPARE(submitted.size(), 1);
    }
};

QTEST_MAIN(TestScenarioForm)
#include "tst_scenario_form.moc"
