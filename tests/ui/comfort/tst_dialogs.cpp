// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAccessible>
#include <QAction>
#include <QButtonGroup>
#include <QDockWidget>
#include <QScrollArea>
#include <QToolButton>

#include "runs/attach_dialog.h"
#include "runs/runs_part.h"
#include "runs/storage_dialog.h"
#include "views/filter_bar.h"
#include "views/filter_help.h"
#include "views/key_list.h"
#include "window/comfort.h"
#include "window/lesson_desk.h"
#include "window/limits_dialog.h"
#include "window/settings_dialog.h"
#include "window/table_page.h"
#include "target_checks.h"
#include "window_under_test.h"

using namespace poolscope::ui;
using namespace target_checks;

/// What tst_reachable asks of the pages, asked of everything that opens beside them.
class TestDialogs : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_window = std::make_unique<WindowUnderTest>();
        m_window->open();
        (*m_window)->openStartScenario();
    }
    void cleanupTestCase() { m_window.reset(); }
    void init() {
        (*m_window)->activateWindow();
        QTRY_COMPARE(QApplication::activeWindow(), m_window->get());
    }
    void cleanup() {
        m_window->theme().choose(ThemeChoice::Light);
        m_window->theme().setTextSize(100);
        if (QWidget* const popup = QApplication::activePopupWidget()) popup->close();
        const auto ofWindow = (*m_window)->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
        for (QWidget* const each : ofWindow)
            if (each->isWindow() && each->isVisible()) each->close();
        (*m_window)->lessons().dock().close();
        // Some are deleted when they are closed: they are not to be found again.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void everyTargetHas24Pixels_data() { dialogs(); }
    void everyTargetHas24Pixels();
    void everythingInteractiveHasAName_data() { dialogs(); }
    void everythingInteractiveHasAName();
    void tabReachesEverythingAndIsTrappedNowhere_data() { dialogs(); }
    void tabReachesEverythingAndIsTrappedNowhere();
    void escapeClosesIt_data() { dialogs(); }
    void escapeClosesIt();

private:
    static void dialogs() {
        QTest::addColumn<QString>("dialog");
        for (const char* const name : {"attach", "storage", "limits", "filter help", "keys", "settings", "guide"}) QTest::newRow(name) << QString::fromLatin1(name);
    }
    /// Opens it; null when that did not work.
    QWidget* open(const QString& which);
    static QWidgetList visible(const QWidget& in, bool (*wanted)(const QWidget&)) {
        QWidgetList found;
        const auto all = in.findChildren<QWidget*>();
        for (QWidget* const widget : all)
            if (widget->isVisible() && widget->window() == in.window() && !isPartOfAField(*widget) && wanted(*widget)) found << widget;
        return found;
    }

    std::unique_ptr<WindowUnderTest> m_window;
};

QWidget* TestDialogs::open(const QString& which) {
    MainWindow& window = **m_window;
    QWidget* dialog = nullptr;
    if (which == QLatin1String("attach")) {
        window.runs().showHosts->trigger();
        dialog = window.runs().attachDialog();
    } else if (which == QLatin1String("storage")) {
        window.runs().askForLimits();
        dialog = window.findChild<StorageDialog*>();
    } else if (which == QLatin1String("limits")) {
        dialog = new LimitsDialog(&window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    } else if (which == QLatin1String("filter help")) {
        window.showPage(QStringLiteral("results"));
        for (QToolButton* const button : window.resultsPage().filterBar()->findChildren<QToolButton*>())
            if (button->objectName() == QLatin1String("filterHelpButton")) button->click();
        dialog = window.findChild<FilterHelp*>();
    } else if (which == QLatin1String("keys")) {
        window.findChild<QAction*>(QStringLiteral("keys"))->trigger();
        dialog = window.findChild<KeyList*>();
    } else if (which == QLatin1String("settings")) {
        window.comfort().settings->trigger();
        dialog = window.comfort().dialog();
    } else {
        window.lessons().open(qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/resources/demos/01-hello-pool.json"));
        dialog = window.lessons().dock().widget();
    }
    if (!dialog || !QTest::qWaitFor([&] { return dialog->isVisible(); })) return nullptr;
    if (!dialog->isWindow() || dialog->windowType() == Qt::Popup) return dialog;
    dialog->activateWindow();  // as a desktop does with a dialog that is new
    return QTest::qWaitFor([&] { return QApplication::activeWindow() == dialog; }) ? dialog : nullptr;
}

void TestDialogs::everyTargetHas24Pixels() {
    QFETCH(QString, dialog);
    for (const int size : {80, 200}) {
        m_window->theme().setTextSize(size);
        const QWidget* const opened = open(dialog);
        QVERIFY(opened);
        QCoreApplication::processEvents();
        QByteArrayList small;
        for (const QWidget* const widget : visible(*opened, &isInteractive))
            if (widget->width() < kTarget || widget->height() < kTarget) small << nameOf(*widget);
        QVERIFY2(small.isEmpty(), small.join('\n').constData());
        cleanup();
    }
}

void TestDialogs::everythingInteractiveHasAName() {
    QFETCH(QString, dialog);
    const QWidget* const opened = open(dialog);
    QVERIFY(opened);
    QByteArrayList nameless;
    const QWidgetList all = visible(*opened, [](const QWidget& widget) {
        return (isInteractive(widget) && !qobject_cast<const QTabBar*>(&widget)) ||
               ((widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && !qobject_cast<const QScrollArea*>(&widget));
    });
    QVERIFY(!all.isEmpty());
    for (QWidget* const widget : all) {
        const QAccessibleInterface* const object = QAccessible::queryAccessibleInterface(widget);
        if (!object || object->text(QAccessible::Name).trimmed().isEmpty()) nameless << nameOf(*widget);
    }
    QVERIFY2(nameless.isEmpty(), nameless.join('\n').constData());
}

void TestDialogs::tabReachesEverythingAndIsTrappedNowhere() {
    QFETCH(QString, dialog);
    const QWidget* const opened = open(dialog);
    QVERIFY(opened);
    const QWidgetList wanted = visible(*opened, [](const QWidget& widget) {
        const auto* const button = qobject_cast<const QAbstractButton*>(&widget);
        const bool excludes = button && (button->autoExclusive() || (button->group() && button->group()->exclusive()));
        return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isEnabled() && !widget.focusProxy() && (!excludes || button->isChecked());
    });
    QVERIFY(!wanted.isEmpty());
    wanted.constFirst()->setFocus(Qt::TabFocusReason);
    QWidgetList reached;
    QWidget* last = nullptr;
    int stays = 0;
    for (int step = 0; step < 300; ++step) {
        QWidget* const at = QApplication::focusWidget();
        QVERIFY2(at, last ? nameOf(*last).constData() : "nothing has the focus");
        // Links in a text are reached one after the other; in a window with one stop there is nowhere else to go.
        constexpr int kMostLinks = 20;
        stays = at == last ? stays + 1 : 0;
        if (wanted.size() == 1 && stays > 0) break;
        QVERIFY2(stays < kMostLinks, "Tab is trapped in " + nameOf(*at));
        if (step > 0 && at == wanted.constFirst() && last != at) break;
        reached << at;
        last = at;
        QTest::keyClick(at, Qt::Key_Tab);
    }
    QByteArrayList missed;
    for (QWidget* const widget : wanted) {
        const auto* const button = qobject_cast<const QAbstractButton*>(widget);
        const QList<QAbstractButton*> group = button && button->group() ? button->group()->buttons() : QList<QAbstractButton*>();
        const bool isReached = reached.contains(widget) || std::any_of(group.begin(), group.end(), [&](QAbstractButton* each) { return reached.contains(each); });
        if (!isReached) missed << nameOf(*widget);
    }
    QVERIFY2(missed.isEmpty(), missed.join('\n').constData());
}

void TestDialogs::escapeClosesIt() {
    QFETCH(QString, dialog);
    if (dialog == QLatin1String("guide")) return;  // a part of the window: it has a button for that
    const QPointer<QWidget> opened = open(dialog);
    QVERIFY(opened);
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : opened.data(), Qt::Key_Escape);
    QTRY_VERIFY(!opened || !opened->isVisible());
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
