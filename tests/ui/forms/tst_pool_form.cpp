// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QSet>
#include <QSignalSpy>
#include <QWheelEvent>

#include <poolscope/scenario.h>

#include "form_driver.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/pool_form.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

Json jsonOf(const PoolSpec& pool) {
    Scenario scenario;
    scenario.pool = pool;
    return to_json(scenario)["pool"];
}

/// A turn of the wheel over a widget; true if the widget took it.
bool turnWheelOver(QWidget& widget) {
    const QPointF middle = widget.rect().center();
    QWheelEvent event(middle, widget.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
    return event.isAccepted();
}

}  // namespace

class TestPoolForm : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PoolForm> m_form;

    CountField* processes() { return fieldNamed<CountField>(*m_form, "processes"); }
    CountField* maxtasks() { return fieldNamed<CountField>(*m_form, "maxtasksperchild"); }
    ExplainedChoice* startMethod() { return fieldNamed<ExplainedChoice>(*m_form, "start method"); }
    QComboBox* initializer() { return fieldNamed<QComboBox>(*m_form, "initializer"); }
    QLineEdit* initargs() { return fieldNamed<QLineEdit>(*m_form, "initargs"); }

private slots:
    void init() {
        m_form = std::make_unique<PoolForm>();
        m_form->setUsableCpus({6, "cgroup quota allows 6 of 8 logical CPUs"});
        m_form->setCatalogue(builtInCatalogue());
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void anEmptyFormIsTheDefaultPool() {
        QVERIFY(m_form->isValid());
        QCOMPARE(jsonOf(m_form->value()).dump(), jsonOf(PoolSpec{}).dump());
        QCOMPARE(m_form->effectiveProcesses(), 6);
    }

    void theDefaultIsShownAsANumberWithItsReason() {
        QCOMPARE(processes()->findChild<QLineEdit*>()->placeholderText(), QStringLiteral("default: 6"));
        QVERIFY(says(*m_form, QStringLiteral("cgroup quota allows 6 of 8 logical CPUs")));
        QVERIFY(startMethod()->currentText().contains(QString::fromStdString(get_start_method())));
    }

    void everyFieldHasAToolTipAndAnAccessibleName() {
        for (QWidget* field : QList<QWidget*>{processes(), maxtasks(), startMethod(), initializer(), initargs()}) {
            QVERIFY(field != nullptr);
            QVERIFY(field->toolTip().size() > 40);
            QVERIFY(field->minimumHeight() >= 24);
        }
    }

    void whatIsTypedBecomesThePool() {
        typeInto(processes(), QStringLiteral("4"));
        typeInto(maxtasks(), QStringLiteral("5"));
        typeInto(initializer(), QStringLiteral("remember"));
        typeInto(initargs(), QStringLiteral("\"blue\", 7"));
        startMethod()->setFocus();
        QTest::keyClicks(startMethod(), QStringLiteral("spawn"));
        QVERIFY(m_form->isValid());
        const Json expected = {{"processes", 4},        {"initializer", "remember"}, {"initargs", {"blue", 7}},
                               {"maxtasksperchild", 5}, {"start_method", "spawn"}};
        QCOMPARE(jsonOf(m_form->value()).dump(), expected.dump());
        QVERIFY(says(*m_form, QStringLiteral("Each worker calls remember(\"blue\", 7) first.")));
    }

    void aWrongValueIsRefusedInCPythonsWordsAndStays_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const QString few = QStringLiteral("Number of processes must be at least 1");
        const QString positive = QStringLiteral("maxtasksperchild must be a positive int or None");
        QTest::newRow("no process") << "processes" << "0" << few;
        QTest::newRow("negative") << "processes" << "-3" << few;
        QTest::newRow("word") << "processes" << "many" << "Number of processes must be a whole number.";
        QTest::newRow("zero tasks") << "maxtasksperchild" << "0" << positive;
        QTest::newRow("negative tasks") << "maxtasksperchild" << "-1" << positive;
        QTest::newRow("half a task") << "maxtasksperchild" << "0.5" << positive;
        QTest::newRow("huge") << "maxtasksperchild" << "99999999999999999999" << positive;
    }
    void aWrongValueIsRefusedInCPythonsWordsAndStays() {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, words);
        QSignalSpy validity(m_form.get(), &PoolForm::validityChanged);
        auto* edited = fieldNamed<CountField>(*m_form, qPrintable(field));
        typeInto(edited, text);
        QVERIFY(says(*m_form, words));
        QVERIFY(!m_form->isValid());
        QCOMPARE(validity.last().first().toBool(), false);
        QCOMPARE(edited->text(), text);
        initargs()->setFocus();
        QCOMPARE(edited->text(), text);
        typeInto(edited, QStringLiteral("2"));
        QVERIFY(m_form->isValid());
        QVERIFY(!says(*m_form, words));
        QCOMPARE(validity.last().first().toBool(), true);
    }

    void anUnknownInitializerIsRefused() {
        typeInto(initializer(), QStringLiteral("remembr"));
        QVERIFY(says(*m_form, QStringLiteral("initializer must be a callable")));
        QVERIFY(!m_form->isValid());
    }

    void initargsThatAreNoJsonSayWhatToWrite() {
        typeInto(initargs(), QStringLiteral("blue"));
        QVERIFY(says(*m_form, QStringLiteral("text stands in double quotes: \"blue\".")));
        QVERIFY(!m_form->isValid());
        QCOMPARE(initargs()->text(), QStringLiteral("blue"));
    }

    void aProblemIsToldToScreenReaders() {
        typeInto(processes(), QStringLiteral("0"));
        QCOMPARE(processes()->accessibleDescription(), QStringLiteral("Number of processes must be at least 1"));
    }

    void theDocstringOfTheInitializerIsShown() {
        typeInto(initializer(), QStringLiteral("slow_start"));
        QVERIFY(says(*m_form, QStringLiteral("slow_start(seconds)")));
    }

    void eachStartMethodIsExplained() {
        QSet<QString> explanations;
        for (const char* method : {"fork", "spawn", "forkserver"}) {
            startMethod()->setCurrentKey(QLatin1String(method));
            QVERIFY(says(*m_form, startMethod()->currentExplanation()));
            // What it costs is said by the estimate, from what was measured here.
            QVERIFY(!startMethod()->currentExplanation().contains(QLatin1String("ms")));
            explanations.insert(startMethod()->currentExplanation());
        }
        QCOMPARE(explanations.size(), 3);
    }

    void theWheelChangesOnlyAFieldThatHasTheFocus() {
        typeInto(processes(), QStringLiteral("4"));
        initargs()->setFocus();
        QVERIFY(!turnWheelOver(*processes()));
        QVERIFY(!turnWheelOver(*startMethod()));
        QVERIFY(!turnWheelOver(*initializer()));
        QCOMPARE(processes()->text(), QStringLiteral("4"));
        QCOMPARE(startMethod()->currentIndex(), 0);
        processes()->setFocus();
        turnWheelOver(*processes());
        QCOMPARE(processes()->text(), QStringLiteral("5"));
    }

    void arrowKeysStepFromTheDefault() {
        processes()->setFocus();
        QTest::keyClick(processes(), Qt::Key_Up);
        QCOMPARE(processes()->text(), QStringLiteral("7"));
        QTest::keyClick(processes(), Qt::Key_Down);
        QTest::keyClick(processes(), Qt::Key_Down);
        QCOMPARE(processes()->text(), QStringLiteral("5"));
        typeInto(processes(), QStringLiteral("1"));
        QTest::keyClick(processes(), Qt::Key_Down);
        QCOMPARE(processes()->text(), QStringLiteral("1"));
    }

    void typingCanBeUndone() {
        typeInto(initargs(), QStringLiteral("\"blue\""));
        QTest::keyClick(initargs(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(initargs(), Qt::Key_Delete);
        QCOMPARE(initargs()->text(), QString());
        QTest::keyClick(initargs(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(initargs()->text(), QStringLiteral("\"blue\""));
        processes()->setFocus();
        QTest::keyClick(processes(), Qt::Key_Up);
        processes()->findChild<QLineEdit*>()->undo();
        QCOMPARE(processes()->text(), QString());
    }

    void showingWhatIsThereKeepsWhatCanBeUndone() {
        typeInto(initargs(), QStringLiteral("[ 1,2 ]"));
        m_form->setValue(m_form->value());
        QCOMPARE(initargs()->text(), QStringLiteral("[ 1,2 ]"));
        QVERIFY(initargs()->isUndoAvailable());
    }

    void aSpecSurvivesTheForm_data() {
        QTest::addColumn<QString>("json");
        for (const char* json :
             {R"({"processes":null,"initializer":null,"initargs":[],"maxtasksperchild":null,"start_method":null})",
              R"({"processes":3,"initializer":"remember","initargs":[["a"]],"maxtasksperchild":1,"start_method":"fork"})",
              R"({"processes":null,"initializer":"slow_start","initargs":[0.5],"maxtasksperchild":7,"start_method":"spawn"})"})
            QTest::newRow(json) << QString::fromUtf8(json);
    }
    void aSpecSurvivesTheForm() {
        QFETCH(QString, json);
        const Scenario scenario = parse_scenario(R"({"poolscope":1,"batches":[],"pool":)" + json.toStdString() + "}");
        QSignalSpy changes(m_form.get(), &PoolForm::valueChanged);
        m_form->setValue(scenario.pool);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(jsonOf(m_form->value()).dump(), json.toStdString());
    }

    void theTabKeyVisitsTheFieldsInOrder() {
        processes()->setFocus();
        QList<QWidget*> visited;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            visited << QApplication::focusWidget();
        }
        QCOMPARE(visited, (QList<QWidget*>{startMethod(), initializer(), initargs(), maxtasks()}));
    }
};

QTEST_MAIN(TestPoolForm)
#include "tst_pool_form.moc"
