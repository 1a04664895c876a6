// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/fault_tasks.h"

#include <QAction>
#include <QMenu>

#include <poolscope/batch_spec.h>

#include "format/glyph.h"
#include "session/session.h"
#include "views/command_model.h"

namespace poolscope::ui {

namespace {

constexpr int kLeakMebibytes = 200;
constexpr double kLeakSeconds = 2;
constexpr double kBusySeconds = 5;

BatchSpec call(const char* function, Json arguments) {
    BatchSpec batch;
    batch.method = Method::ApplyAsync;
    batch.function = function;
    batch.args = std::move(arguments);
    return batch;
}

}  // namespace

FaultTasks::FaultTasks(Session& session, QWidget* window)
    : QObject(window), m_session(session), m_menu(new QMenu(tr("&Give it a task that goes wrong"), window)) {
    m_menu->setObjectName(QStringLiteral("faultTasks"));
    m_menu->setIcon(glyphIcon(Glyph::Warning));
    m_menu->setToolTipsVisible(true);
    add("giveError", tr("One that &raises an error"), tr("The item fails with it, and the worker goes on"),
        call("raise_error", Json::array({"on purpose"})));
    add("giveCrash", tr("One that &crashes its worker"), tr("SIGSEGV, as a bad pointer does: the item is lost, and another worker takes the slot"),
        call("crash", Json::array({"SIGSEGV"})));
    add("giveExit", tr("One that &ends its worker"), tr("By exit code 3, as a library that calls exit does: the item is lost"),
        call("exit_with", Json::array({3})));
    add("giveHang", tr("One that &hangs"), tr("It never comes back and uses no processor, until its worker is killed, its time limit is over, or it is cancelled"),
        call("hang", Json::array()));
    add("giveLeak", tr("One that &keeps memory"), tr("200 MiB that its worker holds until it ends, which max_memory_per_child bounds"),
        call("leak", Json::array({kLeakMebibytes, kLeakSeconds})));
    add("giveBusy", tr("One that &uses a whole processor"), tr("For five seconds, where workers share processors"),
        call("busy", Json::array({kBusySeconds})));
    connect(m_menu, &QMenu::aboutToShow, this, &FaultTasks::refresh);
    connect(&session, &Session::originChanged, this, &FaultTasks::refresh);
    connect(&session, &Session::changed, this, [this](const ChangeSet& changes) {
        if (changes.summary || changes.replaced) refresh();
    });
    refresh();
}

void FaultTasks::add(const char* name, const QString& text, const QString& tip, const BatchSpec& batch) {
    QAction* const action = m_menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(tip);
    action->setStatusTip(tip);
    connect(action, &QAction::triggered, this, [this, batch] { m_session.submit(batch); });
}

void FaultTasks::refresh() {
    const bool isOthers = m_session.attachment() && m_session.attachment()->isOthers;
    const QString rights = m_session.whyNoControl();
    const QString whyNot = m_session.takesBatches() ? QString()
                           : !m_session.hasPool()   ? tr("no pool runs: start one first (F6)")
                           : isOthers               ? tr("its program alone gives it work")
                           : !rights.isEmpty()      ? rights
                                                    : tr("the pool takes no more batches; one that is started with F6 stays open");
    for (QAction* const action : m_menu->actions()) {
        action->setEnabled(whyNot.isEmpty());
        action->setProperty(kWhyNot, whyNot);
    }
    m_menu->setToolTip(whyNot);
}

}  // namespace poolscope::ui
