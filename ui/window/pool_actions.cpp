// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/pool_actions.h"

#include <algorithm>
#include <csignal>

#include <QAction>
#include <QMenu>

#include <poolscope/signal_name.h>

#include "format/glyph.h"
#include "format/quantity.h"
#include "format/signal_name.h"
#include "session/selection.h"
#include "session/session.h"
#include "views/command_model.h"

namespace poolscope::ui {

namespace {

QAction* make(QObject* parent, const char* name, Glyph glyph, const QString& text, const QString& tip,
              const QKeySequence& keys = {}) {
    auto* const action = new QAction(glyphIcon(glyph), text, parent);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    action->setToolTip(keys.isEmpty() ? tip
                                      : QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    return action;
}

/// Says why not, for who looks for the command.
void allow(QAction* action, bool isPossible, const QString& whyNot) {
    action->setEnabled(isPossible);
    action->setProperty(kWhyNot, isPossible ? QString() : whyNot);
}

}  // namespace

PoolActions::PoolActions(Session& session, const Selection& selection, QObject* parent)
    : QObject(parent), m_session(session), m_selection(selection), m_signals(new QMenu(tr("Send a signal"))), m_moreSignals(new QMenu(tr("&Another signal"), m_signals)) {
    connect(this, &QObject::destroyed, m_signals, &QObject::deleteLater);
    run =
        make(this, "run", Glyph::Run, tr("&Run"), tr("Run the scenario: a pool, its batches, then close"), Qt::Key_F5);
    stop = make(this, "stop", Glyph::Stop, tr("&Stop"), tr("End the pool and its host now"),
                QKeySequence(Qt::SHIFT | Qt::Key_F5));
    startPool = make(this, "startPool", Glyph::Pool, tr("S&tart the pool, keep it open"),
                     tr("Start the pool without batches; it waits for those that you submit"), Qt::Key_F6);
    submit = make(this, "submit", Glyph::Submit, tr("S&ubmit the batch"),
                  tr("Send the batch of the form to the pool that runs"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    close = make(this, "closePool", Glyph::Close, tr("&Close"), tr("No new work; what was accepted is still done"),
                 Qt::Key_F7);
    terminate = make(this, "terminate", Glyph::Terminate, tr("&Terminate"),
                     tr("Drop what is left and end the workers now"), Qt::Key_F8);
    join = make(this, "join", Glyph::Join, tr("&Join"),
                tr("Tell when no worker is left; only after close or terminate"), Qt::Key_F9);
    kill = make(this, "killWorker", Glyph::Kill, tr("&Kill worker"),
                tr("Send SIGKILL to the selected worker and see what happens"), QKeySequence(Qt::CTRL | Qt::Key_K));
    keepAlive = new QAction(tr("Keep the pool running when the window closes"), this);
    keepAlive->setObjectName(QStringLiteral("keepAlive"));
    keepAlive->setCheckable(true);
    keepAlive->setStatusTip(tr("Without this the host and all workers end with the window"));

    connect(run, &QAction::triggered, this, &PoolActions::runWanted);
    connect(startPool, &QAction::triggered, this, &PoolActions::startWanted);
    connect(submit, &QAction::triggered, this, &PoolActions::submitWanted);
    connect(stop, &QAction::triggered, this, [this] { m_session.stop(); });
    connect(close, &QAction::triggered, this, [this] { m_session.close(); });
    connect(terminate, &QAction::triggered, this, [this] { m_session.terminate(); });
    connect(join, &QAction::triggered, this, [this] { m_session.join(); });
    connect(keepAlive, &QAction::toggled, this, [this](bool isKept) {
        m_session.setOnLeaving(isKept ? Session::OnLeaving::KeepHost : Session::OnLeaving::EndHost);
    });
    makeSignals();
    refresh();
}

void PoolActions::makeSignals() {
    struct Choice {
        int number;
        QString meaning;
    };
    const Choice choices[] = {
        {SIGTERM, tr("ask it to end")},
        {SIGKILL, tr("end it at once")},
        {SIGSEGV, tr("as a bad pointer does")},
        {SIGABRT, tr("as a failed assertion does")},
        {SIGSTOP, tr("hold it")},
        {SIGCONT, tr("let it go on")},
    };
    m_signals->setIcon(glyphIcon(Glyph::Kill));
    m_signals->setObjectName(QStringLiteral("signalMenu"));
    for (const Choice& choice : choices)
        addSignal(*m_signals, choice.number, tr("%1 – %2").arg(signalName(choice.number), choice.meaning));
    m_signals->addMenu(m_moreSignals);
    m_moreSignals->setObjectName(QStringLiteral("moreSignals"));
    for (int number = 1; number < NSIG; ++number) {
        const QString name = signalName(number);
        // Those without a name are for real time, and mean what each program says.
        if (signal_from_name(name.toStdString()) != number || m_signals->findChild<QAction*>(name, Qt::FindDirectChildrenOnly)) continue;
        addSignal(*m_moreSignals, number, name);
    }
    connect(kill, &QAction::triggered, this, [this] { send(SIGKILL); });
}

QAction* PoolActions::addSignal(QMenu& menu, int number, const QString& text) {
    QAction* const action = menu.addAction(text);
    action->setObjectName(signalName(number));
    connect(action, &QAction::triggered, this, [this, number] { send(number); });
    return action;
}

void PoolActions::send(int number) {
    for (const std::uint32_t worker : targets()) emit signalSent(m_session.kill(m_session.state().workers()[worker].id, number));
}

std::vector<std::uint32_t> PoolActions::targets() const {
    std::vector<std::uint32_t> workers;
    if (!m_session.mayControl()) return workers;
    const PoolState& state = m_session.state();
    const Subject subject = m_selection.subject();
    if (subject.kind == Subject::Kind::Worker) {
        if (m_selected) workers = m_selected();
        if (workers.empty()) workers = {subject.index};
    }
    if (subject.kind == Subject::Kind::Task && subject.index < state.task_count() &&
        state.task(subject.index).ended == kOpen)
        workers = {state.task(subject.index).worker};
    std::erase_if(workers, [&state](std::uint32_t worker) {
        return worker >= state.workers().size() || state.workers()[worker].ended || state.workers()[worker].pid == 0;
    });
    return workers;
}

std::uint32_t PoolActions::target() const {
    const std::vector<std::uint32_t> workers = targets();
    return workers.empty() ? kNoIndex : workers.front();
}

QString PoolActions::targetName() const {
    const std::vector<std::uint32_t> workers = targets();
    if (workers.size() > 1) return tr("%1 workers").arg(countText(workers.size()));
    return workers.empty() ? QString() : QString::fromStdString(m_session.state().workers()[workers.front()].name);
}

void PoolActions::setScenarioGood(bool isGood) {
    m_isScenarioGood = isGood;
    refresh();
}

void PoolActions::setBatchGood(bool isGood) {
    m_isBatchGood = isGood;
    refresh();
}

void PoolActions::refresh() {
    const bool hasPool = m_session.hasPool();
    const bool takes = m_session.takesBatches();
    const auto phase = m_session.state().summary().phase;
    // From the launch until the trace names a pool, and from its end until the host has gone, nothing can be started.
    // The pool of another program is left as it is when one of our own is started.
    const bool isOthers = m_session.attachment() && m_session.attachment()->isOthers;
    const bool isFree = !m_session.hasHost() || isOthers || (phase == trace::PoolPhase::Ended && !hasPool);
    const bool mayControl = m_session.mayControl();
    const QString rights = m_session.whyNoControl();
    const auto orElse = [&rights](const QString& why) { return rights.isEmpty() ? why : rights; };
    for (QAction* const action : {stop, close, terminate, kill, submit}) {
        const QString base = action->toolTip().section(QLatin1Char('\n'), 0, 0);
        action->setToolTip(rights.isEmpty() ? base : tr("%1\nNot now: %2").arg(base, rights));
    }
    const QString notFree = tr("a pool runs already");
    const QString wrong = tr("the scenario has a value that is refused");
    const QString noPool = tr("no pool runs");
    const QString noMore = hasPool ? tr("the pool takes no more batches") : noPool;
    allow(run, isFree && m_isScenarioGood, isFree ? wrong : notFree);
    allow(startPool, isFree && m_isScenarioGood, isFree ? wrong : notFree);
    allow(stop, m_session.hasHost() && !isFree && rights.isEmpty(), orElse(isOthers ? tr("its program alone ends it; terminate its workers instead") : noPool));
    allow(submit, takes && m_isBatchGood, orElse(takes ? tr("the batch has a value that is refused") : isOthers ? tr("its program alone gives it work") : noMore));
    allow(close, mayControl && phase == trace::PoolPhase::Running, orElse(noMore));
    allow(terminate, mayControl && phase != trace::PoolPhase::Terminating, orElse(hasPool ? tr("it is being terminated") : noPool));
    allow(join, hasPool, noPool);
    const QString name = targetName();
    const bool hasTarget = !name.isEmpty();
    const QString noWorker = orElse(hasPool ? tr("no living worker is selected") : noPool);
    allow(kill, hasTarget, noWorker);
    kill->setText(targets().size() > 1 ? tr("&Kill %1").arg(name) : tr("&Kill worker"));
    for (QMenu* const menu : {m_signals, m_moreSignals}) {
        menu->setEnabled(hasTarget);
        for (QAction* const action : menu->actions()) allow(action, hasTarget, noWorker);
    }
    m_signals->setTitle(hasTarget ? tr("Send a signal to %1").arg(name) : tr("Send a signal (select a worker)"));
}

}  // namespace poolscope::ui
