// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QUndoGroup>

#include <nlohmann/json.hpp>

#include "forms/code_preview.h"
#include "forms/scenario_form.h"
#include "measured_machine.h"
#include "study/advice_model.h"
#include "study/advice_page.h"
#include "window/advice_desk.h"
#include "window_under_test.h"

using namespace poolscope;
using namespace poolscope::ui;

/// The search for a better configuration, from the form and back into it.
class TestAdviceWindow : public QObject {
    Q_OBJECT

private:
    WindowUnderTest m_window;

    static constexpr const char* kNaps = R"({"poolscope": 1, "title": "naps", "pool": {"processes": 1},
        "batches": [{"method": "map", "function": "sleep", "iterable": [0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01], "chunksize": 1}]})";
    AdvicePage& page() { return m_window->advice().page(); }

private slots:
    void initTestCase() {
        useMeasuredMachine(m_window.file(QStringLiteral("state")));
        m_window.open();
        m_window->openFile(m_window.write(QStringLiteral("naps.json"), kNaps));
    }

    void command_standsInTheRunMenuAndBelowTheCost() {
        QAction* const find = m_window->advice().find;
        QVERIFY(find->isEnabled() && !find->shortcut().isEmpty());
        QVERIFY(!find->associatedObjects().isEmpty());
        QToolButton* below = nullptr;
        for (QToolButton* const button : m_window->form().findChildren<QToolButton*>())
            if (button->defaultAction() == find) below = button;
        QVERIFY(below && below->isVisible());
    }

    void found_isPutIntoTheFormAndTakenBack() {
        page().budget().setValue(40);
        for (QToolButton* const button : m_window->form().findChildren<QToolButton*>())
            if (button->defaultAction() == m_window->advice().find) QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(page().isVisible());
        QVERIFY(page().isRunning());
        // Nothing is in the way meanwhile.
        QVERIFY(!QApplication::activeModalWidget() && m_window->form().isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!page().isRunning(), 60'000);
        QVERIFY2(page().model().winner() > 0, qPrintable(page().verdict()));
        const Json before = to_json(m_window->form().value());
        QTest::mouseClick(&page().useButton(), Qt::LeftButton);
        const Json after = to_json(m_window->form().value());
        QVERIFY(after != before);
        QVERIFY(m_window->form().value().pool.processes.value_or(1) > 1);
        const auto* const code = m_window->findChild<CodePreview*>();
        const auto* const python = qobject_cast<QPlainTextEdit*>(code->findChild<QTabWidget*>()->widget(0));
        QTRY_VERIFY2(python->toPlainText().contains(QStringLiteral(" measured: median ")), qPrintable(python->toPlainText()));
        QVERIFY(python->toPlainText().contains(QStringLiteral(" times as fast as the configuration before")));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(to_json(m_window->form().value()) == before);
        QTRY_VERIFY(!python->toPlainText().contains(QStringLiteral(" times as fast as the configuration before")));
    }

    void scenarioWithoutABatch_isRefusedWithTheReason() {
        m_window->openFile(m_window.write(QStringLiteral("empty.json"), R"({"poolscope": 1, "title": "empty", "pool": {}, "batches": []})"));
        QTRY_VERIFY(!m_window->advice().find->isEnabled());
        QVERIFY(m_window->advice().find->toolTip().contains(QStringLiteral("no batch")));
        QVERIFY(!page().startButton().isEnabled());
    }
};

QTEST_MAIN(TestAdviceWindow)
#include "tst_advice_window.moc"
