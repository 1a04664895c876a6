// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

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
#include "target_checks.h"
#include "window_under_test.h"

using namespace poolscope::ui;
using namespace target_checks;

namespace {

double luminance(const QColor& colour) {
    const auto part = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace

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
    QWidgetList visible(bool (*wanted)(const QWidget&)) {
        QWidgetList found;
        const auto all = (*m_window)->findChildren<QWidget*>();
        for (QWidget* const widget : all)
            if (widget->isVisible() && !isPartOfAField(*widget) && wanted(*widget)) found << widget;
        return found;
    }
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
        const QWidgetList targets = visible(&isInteractive);
        QVERIFY(targets.size() > 10);
        for (const QWidget* const widget : targets)
            if (widget->width() < kTarget || widget->height() < kTarget) small << nameOf(*widget);
        for (const QTabBar* const bar : (*m_window)->findChildren<QTabBar*>())
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab)
                if (bar->tabRect(tab).height() < kTarget || bar->tabRect(tab).width() < kTarget) small << "tab " + bar->tabText(tab).toUtf8();
    });
    QVERIFY2(small.isEmpty(), small.join('\n').constData());
}

void TestReachable::everythingInteractiveHasAName() {
    QByteArrayList nameless;
    const auto look = [&](const QWidgetList& widgets) {
        for (QWidget* const widget : widgets) {
            const QAccessibleInterface* const object = QAccessible::queryAccessibleInterface(widget);
            if (!object || object->text(QAccessible::Name).trimmed().isEmpty()) nameless << nameOf(*widget);
        }
    };
    onEveryPage([&] {
        look(visible([](const QWidget& widget) {
            return (isInteractive(widget) && !qobject_cast<const QTabBar*>(&widget)) || ((widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && !qobject_cast<const QScrollArea*>(&widget));
        }));
    });
    (*m_window)->comfort().settings->trigger();
    QWidgetList ofDialog;
    for (QWidget* const widget : (*m_window)->comfort().dialog()->findChildren<QWidget*>())
        if (isInteractive(*widget) && !isPartOfAField(*widget)) ofDialog << widget;
    look(ofDialog);
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
        QSet<QWidget*> wanted;
        const QWidgetList focusable = visible([](const QWidget& widget) {
            // Of buttons that exclude one another the one that is chosen; arrows lead to the others.
            const auto* const radio = qobject_cast<const QAbstractButton*>(&widget);
            const bool excludes = radio && (radio->autoExclusive() || (radio->group() && radio->group()->exclusive()));
            return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isEnabled() && !widget.focusProxy() &&
                   (!excludes || radio->isChecked());
        });
        for (QWidget* const widget : focusable) wanted.insert(widget);
        QVERIFY(wanted.size() > 8);
        QWidget* const first = focusable.constFirst();
        first->setFocus(Qt::TabFocusReason);
        QSet<QWidget*> reached;
        QWidget* last = nullptr;
        int stays = 0;
        for (int step = 0; step < 300; ++step) {
            QWidget* const at = QApplication::focusWidget();
            QVERIFY2(at, last ? nameOf(*last).constData() : "nothing has the focus");
            // Links in a text are reached one after the other.
            constexpr int kMostLinks = 20;
            stays = at == last ? stays + 1 : 0;
            QVERIFY2(stays < kMostLinks, "Tab is trapped in " + nameOf(*at));
            if (step > 0 && at == first && last != first) break;
            reached.insert(at);
            last = at;
            QTest::keyClick(at, Qt::Key_Tab);
        }
        QByteArrayList missed;
        for (const QWidget* const widget : wanted - reached) {
            // Arrows lead through such a group from whichever of its buttons Tab stopped at.
            const auto* const button = qobject_cast<const QAbstractButton*>(widget);
            const QList<QAbstractButton*> group = button && button->group() ? button->group()->buttons() : QList<QAbstractButton*>();
            const bool isReached = std::any_of(group.begin(), group.end(), [&](QAbstractButton* each) { return reached.contains(each); });
            if (!isReached) missed << nameOf(*widget);
        }
        QVERIFY2(missed.isEmpty(), missed.join('\n').constData());
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
            const QWidgetList focusable = visible([](const QWidget& widget) {
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
