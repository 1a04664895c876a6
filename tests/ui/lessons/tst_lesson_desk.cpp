// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <memory>

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QFile>
#include <QFontInfo>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QTextFormat>
#include <QToolButton>
#include <QUrl>

#include "format/theme.h"
#include "forms/scenario_form.h"
#include "forms/scenario_panel.h"
#include "lessons/answer_field.h"
#include "lessons/bar_field.h"
#include "lessons/lesson_gallery.h"
#include "lessons/lesson_guide.h"
#include "views/message_bar.h"
#include "window/lesson_desk.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/pool_actions.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;

const char* const kTeachersDemo = R"({"poolscope": 1, "title": "Two ways", "description": "Made by a teacher.",
  "pool": {"processes": 2}, "batches": [{"method": "map", "function": "sleep", "iterable": [0.05, 0.05, 0.05, 0.05], "chunksize": 1}],
  "lesson": {"level": "test", "steps": [{"title": "One", "text": "Look."}],
    "variants": [{"name": "two"}, {"name": "one", "pool": {"processes": 1}}],
    "question": {"kind": "number", "text": "How long?", "unit": "s", "answer": "wall_seconds", "low": 0, "high": 2},
    "checkpoints": [{"text": "Four are done", "query": "items_done == 4"},
                    {"text": "Two at once", "query": "max_concurrency == 2", "variant": "two"}],
    "expected": [{"text": "Long enough", "query": "variant('one').wall_seconds", "low": 0.2, "unit": "s"}],
    "compare": {"text": "Time", "query": "wall_seconds", "unit": "s"}, "explanation": "So it is.", "further": ["And now?"]}})";

}  // namespace

/// A learner's and a teacher's way through the window, with mouse and keys and a real pool.
class LessonDeskTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toLocal8Bit());
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->choose(ThemeChoice::Light);
        m_window = std::make_unique<MainWindow>(Places(m_folder->path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup() {
        m_window.reset();
        m_theme.reset();
    }

    void droppedDemo_isPredictedRunAndExplained() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonDesk& desk = m_window->lessons();
        LessonGuide& guide = desk.guide();
        QVERIFY(guide.isVisible());
        QCOMPARE(desk.course().phase(), LessonCourse::Phase::Read);
        QVERIFY(!button("stepRun")->isEnabled());
        QTest::mouseClick(&guide.forward(), Qt::LeftButton);
        QCOMPARE(desk.course().phase(), LessonCourse::Phase::Predict);
        QVERIFY(!guide.forward().isEnabled());  // nothing is predicted yet
        auto* const number = guide.answerField()->findChild<QDoubleSpinBox*>();
        number->setFocus();
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("0.10"));
        QTest::keyClick(number, Qt::Key_Return);
        QVERIFY(guide.forward().isEnabled());
        QTest::mouseClick(&guide.forward(), Qt::LeftButton);
        QCOMPARE(desk.course().phase(), LessonCourse::Phase::Run);
        QCOMPARE(desk.course().prediction()->number, std::optional<double>(0.1));
        QVERIFY(!button("stepExplain")->isEnabled());

        QTest::mouseClick(&guide.forward(), Qt::LeftButton);  // run all
        QCOMPARE(m_window->findChild<QTabWidget*>(QStringLiteral("tabs"))->currentWidget(), &m_window->livePage());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.course().nextVariant() && !desk.course().running(), kPatienceMs);
        QVERIFY(desk.course().isTicked(0) && desk.course().isTicked(1));
        QVERIFY(*desk.course().compared(1) >= 0.2);
        desk.course().predict({});  // too late
        QCOMPARE(desk.course().prediction()->number, std::optional<double>(0.1));

        QTest::mouseClick(&guide.forward(), Qt::LeftButton);
        QCOMPARE(desk.course().phase(), LessonCourse::Phase::Explain);
        QVERIFY(desk.course().score().has_value());
        auto* const score = guide.findChild<QLabel*>(QStringLiteral("lessonScore"));
        QVERIFY(score != nullptr && score->text().contains(u'%'));
        QVERIFY(!guide.findChildren<BarField*>().isEmpty());
    }

    void mistakeInADroppedDemo_isToldWithItsPlace() {
        drop(write(QStringLiteral("wrong.json"), R"({"poolscope": 1, "batches": [], "lesson": {"checkpoints": [{"text": "t", "query": "items >"}]}})"));
        QVERIFY(!m_window->lessons().guide().isVisible());
        QCOMPARE(m_window->messages().bars().size(), 1);
        QStringList words;
        for (const QLabel* const label : m_window->messages().findChildren<QLabel*>()) words << label->text();
        QVERIFY2(words.join(u' ').contains(QStringLiteral("/lesson/checkpoints/0/query: column 8")), qPrintable(words.join(u'|')));
    }

    void demoWithAMistake_leavesFormAndGuideAsTheyAre() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        drop(write(QStringLiteral("wrong.json"), R"({"poolscope": 1, "title": "Wrong", "batches": [], "lesson": {"checkpoints": [{"text": "t", "query": "items >"}]}})"));
        QCOMPARE(m_window->messages().bars().size(), 1);
        QCOMPARE(m_window->lessons().course().lesson().scenario.title, std::string("Two ways"));
        QCOMPARE(m_window->form().value().title, std::string("Two ways"));
    }

    void runAll_asksBeforeItEndsALivePool() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonDesk& desk = m_window->lessons();
        desk.course().predict({});
        QVERIFY(desk.course().goTo(LessonCourse::Phase::Run));
        m_window->poolActions().startPool->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().takesBatches(), kPatienceMs);
        QTest::mouseClick(&desk.guide().forward(), Qt::LeftButton);
        QVERIFY(!desk.course().running());
        QVERIFY(m_window->session().takesBatches());
        QToolButton* yes = nullptr;
        for (QToolButton* const each : m_window->messages().findChildren<QToolButton*>())
            if (each->text() == QStringLiteral("Run and end the pool")) yes = each;
        QVERIFY(yes != nullptr);
        QTest::mouseClick(yes, Qt::LeftButton);
        QCOMPARE(desk.course().running(), std::optional<std::size_t>(0));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.course().nextVariant(), kPatienceMs);  // all of them, without being asked again
        QVERIFY(m_window->messages().bars().isEmpty());
    }

    void keyThatRunsAll_pressesNothingElseMeanwhile() {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonDesk& desk = m_window->lessons();
        desk.course().predict({});
        QVERIFY(desk.course().goTo(LessonCourse::Phase::Run));
        QPushButton& forward = desk.guide().forward();
        forward.setFocus();
        QTest::keyClick(&forward, Qt::Key_Space);
        QVERIFY(desk.course().running());
        QVERIFY(!forward.isEnabled());
        QVERIFY(QApplication::focusWidget() != nullptr && desk.guide().isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(desk.guide().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.course().nextVariant(), kPatienceMs);
        QCOMPARE(QApplication::focusWidget(), &forward);  // Explain
    }

    void tab_leadsFromTheStepsOverThePredictionToItsButton() {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonGuide& guide = m_window->lessons().guide();
        QTest::mouseClick(&guide.forward(), Qt::LeftButton);
        auto* const number = guide.answerField()->findChild<QDoubleSpinBox*>();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);  // from the slider
        QCOMPARE(QApplication::focusWidget(), number);
        QTest::keyClicks(number, QStringLiteral("0.10"));
        QTest::keyClick(number, Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), guide.findChild<QPushButton*>(QStringLiteral("guideBack")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), &guide.forward());
        QTest::keyClick(&guide.forward(), Qt::Key_Space);
        QCOMPARE(m_window->lessons().course().phase(), LessonCourse::Phase::Run);
    }

    void largeType_isFollowedByTitlesAndSteps() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonGuide& guide = m_window->lessons().guide();
        QLabel* title = nullptr;
        for (QLabel* const label : guide.findChildren<QLabel*>())
            if (label->text() == QStringLiteral("Two ways")) title = label;
        QVERIFY(title != nullptr);
        const double before = title->font().pointSizeF();
        m_theme->setTextSize(180);
        QTRY_VERIFY2(title->font().pointSizeF() > 1.7 * before, qPrintable(QString::number(title->font().pointSizeF())));
        for (const char* const name : {"stepRead", "stepPredict", "stepRun", "stepExplain"}) {
            QTRY_VERIFY2(button(name)->width() >= button(name)->sizeHint().width(), name);
            QVERIFY2(guide.rect().contains(button(name)->geometry().translated(button(name)->parentWidget()->pos())), name);
        }
        QVERIFY(button("stepExplain")->y() > button("stepRead")->y());  // they do not fit beside each other
        m_theme->setTextSize(100);
        QTRY_COMPARE(button("stepExplain")->y(), button("stepRead")->y());
    }

    void largeType_isFollowedByCodeInTheTexts() {
        drop(write(QStringLiteral("two-ways.json"), QByteArray(kTeachersDemo).replace("Made by a teacher.", "Calls `Pool(4)` in **one** step.")));
        const auto sizes = [](const QString& html, int points) {  // of each piece of the text, where it is shown in this size
            QFont font;
            font.setPointSize(points);
            QTextDocument document;
            document.setDefaultFont(font);
            document.setHtml(html);
            QSet<int> found;
            for (const QTextFormat& format : document.allFormats())
                if (format.isCharFormat()) found.insert(QFontInfo(format.toCharFormat().font().resolve(font)).pointSize());
            return found;
        };
        const QLabel* text = nullptr;
        for (const QLabel* const label : m_window->lessons().guide().findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral("Pool(4)"))) text = label;
        QVERIFY(text != nullptr);
        QVERIFY(text->text().contains(QStringLiteral("font-family")));  // there is code in it
        QCOMPARE(sizes(text->text(), 10), QSet<int>{10});
        QCOMPARE(sizes(text->text(), 30), QSet<int>{30});
    }

    void demoInPlaceOfAnEditedForm_isUndone_data() {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("Ctrl+Z") << true;
        QTest::newRow("the message's button") << false;
    }
    void demoInPlaceOfAnEditedForm_isUndone() {
        QFETCH(bool, byKey);
        drop(write(QStringLiteral("mine.json"), R"({"poolscope": 1, "title": "Mine", "pool": {"processes": 2}, "batches": []})"));
        Scenario edited = m_window->form().value();
        edited.pool.processes = 3;
        m_window->form().setValue(edited, m_window->scenarioPanel().original());
        m_window->findChild<QAction*>(QStringLiteral("showGallery"))->trigger();
        QListView& cards = m_window->lessons().gallery().list();
        QTRY_VERIFY(cards.isVisible());
        QTest::mouseClick(cards.viewport(), Qt::LeftButton, {}, cards.visualRect(m_window->lessons().model().index(1)).center());
        QCOMPARE(m_window->form().value().title, std::string("Too small to share"));
        QCOMPARE(m_window->messages().bars().size(), 1);
        QVERIFY(m_window->messages().bars().constFirst()->text().contains(QStringLiteral("Mine")));
        if (byKey) {
            QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        } else {
            for (QToolButton* const each : m_window->messages().findChildren<QToolButton*>())
                if (each->text() == QStringLiteral("Undo")) QTest::mouseClick(each, Qt::LeftButton);
        }
        QCOMPARE(m_window->form().value().title, std::string("Mine"));
        QCOMPARE(m_window->form().value().pool.processes, std::optional<std::int64_t>(3));
    }

    void gallery_opensADemoWithAClick_andTheMenuToo() {
        LessonDesk& desk = m_window->lessons();
        m_window->findChild<QAction*>(QStringLiteral("showGallery"))->trigger();
        QListView& cards = desk.gallery().list();
        QTRY_VERIFY(cards.isVisible());
        QTest::mouseClick(cards.viewport(), Qt::LeftButton, {}, cards.visualRect(desk.model().index(1)).center());
        QVERIFY(desk.guide().isVisible());
        QCOMPARE(desk.course().lesson().number, 2);
        QCOMPARE(m_window->form().value().title, std::string("Too small to share"));
        QTest::mouseClick(button("closeGuide"), Qt::LeftButton);
        QVERIFY(!desk.guide().isVisible());
        QVERIFY(m_window->findChild<QDockWidget*>(QStringLiteral("setup"))->isVisible());
    }

    void firstStart_hasADemoReady_andProgressIsKept() {
        m_window->openStartScenario();
        m_window->lessons().welcome();
        QVERIFY(m_window->lessons().guide().isVisible());
        QCOMPARE(m_window->lessons().course().lesson().number, 1);
        // F5 runs what the guide speaks of.
        QCOMPARE(m_window->form().value().title, m_window->lessons().course().lesson().scenario.title);
        m_window->lessons().model().setDone(m_window->lessons().model().at(0).path, 0.9);
        m_window->close();
        m_window = std::make_unique<MainWindow>(Places(m_folder->path()), *m_theme);
        m_window->show();
        m_window->openStartScenario();
        const std::string lastTime = m_window->form().value().title;
        m_window->lessons().welcome();  // the guide was left open: it goes on with the next
        QCOMPARE(m_window->form().value().title, lastTime);
        QCOMPARE(m_window->lessons().course().lesson().number, 2);
    }

    void closingTheGuide_bringsTheFormBackAlsoAfterAnotherStart_data() {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("Ctrl+Shift+G") << true;
        QTest::newRow("its cross") << false;
    }
    void closingTheGuide_bringsTheFormBackAlsoAfterAnotherStart() {
        QFETCH(bool, byKey);
        m_window->openStartScenario();
        m_window->lessons().welcome();
        QVERIFY(setup().isHidden());  // the window is too narrow for both
        m_window->close();
        m_window = std::make_unique<MainWindow>(Places(m_folder->path()), *m_theme);
        m_window->resize(1280, 800);
        m_window->openStartScenario();
        m_window->lessons().welcome();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(m_window->lessons().guide().isVisible());
        QVERIFY(setup().isHidden());
        if (byKey) QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        else QTest::mouseClick(button("closeGuide"), Qt::LeftButton);
        QVERIFY(!m_window->lessons().guide().isVisible());
        QVERIFY(setup().isVisible());
    }

    void f5_runsTheVariantThatIsInTheForm() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonDesk& desk = m_window->lessons();
        m_window->run();
        QVERIFY(!desk.course().running());  // nothing was predicted yet: it is a run of its own
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
        desk.course().goTo(LessonCourse::Phase::Predict);
        desk.course().predict({});
        QVERIFY(desk.course().goTo(LessonCourse::Phase::Run));
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(desk.course().running(), std::optional<std::size_t>(0));
        QTRY_VERIFY_WITH_TIMEOUT(!desk.course().running(), kPatienceMs);
        QVERIFY(desk.course().hasRun(0) && !desk.course().hasRun(1));
    }

    void f5_runsNoVariantWithOtherFaults() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonDesk& desk = m_window->lessons();
        desk.course().predict({});
        QVERIFY(desk.course().goTo(LessonCourse::Phase::Run));
        Scenario other = m_window->form().value();
        other.faults.faults.push_back(fault_from_text("delay at=task seconds=1ms"));
        QVERIFY(!desk.runAsVariant(other));
        QVERIFY(!desk.course().running());
    }

    void predictionThatWasChanged_isTakenByTheStepToo() {
        drop(write(QStringLiteral("two-ways.json"), kTeachersDemo));
        LessonDesk& desk = m_window->lessons();
        QVERIFY(desk.course().goTo(LessonCourse::Phase::Predict));
        auto* const number = desk.guide().answerField()->findChild<QDoubleSpinBox*>();
        number->setValue(0.1);
        QTest::mouseClick(&desk.guide().forward(), Qt::LeftButton);
        QTest::mouseClick(button("stepPredict"), Qt::LeftButton);
        number->setValue(0.5);
        QTest::mouseClick(button("stepRun"), Qt::LeftButton);
        QCOMPARE(desk.course().phase(), LessonCourse::Phase::Run);
        QCOMPARE(desk.course().prediction()->number, std::optional<double>(0.5));
    }

    void unknownFunctionInAVariant_isToldBeforeAnythingRuns() {
        drop(write(QStringLiteral("wrong.json"), R"({"poolscope": 1, "title": "Wrong", "pool": {"processes": 1}, "batches": [],
            "lesson": {"variants": [{"name": "one", "batches": [{"method": "map", "function": "sleeep", "iterable": [1]}]}]}})"));
        QVERIFY(!m_window->lessons().guide().isVisible());
        QCOMPARE(m_window->messages().bars().size(), 1);
    }

    void variantThatTheHostRefuses_isNotWaitedFor() {
        drop(write(QStringLiteral("refused.json"), R"({"poolscope": 1, "title": "Refused", "modules": ["/nowhere/at/all.so"], "pool": {"processes": 1},
            "batches": [], "lesson": {"variants": [{"name": "one"}, {"name": "two"}]}})"));
        LessonDesk& desk = m_window->lessons();
        QVERIFY(desk.course().goTo(LessonCourse::Phase::Run));
        QTest::mouseClick(&desk.guide().forward(), Qt::LeftButton);  // run all
        QVERIFY(desk.course().running().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.course().running() && !m_window->session().hasHost(), kPatienceMs);
        QVERIFY(desk.course().facts().empty());
        QTRY_VERIFY(desk.guide().forward().isEnabled());
    }

    void hostThatDies_isNotWaitedFor() {
        startLongRun();
        LessonDesk& desk = m_window->lessons();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasPool(), kPatienceMs);
        QCOMPARE(::kill(static_cast<pid_t>(m_window->session().state().summary().host_pid), SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.course().running(), kPatienceMs);
        QVERIFY(desk.course().facts().empty());
    }

    void stoppedRun_isNoAnswer() {
        startLongRun();
        LessonDesk& desk = m_window->lessons();
        QVERIFY(desk.course().running().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasPool(), kPatienceMs);
        QVERIFY(!desk.guide().forward().isEnabled());
        m_window->findChild<QAction*>(QStringLiteral("stop"))->trigger();
        QVERIFY(!desk.course().running());
        QVERIFY(desk.course().nextVariant().has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
        QVERIFY(desk.course().facts().empty());
    }

private:
    QString write(const QString& name, const char* text) {
        QFile file(m_folder->filePath(name));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    }
    /// One run of a demo that nobody waits for to end by itself.
    void startLongRun() {
        drop(write(QStringLiteral("long.json"), R"({"poolscope": 1, "title": "Long", "pool": {"processes": 1},
            "batches": [{"method": "map", "function": "sleep", "iterable": [30]}], "lesson": {}})"));
        QVERIFY(m_window->lessons().course().goTo(LessonCourse::Phase::Run));
        QTest::mouseClick(button("runVariant0"), Qt::LeftButton);
    }
    void drop(const QString& path) {
        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(path)});
        // A drop reaches only who has let the drag in.
        QDragEnterEvent enter(QPoint(600, 400), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(600, 400), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }
    [[nodiscard]] QDockWidget& setup() { return *m_window->findChild<QDockWidget*>(QStringLiteral("setup")); }
    [[nodiscard]] QToolButton* button(const char* name) { return m_window->lessons().guide().findChild<QToolButton*>(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(LessonDeskTest)
#include "tst_lesson_desk.moc"
