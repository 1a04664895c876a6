// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QMessageBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTextBrowser>
#include <QToolButton>

#include <poolscope/scenario.h>

#include "form_driver.h"
#include "format/theme.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/scenario_folder.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"

using namespace poolscope;
using namespace poolscope::ui;

class TestScenarioPanel : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScenarioForm> m_form;
    std::unique_ptr<ScenarioPanel> m_panel;

    static QByteArray scenario(const char* title, const char* description, int processes) {
        Scenario made;
        made.title = title;
        made.description = description;
        made.pool.processes = processes;
        return QByteArray::fromStdString(to_json(made).dump());
    }
    QString write(const char* name, const QByteArray& text) {
        QFile file(m_folder->filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write a test file");
        return file.fileName();
    }
    CountField* processes() { return fieldNamed<CountField>(*m_form, "processes"); }
    ExplainedChoice* choice() { return m_panel->findChild<ExplainedChoice*>(); }

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        write("02-second.json", scenario("Second", "A [page](https://example.org/x).", 2));
        write("01-first.json", scenario("First", "**Look** here. And there.", 1));
        write("03-damaged.json", "{");
        write("notes.txt", "no scenario");
        m_form = std::make_unique<ScenarioForm>();
        m_panel = std::make_unique<ScenarioPanel>();
        m_panel->setForm(*m_form);
        m_panel->loadFolder(m_folder->path());
    }
    void cleanup() {
        m_panel.reset();
        m_form.reset();
    }

    void scenariosAreListedByFileNameAndTheFirstIsChosen() {
        QCOMPARE(choice()->count(), 3);
        QCOMPARE(choice()->itemText(0), QStringLiteral("First"));
        QCOMPARE(choice()->itemText(1), QStringLiteral("Second"));
        QCOMPARE(m_panel->currentPath(), m_folder->filePath(QStringLiteral("01-first.json")));
        QCOMPARE(m_form->value().title, std::string("First"));
    }

    void theDescriptionIsRenderedAsMarkdown() {
        const QString shown = m_panel->findChild<QTextBrowser*>()->toPlainText();
        QCOMPARE(shown, QStringLiteral("Look here. And there."));
    }

    void aDescriptionIsShownWhole_data() {
        QTest::addColumn<int>("textSize");
        QTest::newRow("as it is") << 100;
        QTest::newRow("large text") << 130;
    }

    void aDescriptionIsShownWhole() {
        QFETCH(int, textSize);
        Theme theme(*qApp);  // whose style has a frame and a padding around text
        theme.setTextSize(textSize);
        m_panel->resize(320, 400);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
        auto* const text = m_panel->findChild<QTextBrowser*>();
        QTRY_VERIFY(text->viewport()->height() >= text->document()->size().height());
        QVERIFY(!text->verticalScrollBar()->isVisible());
        QVERIFY(text->viewport()->height() < text->document()->size().height() + 4);  // nor is there more room than it needs
        m_panel->open(write("long.json", scenario("Long", "A description that is too long for one line of such a narrow column, and for two of them.", 1)));
        QTRY_VERIFY(text->document()->size().height() > 2 * text->fontMetrics().lineSpacing() - 2);
        QTRY_VERIFY(text->viewport()->height() >= text->document()->size().height());
        QVERIFY(!text->verticalScrollBar()->isVisible());
        theme.setTextSize(100);
    }

    void theListShowsTheFirstSentenceWithoutMarks() {
        QCOMPARE(choice()->itemData(0, Qt::ToolTipRole).toString(), QStringLiteral("Look here."));
        QCOMPARE(choice()->itemData(1, Qt::ToolTipRole).toString(), QStringLiteral("A page."));
    }

    void aDamagedFileIsListedWithTheReasonAndCannotBeChosen() {
        QVERIFY(!m_panel->choose(m_folder->filePath(QStringLiteral("03-damaged.json"))));
        QVERIFY(choice()->itemData(2, Qt::ToolTipRole).toString().startsWith(u'\u26a0'));
    }

    void choosingEmitsTheScenarioAndShowsItInTheForm() {
        QSignalSpy chosen(m_panel.get(), &ScenarioPanel::scenarioChosen);
        QVERIFY(m_panel->choose(m_folder->filePath(QStringLiteral("02-second.json"))));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<Scenario>().title, std::string("Second"));
        QCOMPARE(processes()->text(), QStringLiteral("2"));
    }

    void editsAreMarkedAndStayWhileAnotherScenarioIsLookedAt() {
        QSignalSpy modified(m_panel.get(), &ScenarioPanel::modifiedChanged);
        processes()->setText(QStringLiteral("7"));
        QVERIFY(m_panel->isModified());
        QCOMPARE(modified.last().first().toBool(), true);
        QCOMPARE(choice()->itemText(0), QStringLiteral("First (modified)"));
        choice()->setCurrentIndex(1);
        QVERIFY(!m_panel->isModified());
        QCOMPARE(choice()->itemText(0), QStringLiteral("First (modified)"));
        choice()->setCurrentIndex(0);
        QCOMPARE(processes()->text(), QStringLiteral("7"));
        QVERIFY(m_panel->isModified());
        QVERIFY(m_form->isModified());
    }

    void revertShowsWhatTheFileSays() {
        processes()->setText(QStringLiteral("many"));
        QVERIFY(m_panel->isModified());
        QTest::mouseClick(m_panel->findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(processes()->text(), QStringLiteral("1"));
        QVERIFY(!m_panel->isModified());
        QVERIFY(!m_form->isModified());
    }

    void savingUnderTheSameNameIsNoModificationAnyMore() {
        processes()->setText(QStringLiteral("7"));
        m_panel->setSaved(m_form->value(), m_panel->currentPath());
        QVERIFY(!m_panel->isModified());
        QCOMPARE(*m_panel->original().pool.processes, 7);
        QCOMPARE(processes()->text(), QStringLiteral("7"));
    }

    void savingUnderAnotherNameLeavesTheFirstAsItWas() {
        processes()->setText(QStringLiteral("7"));
        const QString path = m_folder->filePath(QStringLiteral("mine.json"));
        save_scenario(m_form->value(), path.toStdString());
        m_panel->setSaved(m_form->value(), path);
        QCOMPARE(m_panel->currentPath(), path);
        QVERIFY(!m_panel->isModified());
        QCOMPARE(processes()->text(), QStringLiteral("7"));
        choice()->setCurrentIndex(0);
        QCOMPARE(processes()->text(), QStringLiteral("1"));
    }

    void savingOverAnotherScenarioLeavesNoneOfItsEdits() {
        const QString first = m_panel->currentPath();
        processes()->setText(QStringLiteral("7"));
        choice()->setCurrentIndex(1);
        const QString second = m_panel->currentPath();
        processes()->setText(QStringLiteral("8"));
        save_scenario(m_form->value(), first.toStdString());
        m_panel->setSaved(m_form->value(), first);
        QCOMPARE(m_panel->currentPath(), first);
        QCOMPARE(processes()->text(), QStringLiteral("8"));
        QVERIFY(!m_panel->isModified());
        QVERIFY(m_panel->choose(second));
        QVERIFY(!m_panel->isModified());
    }

    void aFileFromElsewhereIsAddedAndChosen() {
        const QString path = write("elsewhere.json.txt", scenario("", "", 9));
        m_panel->open(path);
        QCOMPARE(m_panel->currentPath(), path);
        QCOMPARE(processes()->text(), QStringLiteral("9"));
        QVERIFY_THROWS_EXCEPTION(ScenarioError, m_panel->open(write("bad.json", "[]")));
        QCOMPARE(m_panel->currentPath(), path);
    }

    void aFileThatWasWrittenAnewIsReadAgainWhenItIsOpenedAgain() {
        const QString path = write("elsewhere.json", scenario("Old", "", 9));
        m_panel->open(path);
        write("elsewhere.json", scenario("New", "", 5));
        m_panel->open(path);
        QCOMPARE(processes()->text(), QStringLiteral("5"));
        QCOMPARE(choice()->currentText(), QStringLiteral("New"));
        QCOMPARE(choice()->count(), 4);
        processes()->setText(QStringLiteral("7"));
        write("elsewhere.json", scenario("Newest", "", 3));
        m_panel->open(path);
        QCOMPARE(processes()->text(), QStringLiteral("7"));  // an edit is not lost
        QCOMPARE(*m_panel->original().pool.processes, 3);
    }

    void aDamagedFileThatWasMendedIsTakenWhenItIsOpened() {
        const QString path = write("03-damaged.json", scenario("Mended", "", 4));
        m_panel->open(path);
        QCOMPARE(m_panel->currentPath(), path);
        QCOMPARE(choice()->count(), 3);
        QCOMPARE(processes()->text(), QStringLiteral("4"));
    }

    void aScenarioWithoutADescriptionHasNoEmptyFrame() {
        m_panel->show();
        QVERIFY(m_panel->findChild<QTextBrowser*>()->isVisible());
        m_panel->open(write("bare.json", scenario("Bare", "", 2)));
        QVERIFY(!m_panel->findChild<QTextBrowser*>()->isVisible());
    }

    void aLinkAsksBeforeItOpens() {
        choice()->setCurrentIndex(1);
        emit m_panel->findChild<QTextBrowser*>()->anchorClicked(QUrl(QStringLiteral("file:///etc/passwd")));
        QVERIFY(m_panel->findChild<QMessageBox*>() == nullptr);
        emit m_panel->findChild<QTextBrowser*>()->anchorClicked(QUrl(QStringLiteral("https://example.org/x")));
        auto* question = m_panel->findChild<QMessageBox*>();
        QVERIFY(question != nullptr);
        QVERIFY(question->text().contains(QLatin1String("https://example.org/x")));
        question->reject();
    }

    void anEmptyFolderIsNoHarm() {
        m_panel->loadFolder(QString());
        QCOMPARE(m_panel->currentPath(), QString());
        m_panel->revert();
        QVERIFY(!m_panel->isModified());
    }

    void theProgramsOwnScenariosAreFoundFromTheBuildFolder() {
        QCOMPARE(scenarioFolder(), QString(qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/resources/scenarios")));
    }
};

QTEST_MAIN(TestScenarioPanel)
#include "tst_scenario_panel.moc"
