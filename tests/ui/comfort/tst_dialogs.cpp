// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QDockWidget>
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
        const QByteArrayList small = smallOf(seenIn(*opened, &isInteractive));
        QVERIFY2(small.isEmpty(), small.join('\n').constData());
        cleanup();
    }
}

void TestDialogs::everythingInteractiveHasAName() {
    QFETCH(QString, dialog);
    const QWidget* const opened = open(dialog);
    QVERIFY(opened);
    const QWidgetList all = seenIn(*opened, &needsName);
    QVERIFY(!all.isEmpty());
    const QByteArrayList nameless = namelessOf(all);
    QVERIFY2(nameless.isEmpty(), nameless.join('\n').constData());
}

void TestDialogs::tabReachesEverythingAndIsTrappedNowhere() {
    QFETCH(QString, dialog);
    const QWidget* const opened = open(dialog);
    QVERIFY(opened);
    const QWidgetList stops = seenIn(*opened, &isTabStop);
    QVERIFY(!stops.isEmpty());
    const QByteArrayList faults = faultsOfTab(stops);
    QVERIFY2(faults.isEmpty(), faults.join('\n').constData());
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
