// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>

#include <poolscope/scenario.h>

#include "form_driver.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/fault_form.h"
#include "forms/fault_plan_form.h"
#include "forms/fault_words.h"
#include "forms/scenario_form.h"

using namespace poolscope;
using namespace poolscope::ui;
using namespace std::chrono_literals;

class TestFaultPlanForm : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FaultPlanForm> m_form;

    void choose(const char* name, const char* key) {
        auto* choice = fieldNamed<ExplainedChoice>(*m_form, name);
        QVERIFY2(choice, name);
        choice->setCurrentKey(QLatin1String(key));
    }
    QAction* ready(const QString& words) {
        for (QAction* action : m_form->addButton().menu()->actions())
            if (action->text().startsWith(words)) return action;
        return nullptr;
    }
    const Fault& first() { return m_plan = m_form->value(), m_plan.faults.at(0); }
    FaultPlan m_plan;

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_form = std::make_unique<FaultPlanForm>();
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void anEmptyFormIsAnEmptyPlan() {
        QVERIFY(m_form->value().empty());
        QVERIFY(m_form->isValid());
        QVERIFY(says(*m_form, QStringLiteral("A fault on order")));
    }

    void aReadyFaultIsAddedByTheMenu() {
        QSignalSpy changes(m_form.get(), &FaultPlanForm::changed);
        QAction* kill = ready(QStringLiteral("Kill worker 1 at its 3rd task"));
        QVERIFY(kill);
        kill->trigger();
        QVERIFY(!changes.isEmpty());
        QCOMPARE(first().action, FaultAction::Kill);
        QCOMPARE(first().worker.value_or(0), 1U);
        QCOMPARE(first().nth, std::uint64_t{3});
        QCOMPARE(m_form->list().item(0)->text(), QStringLiteral("kill worker 1 at its 3rd task"));
    }

    void everyReadyFaultIsOneThatAScenarioTakes() {
        QVERIFY(check(FaultPlan{0, readyFaults()}).empty());
    }

    void whateverIsChosenIsAPlanThatAScenarioTakes() {
        m_form->append({});
        auto* action = fieldNamed<ExplainedChoice>(*m_form, "what");
        auto* point = fieldNamed<ExplainedChoice>(*m_form, "where");
        for (int a = action->count() - 1; a >= 0; --a) {
            action->setCurrentIndex(a);
            for (int p = 0; p < point->count(); ++p) {
                point->setCurrentIndex(p);
                QVERIFY(m_form->isValid());
                const auto problems = check(m_form->value());
                QVERIFY2(problems.empty(), problems.empty() ? "" : problems[0].message.c_str());
            }
        }
    }

    void everyReadyFaultSurvivesTheForm() {
        FaultPlan plan{7, readyFaults()};
        m_form->setValue(plan);
        for (int row = 0; row < m_form->list().count(); ++row) m_form->list().setCurrentRow(row);
        QVERIFY(m_form->value() == plan);
        QVERIFY(m_form->isValid());
    }

    void aWorkerInOneSlotStaysSoWhenSomethingElseIsEdited() {
        Fault fault;
        fault.worker = 3;
        fault.slot = 1;
        m_form->setValue(FaultPlan{0, {fault}});
        m_form->list().setCurrentRow(0);
        QVERIFY(fieldNamed<ExplainedChoice>(*m_form, "whom it befalls")->currentText().contains(QStringLiteral("slot 1")));
        fieldNamed<CountField>(*m_form, "nth")->setText(QStringLiteral("4"));
        QCOMPARE(first().nth, std::uint64_t{4});
        QCOMPARE(first().worker, std::optional<std::uint32_t>(3));
        QCOMPARE(first().slot, std::optional<std::uint32_t>(1));
        choose("whom it befalls", "slot");
        QVERIFY(!first().worker);
    }

    void aFaultIsEditedFieldByField() {
        m_form->append({});
        choose("what", "stop");
        choose("where", "idle");
        choose("whom it befalls", "slot");
        typeInto(fieldNamed<CountField>(*m_form, "worker or slot"), QStringLiteral("2"));
        typeInto(fieldNamed<CountField>(*m_form, "nth"), QStringLiteral("0"));
        typeInto(fieldNamed<QLineEdit>(*m_form, "duration"), QStringLiteral("1.5"));
        typeInto(fieldNamed<QLineEdit>(*m_form, "probability"), QStringLiteral("0.25"));
        QVERIFY(m_form->isValid());
        QCOMPARE(first().action, FaultAction::Stop);
        QCOMPARE(first().at, FaultPoint::Idle);
        QVERIFY(!first().worker);
        QCOMPARE(first().slot.value_or(9), 2U);
        QCOMPARE(first().nth, std::uint64_t{0});
        QVERIFY(first().duration == 1500ms);
        QCOMPARE(first().probability, 0.25);
        QCOMPARE(m_form->list().item(0)->text(),
                 QStringLiteral("stop every worker of slot 2 for 1.50 s whenever it is idle, in 25 % of the cases"));
    }

    void onlyTheFieldsThatMeanSomethingAreShown() {
        m_form->append({});
        QVERIFY(!fieldNamed<QLineEdit>(*m_form, "duration")->isVisible());
        QVERIFY(!fieldNamed<CountField>(*m_form, "exit code")->isVisible());
        choose("what", "exit");
        QVERIFY(fieldNamed<CountField>(*m_form, "exit code")->isVisible());
        choose("what", "refuse");
        QVERIFY(fieldNamed<CountField>(*m_form, "times")->isVisible());
        QVERIFY(!fieldNamed<CountField>(*m_form, "worker or slot")->isVisible());
        QCOMPARE(first().error_number, EAGAIN);
    }

    void whatCannotHappenSomewhereIsNotOfferedThere() {
        Fault fault;
        fault.at = FaultPoint::Writing;
        m_form->append(fault);
        choose("what", "fail");
        QCOMPARE(first().at, FaultPoint::Task);
        QCOMPARE(fieldNamed<ExplainedChoice>(*m_form, "where")->count(), 2);
    }

    void aTextThatIsNoValueIsSaidAndTheFaultKeepsItsOwn() {
        m_form->append({});
        typeInto(fieldNamed<QLineEdit>(*m_form, "probability"), QStringLiteral("often"));
        QVERIFY(!m_form->isValid());
        QVERIFY(says(*m_form, QStringLiteral("must be a number from 0 to 1")));
        QCOMPARE(first().probability, 1.0);
        typeInto(fieldNamed<QLineEdit>(*m_form, "probability"), QStringLiteral("1"));
        QVERIFY(m_form->isValid());
        typeInto(fieldNamed<CountField>(*m_form, "plan's seed"), QStringLiteral("-1"));
        QVERIFY(!m_form->isValid());
    }

    void removingTakesTheChosenOne() {
        m_form->setValue({0, readyFaults()});
        const FaultPlan before = m_form->value();
        m_form->list().setCurrentRow(1);
        m_form->list().setFocus();
        QTest::keyClick(&m_form->list(), Qt::Key_Delete);
        QCOMPARE(m_form->value().faults.size(), before.faults.size() - 1);
        QVERIFY(m_form->value().faults.at(1) == before.faults.at(2));
        while (!m_form->value().empty()) m_form->removeCurrent();
        QVERIFY(m_form->isValid());
    }

    void theScenarioCarriesThePlan() {
        ScenarioForm form;
        Scenario scenario;
        scenario.faults = {3, readyFaults()};
        form.setValue(scenario);
        QVERIFY(form.value().faults == scenario.faults);
        form.faultPlan().removeCurrent();
        QVERIFY(form.value().faults.faults.size() == scenario.faults.faults.size() - 1);
        form.faultPlan().append({});
        QVERIFY(form.isValid());
    }
};

QTEST_MAIN(TestFaultPlanForm)
#include "tst_fault_plan_form.moc"
