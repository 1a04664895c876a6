// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDBusVariant>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QSplitter>
#include <QStatusBar>
#include <QStatusTipEvent>
#include <QStyle>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "format/desktop_appearance.h"
#include "lessons/lesson_guide.h"
#include "timeline/timeline_view.h"
#include "views/click_marks.h"
#include "views/data_table.h"
#include "views/filter_bar.h"
#include "views/status_line.h"
#include "window/comfort.h"
#include "window/lesson_desk.h"
#include "window/live_page.h"
#include "window/presentation.h"
#include "window/settings_dialog.h"
#include "window/table_page.h"
#include "contrast.h"
#include "window_under_test.h"

using namespace poolscope::ui;
using contrast_under_test::contrast;

namespace {

double sizeOf(const QWidget& widget) {
    return widget.fontInfo().pointSizeF();
}

/// As a real wheel does: fields that want the focus from it get it.
void turnWheelOver(QWidget& widget) {
    const QPointF middle = widget.rect().center();
    QWheelEvent event(middle, widget.mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);
    qApp->notify(&widget, &event);
}

/// What a field holds, whatever its kind.
QVariant heldBy(const QWidget& field) {
    if (const auto* const combo = qobject_cast<const QComboBox*>(&field)) return combo->currentText();
    if (const auto* const tabs = qobject_cast<const QTabBar*>(&field)) return tabs->currentIndex();
    return field.property("text").isValid() ? field.property("text") : field.property("value");
}

}  // namespace

class TestComfort : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
    }
    void cleanup() { m_window.reset(); }

    void controlPlusEnlargesTheTextOfEveryView();
    void headingsGrowWithTheText();
    void textStaysBetweenItsLimits();
    void theMenuSaysWhetherTheScenarioPanelIsShown();
    void theTimelinesOwnKeysAreLeftAlone();
    void whatWasChosenHoldsAtTheNextStart();
    void settingsOpenWithoutBlockingAndHoldAtOnce();
    void f11PresentsAndLeavesEverythingAsItWas();
    void escapeLeavesThePresentation();
    void clicksAndKeysAreShownWhilePresenting();
    void withReducedMotionMarksDoNotFade();
    void reducedMotionStillsTheStyle();
    void fieldsHaveAFrameThatIsSeen_data();
    void fieldsHaveAFrameThatIsSeen();
    void wordsForWhatIsUnderThePointerLeaveTheFiguresAlone();
    void theDesktopsWishForLessMotionIsUnderstood();
    void aClosedWindowForgetsThatItPresented();
    void resetPutsTheLayoutBack();
    void theGuideOfADemoStaysWhilePresenting();
    void theCurrentRowIsSeenWithoutASelection();
    void aDamagedSettingsFileStopsNothing_data();
    void aDamagedSettingsFileStopsNothing();
    void settingsThatCannotBeWrittenStopNothing();
    void theWheelChangesNoFieldWithoutTheFocus();

private:
    [[nodiscard]] MainWindow& window() { return **m_window; }
    [[nodiscard]] Presentation& presentation() { return window().comfort().presentation(); }

    std::unique_ptr<WindowUnderTest> m_window;
};

void TestComfort::controlPlusEnlargesTheTextOfEveryView() {
    QWidget* const views[] = {&window().livePage().timeline(), &window().livePage().workerTable(), &window().resultsPage().table(),
                              window().findChild<QTabBar*>(), &window()};
    QList<double> before;
    for (const QWidget* const view : views) before << sizeOf(*view);
    const int rowBefore = window().livePage().workerTable().verticalHeader()->defaultSectionSize();
    m_window->theme().setTextSize(140);
    QTest::keyClick(m_window->get(), Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(m_window->theme().textSize(), 150);
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY2(sizeOf(*views[i]) > before[i] * 1.4, qPrintable(QStringLiteral("%1: %2 after %3").arg(QString::fromLatin1(views[i]->metaObject()->className())).arg(sizeOf(*views[i])).arg(before[i])));
    QVERIFY(window().livePage().workerTable().verticalHeader()->defaultSectionSize() > rowBefore);
    QTest::keyClick(m_window->get(), Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(m_window->theme().textSize(), 140);
    QTest::keyClick(m_window->get(), Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(m_window->theme().textSize(), 100);
    for (qsizetype i = 0; i < before.size(); ++i) QCOMPARE(sizeOf(*views[i]), before[i]);
}

void TestComfort::fieldsHaveAFrameThatIsSeen_data() {
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<double>("least");
    QTest::newRow("light") << ThemeChoice::Light << 1.4;
    QTest::newRow("dark") << ThemeChoice::Dark << 1.4;
}

void TestComfort::fieldsHaveAFrameThatIsSeen() {
    QFETCH(ThemeChoice, theme);
    QFETCH(double, least);
    m_window->theme().choose(theme);
    QWidget page;
    auto* const column = new QVBoxLayout(&page);
    auto* const choice = new QComboBox;
    choice->addItem(QString());
    auto* const count = new QSpinBox;
    count->setSpecialValueText(QStringLiteral(" "));
    auto* const radio = new QRadioButton;
    auto* const check = new QCheckBox;
    for (QWidget* const field : std::initializer_list<QWidget*>{choice, count, radio, check}) column->addWidget(field);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    for (QWidget* const field : std::initializer_list<QWidget*>{choice, count, radio, check}) {
        field->clearFocus();
        // Along a line through the middle of its left end the frame is met.
        const QImage picture = page.grab(QRect(field->pos(), QSize(24, field->height()))).toImage();
        const QColor ground = page.palette().color(QPalette::Window);
        double most = 0;
        for (int x = 0; x < 20; ++x) most = std::max(most, contrast(picture.pixelColor(x, picture.height() / 2), ground));
        const bool isSmall = field == radio || field == check;
        QVERIFY2(most >= (isSmall ? 3.0 : least), qPrintable(QStringLiteral("%1: %2").arg(QString::fromLatin1(field->metaObject()->className())).arg(most)));
    }
}

void TestComfort::wordsForWhatIsUnderThePointerLeaveTheFiguresAlone() {
    QStatusTipEvent overAButton(QStringLiteral("what it does"));
    QCoreApplication::sendEvent(&window(), &overAButton);
    QVERIFY(window().statusBar()->currentMessage().isEmpty());
    QVERIFY(window().statusLine().isVisible());
    QMenu* const menu = window().menuBar()->actions().constFirst()->menu();
    menu->popup(window().mapToGlobal(QPoint(20, 20)));
    QTRY_VERIFY(QApplication::activePopupWidget());
    QStatusTipEvent overAnEntry(QStringLiteral("what it does"));
    QCoreApplication::sendEvent(&window(), &overAnEntry);
    QCOMPARE(window().statusBar()->currentMessage(), QStringLiteral("what it does"));
    menu->close();
    QStatusTipEvent leavingIt{QString()};
    QCoreApplication::sendEvent(&window(), &leavingIt);
    QVERIFY(window().statusBar()->currentMessage().isEmpty());
}

void TestComfort::headingsGrowWithTheText() {
    window().showPage(QStringLiteral("demos"));
    window().lessons().welcome();
    QCoreApplication::processEvents();
    const auto labels = window().findChildren<QLabel*>();
    QHash<const QLabel*, double> before;
    for (const QLabel* const label : labels)
        if (label->isVisible() && sizeOf(*label) > sizeOf(window()) * 1.1) before.insert(label, sizeOf(*label));
    QVERIFY(before.size() >= 2);  // of the gallery and of the guide
    m_window->theme().setTextSize(150);
    for (auto each = before.cbegin(); each != before.cend(); ++each)
        QTRY_VERIFY2(sizeOf(*each.key()) > each.value() * 1.4, qPrintable(each.key()->text()));
    m_window->theme().setTextSize(100);
    for (auto each = before.cbegin(); each != before.cend(); ++each) QTRY_COMPARE(sizeOf(*each.key()), each.value());
}

void TestComfort::theMenuSaysWhetherTheScenarioPanelIsShown() {
    const QAction* const panel = window().findChild<QDockWidget*>(QStringLiteral("setup"))->toggleViewAction();
    QVERIFY(panel->isCheckable() && panel->isChecked());
    QVERIFY(panel->icon().isNull());  // which would stand in place of the mark
}

void TestComfort::textStaysBetweenItsLimits() {
    m_window->theme().setTextSize(kLargestText - 5);
    for (int i = 0; i < 2; ++i) window().comfort().larger->trigger();
    QCOMPARE(m_window->theme().textSize(), kLargestText);
    m_window->theme().setTextSize(kSmallestText + 5);
    for (int i = 0; i < 2; ++i) window().comfort().smaller->trigger();
    QCOMPARE(m_window->theme().textSize(), kSmallestText);
}

void TestComfort::theTimelinesOwnKeysAreLeftAlone() {
    QSet<QKeySequence> ofTimeline;
    const auto actions = window().livePage().timeline().actions();
    for (const QAction* const action : actions)
        for (const QKeySequence& keys : action->shortcuts()) ofTimeline.insert(keys);
    QVERIFY(ofTimeline.size() > 10);
    const Comfort& comfort = window().comfort();
    for (const QAction* const action : {comfort.larger, comfort.smaller, comfort.normal, comfort.present, comfort.settings})
        for (const QKeySequence& keys : action->shortcuts()) QVERIFY2(!ofTimeline.contains(keys), qPrintable(keys.toString()));
}

void TestComfort::whatWasChosenHoldsAtTheNextStart() {
    m_window->theme().choose(ThemeChoice::Dark);
    m_window->theme().setTextSize(130);
    m_window->theme().chooseMotion(MotionChoice::Reduced);
    m_window->close();
    Theme theme(*qApp);
    Comfort::restore(*m_window->places().openSettings(), theme, nullptr);
    QCOMPARE(theme.choice(), ThemeChoice::Dark);
    QCOMPARE(theme.textSize(), 130);
    QCOMPARE(theme.motion(), MotionChoice::Reduced);
}

void TestComfort::settingsOpenWithoutBlockingAndHoldAtOnce() {
    QTest::keyClick(m_window->get(), Qt::Key_F12);
    SettingsDialog* const dialog = window().comfort().dialog();
    QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
    dialog->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), dialog);
    auto* const size = dialog->findChild<QSpinBox*>(QStringLiteral("textSize"));
    size->setFocus();
    size->selectAll();
    QTest::keyClicks(size, QStringLiteral("120"));
    QTest::keyClick(size, Qt::Key_Tab);
    QCOMPARE(m_window->theme().textSize(), 120);
    auto* const colours = dialog->findChild<QComboBox*>(QStringLiteral("themeChoice"));
    QTest::keyClick(colours, Qt::Key_End);
    QCOMPARE(m_window->theme().choice(), ThemeChoice::Dark);
    // What is changed elsewhere shows here.
    window().comfort().normal->trigger();
    QCOMPARE(size->value(), 100);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestComfort::f11PresentsAndLeavesEverythingAsItWas() {
    auto* const setup = window().findChild<QDockWidget*>(QStringLiteral("setup"));
    QVERIFY(setup->isVisible());
    QTest::keyClick(m_window->get(), Qt::Key_F11);
    QVERIFY(presentation().isOn());
    QVERIFY(window().isFullScreen());
    QVERIFY(!setup->isVisible());
    QCOMPARE(m_window->theme().textSize(), presentation().textSize());
    QVERIFY(window().comfort().present->isChecked());
    QTest::keyClick(m_window->get(), Qt::Key_F11);
    QVERIFY(!presentation().isOn());
    QVERIFY(!window().isFullScreen());
    QVERIFY(setup->isVisible());
    QCOMPARE(m_window->theme().textSize(), 100);
    QVERIFY(!window().comfort().present->isChecked());
    QVERIFY(!window().findChild<ClickMarks*>());
}

void TestComfort::escapeLeavesThePresentation() {
    presentation().enter();
    // Also where Escape means something else otherwise.
    window().livePage().timeline().setFocus();
    QTest::keyClick(&window().livePage().timeline(), Qt::Key_Escape);
    QVERIFY(!presentation().isOn());
}

void TestComfort::clicksAndKeysAreShownWhilePresenting() {
    presentation().enter();
    ClickMarks& marks = *presentation().marks();
    QCOMPARE(marks.geometry(), window().rect());
    QCOMPARE(marks.markCount(), 0);
    QTest::mouseClick(window().livePage().timeline().viewport(), Qt::LeftButton);
    QCOMPARE(marks.markCount(), 1);
    QTest::mouseClick(window().livePage().timeline().viewport(), Qt::RightButton);
    QCOMPARE(marks.markCount(), 2);
    window().livePage().timeline().setFocus();
    QTest::keyClick(&window().livePage().timeline(), Qt::Key_0);
    QCOMPARE(marks.caption(), QStringLiteral("0"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(marks.caption(), QStringLiteral("Ctrl+2"));
    QTRY_COMPARE(marks.markCount(), 0);
}

void TestComfort::withReducedMotionMarksDoNotFade() {
    m_window->theme().chooseMotion(MotionChoice::Reduced);
    presentation().enter();
    ClickMarks& marks = *presentation().marks();
    marks.markClick(QPoint(100, 100), Qt::LeftButton);
    const auto picture = [&marks] {
        QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        marks.render(&image, {}, QRect(80, 80, 40, 40), QWidget::RenderFlags());
        return image;
    };
    const QImage first = picture();
    QTest::qWait(120);
    QCOMPARE(picture(), first);
    QTRY_COMPARE(marks.markCount(), 0);
    QVERIFY(picture() != first);
}

void TestComfort::reducedMotionStillsTheStyle() {
    QVERIFY(qApp->style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0);
    m_window->theme().chooseMotion(MotionChoice::Reduced);
    QCOMPARE(qApp->style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    QCOMPARE(qApp->style()->styleHint(QStyle::SH_Widget_Animate), 0);
}

void TestComfort::theDesktopsWishForLessMotionIsUnderstood() {
    QCOMPARE(animatesFromPortal(QVariant(false)), std::optional(false));
    QCOMPARE(animatesFromPortal(QVariant::fromValue(QDBusVariant(QVariant(true)))), std::optional(true));
    QCOMPARE(animatesFromPortal(QVariant(QStringLiteral("no"))), std::nullopt);
    QVERIFY(!m_window->theme().isMotionReduced());
    QMetaObject::invokeMethod(&m_window->theme(), "settingChanged", Q_ARG(QString, QStringLiteral("org.gnome.desktop.interface")),
                              Q_ARG(QString, QStringLiteral("enable-animations")), Q_ARG(QDBusVariant, QDBusVariant(QVariant(false))));
    QVERIFY(m_window->theme().isMotionReduced());
}

void TestComfort::aClosedWindowForgetsThatItPresented() {
    presentation().enter();
    window().close();
    QCOMPARE(m_window->places().openSettings()->value(QStringLiteral("textSize"), 100).toInt(), 100);
    m_window->open();
    QVERIFY(!window().isFullScreen());
    QVERIFY(window().findChild<QDockWidget*>(QStringLiteral("setup"))->isVisible());
}

void TestComfort::resetPutsTheLayoutBack() {
    auto* const setup = window().findChild<QDockWidget*>(QStringLiteral("setup"));
    QHeaderView* const columns = window().resultsPage().table().horizontalHeader();
    const QList<QSplitter*> splitters = window().livePage().findChildren<QSplitter*>();
    QList<QList<int>> sizes;
    window().comfort().resetLayout->trigger();
    QCoreApplication::processEvents();
    for (const QSplitter* const splitter : splitters) sizes << splitter->sizes();
    const int width = columns->sectionSize(0);
    setup->hide();
    columns->resizeSection(0, width + 77);
    columns->moveSection(0, 2);
    for (QSplitter* const splitter : splitters) splitter->setSizes({100, 400});
    window().comfort().resetLayout->trigger();
    QCoreApplication::processEvents();
    QVERIFY(setup->isVisible());
    QCOMPARE(columns->sectionSize(0), width);
    QCOMPARE(columns->visualIndex(0), 0);
    for (qsizetype i = 0; i < splitters.size(); ++i) QCOMPARE(splitters[i]->sizes(), sizes[i]);
}

void TestComfort::theGuideOfADemoStaysWhilePresenting() {
    window().lessons().welcome();
    window().findChild<QDockWidget*>(QStringLiteral("setup"))->show();
    QTest::keyClick(m_window->get(), Qt::Key_F11);
    QVERIFY(presentation().isOn());
    QVERIFY(window().lessons().guide().isVisible());
    QVERIFY(window().findChild<QDockWidget*>(QStringLiteral("setup"))->isHidden());
    QTest::keyClick(m_window->get(), Qt::Key_F11);
    QVERIFY(window().lessons().guide().isVisible());
}

void TestComfort::theCurrentRowIsSeenWithoutASelection() {
    window().openFile(m_window->write(QStringLiteral("squares.json"), R"({"poolscope": 1, "title": "Squares", "pool": {"processes": 1},
        "batches": [{"method": "map", "function": "square", "iterable": [1, 2, 3, 4, 5, 6]}]})"));
    m_window->runToTheEnd();
    window().showPage(QStringLiteral("results"));
    DataTable& table = window().resultsPage().table();
    QVERIFY(table.model()->rowCount() > 4);
    table.setFocus();
    table.selectRow(0);
    QTest::keyClick(&table, Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&table, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(table.currentIndex().row(), 2);
    QVERIFY(!table.selectionModel()->isSelected(table.currentIndex()));
    const auto differs = [&table](int row) {
        const QImage picture = table.viewport()->grab().toImage();
        const QRect here = table.visualRect(table.model()->index(row, 1));
        const QRect plain = table.visualRect(table.model()->index(4, 1));
        return picture.pixelColor(here.left() + 2, here.top()) != picture.pixelColor(plain.left() + 2, plain.top());
    };
    QVERIFY(differs(2));
    QTest::keyClick(&table, Qt::Key_Up, Qt::ControlModifier);
    QVERIFY(differs(1));
    QVERIFY(!differs(2));
    window().livePage().timeline().setFocus();
    window().resultsPage().filterBar()->setFocus();
    QVERIFY(!differs(1));  // the keys go elsewhere now
}

void TestComfort::aDamagedSettingsFileStopsNothing_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\x00\xff\xfe[[[\x01==\n]]\x7f", 14);
    QTest::newRow("cut short") << QByteArray("[window]\ngeometry=@ByteArray(\\x1\\xd9\\xd0");
    QTest::newRow("other kinds") << QByteArray("theme=@Invalid()\ntextSize=large\nmotion=7\nlanguage=\\x0\nkeepAlive=maybe\n"
                                               "[window]\ngeometry=oak\nstate=@ByteArray(\\0\\0\\0\\xff)\ntab=4711\n[files]\nrecent=@Variant(\\0)\n"
                                               "[results]\ncolumns=@ByteArray(abc)\nsplitter=1,2,3\n[live]\nrows=x\ncolumns=y\n");
}

void TestComfort::aDamagedSettingsFileStopsNothing() {
    QFETCH(QByteArray, content);
    m_window->close();
    QVERIFY(!m_window->write(QStringLiteral("window.ini"), content).isNull());
    Theme theme(*qApp);
    Comfort::restore(*m_window->places().openSettings(), theme, nullptr);
    QCOMPARE(theme.textSize(), 100);
    m_window->open();
    window().openStartScenario();
    QVERIFY(window().isVisible());
    QVERIFY(window().width() >= 640);
    QVERIFY(!window().windowTitle().isEmpty());
    window().close();
    // And it is a sound file from then on.
    QCOMPARE(m_window->places().openSettings()->status(), QSettings::NoError);
    QVERIFY(m_window->places().openSettings()->contains(QStringLiteral("window/geometry")));
}

void TestComfort::settingsThatCannotBeWrittenStopNothing() {
    m_window->close();
    QFile::remove(m_window->file(QStringLiteral("window.ini")));
    QVERIFY(QDir().mkpath(m_window->file(QStringLiteral("window.ini/in the way"))));
    m_window->open();
    m_window->theme().setTextSize(120);
    window().close();
    QVERIFY(!window().isVisible());
}

void TestComfort::theWheelChangesNoFieldWithoutTheFocus() {
    window().openStartScenario();
    window().comfort().settings->trigger();
    QList<QWidget*> fields;
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget* const widget : all) {
        const bool isField = qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QTabBar*>(widget);
        if (isField && widget->isVisible() && widget->isEnabled()) fields << widget;
    }
    QVERIFY(fields.size() >= 10);
    for (QWidget* const field : std::as_const(fields)) {
        if (QWidget* const focus = QApplication::focusWidget()) focus->clearFocus();
        const QVariant before = heldBy(*field);
        turnWheelOver(*field);
        const QByteArray name = QByteArray(field->metaObject()->className()) + ' ' + field->accessibleName().toUtf8();
        QVERIFY2(heldBy(*field) == before, name.constData());
        QVERIFY2(!field->hasFocus(), name.constData());
    }
    // With the focus it does.
    auto* const size = window().comfort().dialog()->findChild<QSpinBox*>(QStringLiteral("textSize"));
    window().comfort().dialog()->activateWindow();
    QTRY_COMPARE(QApplication::activeWindow(), window().comfort().dialog());
    size->setFocus();
    turnWheelOver(*size);
    QCOMPARE(size->value(), 110);
}

QTEST_MAIN(TestComfort)
#include "tst_comfort.moc"
