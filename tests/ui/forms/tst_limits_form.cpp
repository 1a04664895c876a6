// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>

#include <poolscope/scenario.h>

#include "form_driver.h"
#include "forms/count_field.h"
#include "forms/explained_choice.h"
#include "forms/fold.h"
#include "forms/limits_form.h"
#include "forms/measure_field.h"
#include "forms/note_label.h"
#include "forms/pool_form.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

/// The fields of PoolSpec that go beyond CPython, one behind the other, to be compared.
QStringList beyond(const PoolSpec& spec) {
    QStringList words;
    const auto add = [&words](const char* name, const auto& value) {
        if (value) words << QStringLiteral("%1=%2").arg(QLatin1String(name)).arg(*value);
    };
    add("items", spec.maxitemsperchild);
    add("memory", spec.max_memory_per_child);
    add("age", spec.max_age_per_child);
    add("task", spec.task_timeout);
    add("init", spec.initializer_timeout);
    add("jitter", spec.recycling_jitter);
    add("deaths", spec.restart_deaths);
    add("seconds", spec.restart_seconds);
    add("retries", spec.worker_lost_retries);
    add("seed", spec.seed);
    if (spec.capture_output) words << (*spec.capture_output ? QStringLiteral("captured") : QStringLiteral("not captured"));
    return words;
}

}  // namespace

class TestLimitsForm : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<PoolForm> m_form;

    Fold* fold() { return m_form->findChild<Fold*>(); }
    template <class W>
    W* field(const char* name) {
        return fieldNamed<W>(*m_form, name);
    }
    void type(const char* name, const QString& text) {
        if (auto* edit = field<QLineEdit>(name)) return typeInto(edit, text);
        auto* count = field<CountField>(name);
        QVERIFY2(count, name);
        typeInto(count, text);
    }

private slots:
    void theSummaryGoesBelowATitleThatLeavesItNoRoom() {
        Fold narrow(QStringLiteral("Limits and robustness"), new QWidget);
        narrow.setSummary(QStringLiteral("none set"));
        auto* const title = narrow.findChild<QToolButton*>();
        auto* const summary = narrow.findChild<NoteLabel*>();
        narrow.resize(title->sizeHint().width() + 40, 60);
        narrow.show();
        QVERIFY(QTest::qWaitForWindowExposed(&narrow));
        QTRY_VERIFY(summary->y() >= title->geometry().bottom());
        QVERIFY(summary->width() >= summary->fontMetrics().horizontalAdvance(summary->text()));
        narrow.resize(title->sizeHint().width() + 300, 60);
        QTRY_VERIFY(summary->x() >= title->geometry().right() && summary->y() < title->geometry().bottom());
    }

    void init() {
        m_form = std::make_unique<PoolForm>();
        m_form->setCatalogue(builtInCatalogue());
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
    }

    void theGroupIsFoldedAwayAndNothingIsSet() {
        QVERIFY(!fold()->isOpen());
        QCOMPARE(beyond(m_form->value()), QStringList());
        QVERIFY(says(*m_form, QStringLiteral("none set")));
        QVERIFY(!field<QLineEdit>("task_timeout")->isVisible());
    }

    void theTitleOpensItByMouseAndByKey() {
        auto* title = fold()->findChild<QToolButton*>();
        QTest::mouseClick(title, Qt::LeftButton);
        QVERIFY(fold()->isOpen());
        QVERIFY(field<QLineEdit>("task_timeout")->isVisible());
        title->setFocus();
        QTest::keyClick(title, Qt::Key_Space);
        QVERIFY(!fold()->isOpen());
    }

    void whatIsTypedBecomesThePool() {
        fold()->setOpen(true);
        type("maxitemsperchild", QStringLiteral("500"));
        type("max_memory_per_child", QStringLiteral("256"));
        type("max_age_per_child", QStringLiteral("90"));
        type("task_timeout", QStringLiteral("1.5"));
        type("initializer_timeout", QStringLiteral("10"));
        type("recycling_jitter", QStringLiteral("0.2"));
        type("restart_budget, deaths", QStringLiteral("5"));
        type("restart_budget, time", QStringLiteral("10"));
        auto* onLost = field<ExplainedChoice>("on_worker_lost");
        onLost->setFocus();
        QTest::keyClicks(onLost, QStringLiteral("retry"));
        type("on_worker_lost, times", QStringLiteral("2"));
        type("seed", QStringLiteral("42"));
        auto* capture = field<ExplainedChoice>("capture_output");
        capture->setFocus();
        QTest::keyClicks(capture, QStringLiteral("not"));
        QCOMPARE(beyond(m_form->value()),
                 (QStringList{"items=500", "memory=268435456", "age=90", "task=1.5", "init=10", "jitter=0.2", "deaths=5",
                              "seconds=10", "retries=2", "seed=42", "not captured"}));
        QVERIFY(m_form->isValid());
        QCOMPARE(fold()->summary(), QStringLiteral("10 set"));
    }

    void theUnitMultipliesWhatIsTyped() {
        fold()->setOpen(true);
        type("max_memory_per_child", QStringLiteral("1.5"));
        auto* unit = field<ExplainedChoice>("max_memory_per_child, unit");
        unit->setFocus();
        QTest::keyClicks(unit, QStringLiteral("G"));
        QCOMPARE(m_form->value().max_memory_per_child.value_or(0), std::int64_t{1'610'612'736});
        type("task_timeout", QStringLiteral("100"));
        field<ExplainedChoice>("task_timeout, unit")->setCurrentKey(QStringLiteral("ms"));
        QCOMPARE(m_form->value().task_timeout.value_or(0), 0.1);
    }

    void aSpecSurvivesTheForm_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("whole") << 30.0 << qint64{512} * 1024 * 1024;
        QTest::newRow("tenth") << 0.1 << qint64{1000};
        QTest::newRow("hour") << 7200.0 << qint64{3} * 1024;
        QTest::newRow("odd") << 1.2345678901234567 << qint64{123456789};
        QTest::newRow("tiny") << 0.0000001 << qint64{1};
    }
    void aSpecSurvivesTheForm() {
        QFETCH(double, seconds);
        QFETCH(qint64, bytes);
        PoolSpec spec;
        spec.max_memory_per_child = bytes;
        spec.task_timeout = spec.max_age_per_child = spec.initializer_timeout = seconds;
        spec.maxitemsperchild = 3;
        spec.recycling_jitter = 0.3;
        spec.restart_deaths = 2;
        spec.restart_seconds = seconds;
        spec.worker_lost_retries = 1;
        spec.seed = 9;
        spec.capture_output = true;
        QSignalSpy changes(m_form.get(), &PoolForm::valueChanged);
        m_form->setValue(spec);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(beyond(m_form->value()), beyond(spec));
        QVERIFY(m_form->value().task_timeout == spec.task_timeout);
        m_form->setValue({});
        QCOMPARE(beyond(m_form->value()), QStringList());
    }

    void whatIsNoValueIsSaidBesideItsFieldAndStays_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("items") << "maxitemsperchild" << "many" << "maxitemsperchild must be a positive int or None";
        QTest::newRow("memory") << "max_memory_per_child" << "big" << "max_memory_per_child must be a number";
        QTest::newRow("timeout") << "task_timeout" << "soon" << "task_timeout must be a number";
        QTest::newRow("jitter") << "recycling_jitter" << "some" << "recycling_jitter must be a number";
        QTest::newRow("no item") << "maxitemsperchild" << "0" << "maxitemsperchild must be a positive int or None";
        QTest::newRow("no time") << "task_timeout" << "0" << "task_timeout must be a positive number of seconds or None";
        QTest::newRow("all of it") << "recycling_jitter" << "1" << "recycling_jitter must be a number from 0 up to";
        QTest::newRow("half a budget") << "restart_budget, deaths" << "3" << "restart_budget needs both";
        QTest::newRow("seed") << "seed" << "blue" << "seed must be a whole number";
    }
    void whatIsNoValueIsSaidBesideItsFieldAndStays() {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, words);
        fold()->setOpen(true);
        type(qPrintable(field), text);
        QVERIFY(says(*m_form, words));
        QVERIFY(!m_form->isValid());
        type(qPrintable(field), QString());
        QVERIFY(m_form->isValid());
        QVERIFY(!says(*m_form, words));
    }

    void everyFieldSaysWhatItMeans() {
        for (const char* name : {"max_memory_per_child", "max_age_per_child", "task_timeout", "initializer_timeout",
                                 "recycling_jitter", "restart_budget, time"})
            QVERIFY2(field<QLineEdit>(name) && field<QLineEdit>(name)->toolTip().size() > 40, name);
        for (const char* name : {"maxitemsperchild", "restart_budget, deaths", "on_worker_lost, times", "seed"})
            QVERIFY2(field<CountField>(name) && field<CountField>(name)->toolTip().size() > 40, name);
    }

    void limitsOfNewWorkersGoThereAndBack() {
        WorkerLimits limits;
        limits.maxtasksperchild = 7;
        limits.max_memory_per_child = 1 << 20;
        limits.task_timeout = std::chrono::milliseconds(1500);
        LimitsForm form(LimitsForm::Scope::NewWorkers);
        form.show(specOf(limits));
        PoolSpec spec;
        form.writeTo(spec);
        QVERIFY(limitsOf(spec) == limits);
        QCOMPARE(form.setCount(), 3);
        form.show({});
        form.writeTo(spec);
        QVERIFY(limitsOf(spec) == WorkerLimits{});
    }
};

QTEST_MAIN(TestLimitsForm)
#include "tst_limits_form.moc"
