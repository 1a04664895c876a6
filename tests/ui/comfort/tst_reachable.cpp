// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>

#include "format/appearance.h"
#include "window/comfort.h"
#include "window/settings_dialog.h"
#include "contrast.h"
#include "target_checks.h"
#include "window_under_test.h"

using namespace poolscope::ui;
using namespace target_checks;
using contrast_under_test::contrast;

/// For people who do not see well, do not hold a mouse, or hear the window instead of seeing it.
class TestReachable : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
        (*m_window)->openStartScenario();
        m_window->runToTheEnd();
    }
    void cleanupTestCase() { m_window.reset(); }
    void init() {
        (*m_window)->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), m_window->get());
    }
    void cleanup() {
        m_window->theme().choose(ThemeChoice::Light);
        m_window->theme().setTextSize(100);
    }

    void everyTargetHas24Pixels_data();
    void everyTargetHas24Pixels();
    void everythingInteractiveHasAName();
    void everyMenuEntryHasANameAndAKeyToReachIt();
    void tabReachesEverythingAndIsTrappedNowhere();
    void theFocusCanBeSeen();
    void textStandsOutFromItsGround_data();
    void textStandsOutFromItsGround();

private:
    template <class Check> void onEveryPage(Check check) {
        auto* const tabs = (*m_window)->findChild<QTabWidget*>(QStringLiteral("tabs"));
        for (int page = 0; page < tabs->count(); ++page) {
            tabs->setCurrentIndex(page);
            QCoreApplication::processEvents();
            check();
            if (QTest::currentTestFailed()) return;
        }
        tabs->setCurrentIndex(0);
    }

    std::unique_ptr<WindowUnderTest> m_window;
};

void TestReachable::everyTargetHas24Pixels_data() {
    QTest::addColumn<ThemeChoice>("theme");
    QTest::addColumn<int>("size");
    QTest::newRow("light, 80 %") << ThemeChoice::Light << 80;
    QTest::newRow("light, 200 %") << ThemeChoice::Light << 200;
    QTest::newRow("dark, 100 %") << ThemeChoice::Dark << 100;
}

void TestReachable::everyTargetHas24Pixels() {
    QFETCH(ThemeChoice, theme);
    QFETCH(int, size);
    m_window->theme().choose(theme);
    m_window->theme().setTextSize(size);
    QByteArrayList small;
    onEveryPage([&] {
        const QWidgetList targets = seenIn(**m_window, &isInteractive);
        QVERIFY(targets.size() > 10);
        small << smallOf(targets);
        for (const QTabBar* const bar : (*m_window)->findChildren<QTabBar*>())
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab)
                if (bar->tabRect(tab).height() < kTarget || bar->tabRect(tab).width() < kTarget) small << "tab " + bar->tabText(tab).toUtf8();
    });
    QVERIFY2(small.isEmpty(), small.join('\n').constData());
}

void TestReachable::everythingInteractiveHasAName() {
    QByteArrayList nameless;
    onEveryPage([&] { nameless << namelessOf(seenIn(**m_window, &needsName)); });
    (*m_window)->comfort().settings->trigger();
    QWidgetList ofDialog;
    for (QWidget* const widget : (*m_window)->comfort().dialog()->findChildren<QWidget*>())
        if (isInteractive(*widget) && !isPartOfAField(*widget)) ofDialog << widget;
    nameless << namelessOf(ofDialog);
    (*m_window)->comfort().dialog()->close();
    QVERIFY2(nameless.isEmpty(), nameless.join('\n').constData());
}

void TestReachable::everyMenuEntryHasANameAndAKeyToReachIt() {
    QByteArrayList faulty;
    const std::function<void(const QList<QAction*>&, const QByteArray&)> look = [&](const QList<QAction*>& actions, const QByteArray& path) {
        for (const QAction* const action : actions) {
            if (action->isSeparator()) continue;
            const QByteArray name = path + '/' + action->text().toUtf8();
            if (action->text().isEmpty()) faulty << name;
            // Arrows and letters go through a menu; the menus themselves need a letter.
            if (path.isEmpty() && !action->text().contains(u'&')) faulty << name;
            if (action->menu()) look(action->menu()->actions(), name);
        }
    };
    look((*m_window)->menuBar()->actions(), {});
    QVERIFY2(faulty.isEmpty(), faulty.join('\n').constData());
}

void TestReachable::tabReachesEverythingAndIsTrappedNowhere() {
    onEveryPage([&] {
        const QWidgetList stops = seenIn(**m_window, &isTabStop);
        QVERIFY(stops.size() > 8);
        const QByteArrayList faults = faultsOfTab(stops);
        QVERIFY2(faults.isEmpty(), faults.join('\n').constData());
        // And the way back.
        QWidget* const here = QApplication::focusWidget();
        for (int link = 0; link < 20 && QApplication::focusWidget() == here; ++link) QTest::keyClick(here, Qt::Key_Backtab);
        QVERIFY(QApplication::focusWidget() != here);
    });
}

void TestReachable::theFocusCanBeSeen() {
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_window->theme().choose(theme);
        (*m_window)->setAttribute(Qt::WA_KeyboardFocusChange);  // as the first Tab does
        QByteArrayList same;
        onEveryPage([&] {
            const QWidgetList focusable = seenIn(**m_window, [](const QWidget& widget) {
                return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isEnabled() && !widget.focusProxy() &&
                       !qobject_cast<const QScrollArea*>(&widget);
            });
            for (QWidget* const widget : focusable) {
                QWidget* const other = focusable.size() > 1 && widget == focusable.constFirst() ? focusable.at(1) : focusable.constFirst();
                for (QWidget* each = widget; each; each = each->parentWidget())
                    if (auto* const area = qobject_cast<QScrollArea*>(each)) area->ensureWidgetVisible(widget);
                // A ring may be painted around it.
                const QRect place = QRect(widget->mapTo(m_window->get(), QPoint()), widget->size()).adjusted(-3, -3, 3, 3);
                widget->setFocus(Qt::TabFocusReason);
                const QImage with = (*m_window)->grab(place).toImage();
                other->setFocus(Qt::TabFocusReason);
                const QImage without = (*m_window)->grab(place).toImage();
                if (with == without) same << nameOf(*widget);
            }
        });
        QVERIFY2(same.isEmpty(), same.join('\n').constData());
    }
}

void TestReachable::textStandsOutFromItsGround_data() {
    QTest::addColumn<Appearance>("appearance");
    QTest::newRow("light") << Appearance::Light;
    QTest::newRow("dark") << Appearance::Dark;
}

void TestReachable::textStandsOutFromItsGround() {
    QFETCH(Appearance, appearance);
    constexpr double kText = 4.5;  // WCAG 2.2, 1.4.3
    const QPalette palette = themePalette(appearance);
    using Role = QPalette::ColorRole;
    const std::pair<Role, Role> pairs[] = {{Role::WindowText, Role::Window},   {Role::Text, Role::Base},
                                           {Role::Text, Role::AlternateBase},  {Role::ButtonText, Role::Button},
                                           {Role::HighlightedText, Role::Highlight}, {Role::ToolTipText, Role::ToolTipBase},
                                           {Role::PlaceholderText, Role::Base}, {Role::Link, Role::Window}, {Role::Link, Role::Base}};
    for (const auto& [text, ground] : pairs)
        QVERIFY2(contrast(palette.color(text), palette.color(ground)) >= kText,
                 qPrintable(QStringLiteral("%1 on %2: %3").arg(palette.color(text).name(), palette.color(ground).name()).arg(contrast(palette.color(text), palette.color(ground)))));
    for (const Ink which : {Ink::Good, Ink::Bad, Ink::Caution, Ink::Muted, Ink::Accent})
        for (const Role ground : {Role::Window, Role::Base, Role::AlternateBase, Role::ToolTipBase})
            QVERIFY2(contrast(ink(which, appearance), palette.color(ground)) >= kText,
                     qPrintable(QStringLiteral("ink %1 on %2: %3").arg(static_cast<int>(which)).arg(palette.color(ground).name()).arg(contrast(ink(which, appearance), palette.color(ground)))));
    // What the sheet pairs by itself: colour and background in one rule.
    static const QRegularExpression rule(QStringLiteral("([^{}]+)\\{[^}]*?(?<!-)background(?:-color)?: (#[0-9a-f]{6})[^}]*?(?<!-)color: (#[0-9a-f]{6})"));
    auto rules = rule.globalMatch(themeStyleSheet(appearance));
    int seen = 0;
    while (rules.hasNext()) {
        const QRegularExpressionMatch match = rules.next();
        if (match.captured(1).contains(QLatin1String(":disabled"))) continue;
        ++seen;
        const double ratio = contrast(QColor(match.captured(2)), QColor(match.captured(3)));
        QVERIFY2(ratio >= kText, qPrintable(match.captured(1).trimmed() + QStringLiteral(": %1").arg(ratio)));
    }
    QVERIFY(seen >= 3);
    // Borders that show the focus: 3:1 (1.4.11).
    for (const Role ground : {Role::Window, Role::Base})
        QVERIFY(contrast(palette.color(QPalette::Link), palette.color(ground)) >= 3);
}

QTEST_MAIN(TestReachable)
#include "tst_reachable.moc"
