// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QCompleter>
#include <QFileDialog>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QToolButton>

#include <poolscope/scenario.h>

#include "form_driver.h"
#include "forms/batch_form.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestBatchForm : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<BatchForm> m_form;

    ExplainedChoice* method() { return fieldNamed<ExplainedChoice>(*m_form, "method"); }
    QComboBox* function() { return fieldNamed<QComboBox>(*m_form, "function"); }
    QPlainTextEdit* list() { return m_form->findChild<QPlainTextEdit*>(); }
    CountField* chunksize() { return fieldNamed<CountField>(*m_form, "chunksize"); }
    QPushButton* button(int index) { return m_form->findChildren<QPushButton*>().at(index); }
    std::string json() { return to_json(m_form->value()).dump(); }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void init() {
        m_form = std::make_unique<BatchForm>();
        m_form->setCatalogue(builtInCatalogue());
        m_form->setPool(4, {});
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void aFormWithoutAFunctionIsNotValidAndDoesNotScold() {
        QVERIFY(!m_form->isValid());
        QVERIFY(!says(*m_form, QStringLiteral("\u26a0")));
    }

    void whatIsTypedBecomesTheBatch() {
        typeInto(function(), QStringLiteral("square"));
        typeInto(list(), QStringLiteral("1, 2, 3"));
        typeInto(chunksize(), QStringLiteral("2"));
        QVERIFY(m_form->isValid());
        const BatchSpec expected = batch_from_json(
            Json::parse(R"({"method":"map","function":"square","iterable":[1,2,3],"chunksize":2})"));
        QCOMPARE(json(), to_json(expected).dump());
        QCOMPARE(m_form->preview(), QStringLiteral("3 items in 2 tasks of 2, the last of 1."));
    }

    void applyTakesArgumentsInsteadOfItems() {
        typeInto(function(), QStringLiteral("multiply"));
        method()->setCurrentKey(QStringLiteral("apply"));
        QVERIFY(!list()->isVisible());
        typeInto(fieldNamed<QLineEdit>(*m_form, "args"), QStringLiteral("2"));
        typeInto(fieldNamed<QLineEdit>(*m_form, "kwargs"), QStringLiteral("\"b\": 3"));
        QVERIFY(m_form->isValid());
        QCOMPARE(m_form->value().args.dump(), std::string("[2]"));
        QCOMPARE(m_form->value().kwargs.dump(), std::string(R"({"b":3})"));
        QVERIFY(says(*m_form, QStringLiteral("Calls multiply(2, b=3).")));
        method()->setCurrentKey(QStringLiteral("map"));
        QVERIFY(list()->isVisible());
    }

    void aRangeIsTypedAsPythonWritesIt() {
        typeInto(function(), QStringLiteral("is_prime"));
        QTest::mouseClick(m_form->findChildren<QRadioButton*>().at(1), Qt::LeftButton);
        typeInto(fieldNamed<QLineEdit>(*m_form, "start"), QStringLiteral("1"));
        typeInto(fieldNamed<QLineEdit>(*m_form, "stop, which is not reached"), QStringLiteral("1001"));
        typeInto(chunksize(), QStringLiteral("10"));
        QCOMPARE(m_form->value().iterable.dump(), std::string(R"({"range":[1,1001]})"));
        QCOMPARE(m_form->preview(), QStringLiteral("1000 items in 100 tasks of 10."));
    }

    void theDefaultChunksizeIsShown() {
        BatchSpec batch;
        batch.function = "square";
        batch.iterable = {{"range", {0, 1000}}};
        m_form->setValue(batch);
        QCOMPARE(chunksize()->findChild<QLineEdit*>()->placeholderText(), QStringLiteral("default: 63"));
        QVERIFY(m_form->preview().contains(QLatin1String("in 16 tasks of 63")));
        m_form->setPool(2, {});
        QCOMPARE(chunksize()->findChild<QLineEdit*>()->placeholderText(), QStringLiteral("default: 125"));
    }

    void theFileDialogWaitsForNobody() {
        QTest::mouseClick(m_form->findChildren<QRadioButton*>().at(2), Qt::LeftButton);
        QTest::mouseClick(fieldNamed<QToolButton>(*m_form, "choose a file"), Qt::LeftButton);
        auto* dialog = m_form->window()->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        emit dialog->fileSelected(QStringLiteral("/etc/hostname"));
        dialog->reject();
        QCOMPARE(m_form->value().iterable.dump(), std::string(R"({"lines":"/etc/hostname"})"));
    }

    void switchingTheInputLosesNothing() {
        typeInto(list(), QStringLiteral("1, two"));
        QTest::mouseClick(m_form->findChildren<QRadioButton*>().at(1), Qt::LeftButton);
        QTest::mouseClick(m_form->findChildren<QRadioButton*>().at(0), Qt::LeftButton);
        QCOMPARE(list()->toPlainText(), QStringLiteral("1, two"));
        QVERIFY(says(*m_form, QStringLiteral("text stands in double quotes: \"two\".")));
    }

    void aWrongChunksizeIsRefusedInCPythonsWords() {
        typeInto(chunksize(), QStringLiteral("0"));
        QVERIFY(says(*m_form, QStringLiteral("Chunksize must be 1+, not 0")));
        QCOMPARE(chunksize()->text(), QStringLiteral("0"));
    }

    void submitFollowsTheFactsNotTheClick() {
        QSignalSpy submitted(m_form.get(), &BatchForm::submitRequested);
        typeInto(function(), QStringLiteral("square"));
        QVERIFY(!button(0)->isEnabled());
        m_form->submit();
        QCOMPARE(submitted.size(), 0);
        m_form->setSubmitEnabled(false, QStringLiteral("the pool is closing"));
        QVERIFY(button(0)->toolTip().contains(QLatin1String("the pool is closing")));
        m_form->setSubmitEnabled(true);
        QVERIFY(button(0)->isEnabled());
        QTest::mouseClick(button(0), Qt::LeftButton);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(submitted.first().first().value<BatchSpec>().function, std::string("square"));
        typeInto(function(), QStringLiteral("nothing_of_that_name"));
        QVERIFY(!button(0)->isEnabled());
    }

    void addHandsOverTheDraft() {
        QSignalSpy added(m_form.get(), &BatchForm::addRequested);
        typeInto(function(), QStringLiteral("square"));
        QTest::mouseClick(button(1), Qt::LeftButton);
        QCOMPARE(added.size(), 1);
        QCOMPARE(added.first().first().value<BatchDraft>().function, QStringLiteral("square"));
    }

    void typingSearchesInAllOfTheName() {
        typeInto(function(), QStringLiteral("prime"));
        QTRY_VERIFY(function()->completer()->popup()->isVisible());
        QCOMPARE(function()->completer()->currentCompletion(), QStringLiteral("is_prime"));
        QTest::keyClick(function()->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(function()->completer()->popup(), Qt::Key_Return);
        QCOMPARE(m_form->value().function, std::string("is_prime"));
        QVERIFY(says(*m_form, QStringLiteral("is_prime(n)")));
    }

    void settingADraftTellsOnce() {
        QSignalSpy changes(m_form.get(), &BatchForm::draftChanged);
        BatchDraft draft;
        draft.function = QStringLiteral("square");
        draft.list = QStringLiteral("1");
        draft.chunksize = QStringLiteral("5");
        m_form->setDraft(draft);
        QCOMPARE(changes.size(), 1);
        QVERIFY(m_form->draft() == draft);
    }
};

QTEST_MAIN(TestBatchForm)
#include "tst_batch_form.moc"
