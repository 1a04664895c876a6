// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/live_control.h"

#include <algorithm>
#include <limits>

#include <QAction>
#include <QInputDialog>
#include <QMenu>

#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"
#include "views/command_model.h"
#include "window/limits_dialog.h"
#include "window/pool_actions.h"
#include "window/processes_field.h"

namespace poolscope::ui {

namespace {

constexpr std::size_t kItemsOffered = 30;

QAction* make(QObject* parent, const char* name, Glyph glyph, const QString& text, const QKeySequence& keys = {}) {
    auto* const action = new QAction(glyphIcon(glyph), text, parent);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(keys);
    return action;
}

/// Says what the action does and, if it cannot be done now, why not.
void follow(QAction* action, const QString& tip, const QString& whyNot) {
    action->setEnabled(whyNot.isEmpty());
    action->setProperty(kWhyNot, whyNot);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString what = keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys);
    action->setToolTip(whyNot.isEmpty() ? what : LiveControl::tr("%1\nNot now: %2").arg(what, whyNot));
    action->setStatusTip(whyNot.isEmpty() ? tip : LiveControl::tr("Not now: %1").arg(whyNot));
}

}  // namespace

LiveControl::LiveControl(Session& session, const Selection& selection, PoolActions& pool, QWidget* window)
    : QObject(window), m_session(session), m_selection(selection), m_pool(pool), m_window(window),
      m_processes(new ProcessesField(window)), m_workerMenu(new QMenu(tr("Worker"), window)),
      m_cancelMenu(new QMenu(tr("Cancel"), window)), m_itemMenu(new QMenu(tr("Cancel one item"), window)) {
    pause = make(this, "pauseDispatch", Glyph::Pause, tr("&Pause"), QKeySequence(Qt::CTRL | Qt::Key_P));
    more = make(this, "moreProcesses", Glyph::More, tr("One process &more"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up));
    fewer = make(this, "fewerProcesses", Glyph::Fewer, tr("One process f&ewer"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Down));
    drain = make(this, "drainWorker", Glyph::Close, tr("&Drain"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D));
    restart = make(this, "restartWorker", Glyph::Restart, tr("&Restart"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    cancelTasks = make(this, "cancelTasks", Glyph::Cross, tr("&Cancel the task"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X));
    cancelBatch = make(this, "cancelBatch", Glyph::Cross, tr("Cancel the &batch"));
    limits = make(this, "newLimits", Glyph::Limits, tr("&Limits for new workers…"), QKeySequence(Qt::CTRL | Qt::Key_L));

    connect(pause, &QAction::triggered, this,
            [this] { ask(pause, m_session.state().summary().paused ? m_session.resume() : m_session.pause()); });
    connect(more, &QAction::triggered, this,
            [this] { askForProcesses(static_cast<int>(m_session.state().summary().processes) + 1, more); });
    connect(fewer, &QAction::triggered, this,
            [this] { askForProcesses(static_cast<int>(m_session.state().summary().processes) - 1, fewer); });
    connect(m_processes, &ProcessesField::wanted, this, [this](int processes) { askForProcesses(processes, nullptr); });
    connect(drain, &QAction::triggered, this, [this] {
        for (const std::uint32_t worker : m_pool.targets()) ask(drain, m_session.drain(m_session.state().workers()[worker].id));
    });
    connect(restart, &QAction::triggered, this, [this] {
        for (const std::uint32_t worker : m_pool.targets()) ask(restart, m_session.restart(m_session.state().workers()[worker].id));
    });
    connect(&m_pool, &PoolActions::signalSent, this, [this](quint64 request) { ask(m_pool.kill, request); });
    connect(cancelTasks, &QAction::triggered, this, &LiveControl::cancelSelected);
    connect(cancelBatch, &QAction::triggered, this, [this] {
        const std::uint32_t batch = openBatch();
        if (batch != kNoIndex) ask(cancelBatch, m_session.cancelBatch(m_session.state().batches()[batch].id));
    });
    connect(limits, &QAction::triggered, this, &LiveControl::showLimits);
    makeMenus();
    refresh();
}

LiveControl::~LiveControl() = default;

LimitsDialog* LiveControl::limitsDialog() const {
    return m_dialog;
}

void LiveControl::makeMenus() {
    for (QMenu* const menu : {m_workerMenu, m_cancelMenu, m_itemMenu}) menu->setToolTipsVisible(true);
    m_workerMenu->setObjectName(QStringLiteral("workerMenu"));
    m_workerMenu->addActions({drain, restart, m_pool.kill});
    m_workerMenu->addSeparator();
    m_workerMenu->addActions(m_pool.signalMenu()->actions());
    m_cancelMenu->setObjectName(QStringLiteral("cancelMenu"));
    m_cancelMenu->addActions({cancelTasks, cancelBatch});
    m_cancelMenu->addMenu(m_itemMenu);
    m_itemMenu->setObjectName(QStringLiteral("itemMenu"));
    connect(m_itemMenu, &QMenu::aboutToShow, this, &LiveControl::fillItems);
}

void LiveControl::setSelected(std::function<std::vector<Subject>()> selected) {
    m_selected = std::move(selected);
}

void LiveControl::ask(QAction* source, quint64 request) {
    if (request != 0) m_asked[request] = source;
}

void LiveControl::askForProcesses(int processes, QAction* source) {
    if (processes >= 1) ask(source, m_session.resize(static_cast<std::uint32_t>(processes)));
}

bool LiveControl::take(const Reply& reply) {
    const auto asked = m_asked.find(reply.id);
    if (reply.command == Command::SetLimits && m_dialog) m_dialog->answer(reply);
    if (asked == m_asked.end()) return reply.command == Command::SetLimits && m_dialog;
    QAction* const source = asked->second;
    m_asked.erase(asked);
    // The trace says what became of it; until then the field shows what was asked for.
    if (reply.command == Command::Resize) m_processes->settle();
    if (!reply.isGood) emit refused(source, reply.errorMessage);
    refresh();
    return true;
}

QString LiveControl::whyNot() const {
    if (!m_session.hasPool()) return tr("no pool runs");
    if (const QString rights = m_session.whyNoControl(); !rights.isEmpty()) return rights;
    switch (m_session.state().summary().phase) {
    case trace::PoolPhase::Terminating: return tr("the pool is being terminated");
    case trace::PoolPhase::Broken: return tr("the pool is broken");
    case trace::PoolPhase::Ended: return tr("the pool has ended");
    default: return m_session.state().summary().broken ? tr("the pool is broken") : QString();
    }
}

void LiveControl::refresh() {
    const PoolSummary& summary = m_session.state().summary();
    const QString pool = whyNot();
    const bool isPaused = m_session.hasPool() && summary.paused;
    pause->setText(isPaused ? tr("Resu&me") : tr("&Pause"));
    pause->setIcon(glyphIcon(isPaused ? Glyph::Run : Glyph::Pause));
    follow(pause, isPaused ? tr("Hand out tasks again") : tr("Begin no more tasks; what runs goes on, and workers stay"), pool);
    follow(more, tr("Start one more worker"), pool);
    follow(fewer, tr("Let the worker of the highest slot leave when it has finished what it runs"),
           pool.isEmpty() && summary.processes <= 1 ? tr("one process is the least") : pool);
    follow(limits, tr("Change what workers that start from now on may take"), pool);
    m_processes->show(m_session.hasPool() ? static_cast<int>(summary.processes) : 0, pool);

    refreshWorkers();
    refreshCancel();
    if (m_dialog) m_dialog->follow(m_session, pool);
}

void LiveControl::refreshWorkers() {
    const std::vector<std::uint32_t> workers = m_pool.targets();
    const bool areMany = workers.size() > 1;
    QString none = whyNot();
    if (none.isEmpty() && workers.empty()) none = tr("select a worker that lives, or a task that runs");
    const QString name = workers.empty() ? tr("the worker") : m_pool.targetName();
    const auto& lives = m_session.state().workers();
    const bool areRetiring = !workers.empty() && std::all_of(workers.begin(), workers.end(), [&lives](std::uint32_t worker) {
        return lives[worker].activity == WorkerActivity::Retiring;
    });
    drain->setText(areMany ? tr("&Drain %1").arg(name) : tr("&Drain"));
    restart->setText(areMany ? tr("&Restart %1").arg(name) : tr("&Restart"));
    follow(drain, areMany ? tr("%1 get no more tasks, leave when what they run is done, and are replaced").arg(name)
                          : tr("%1 gets no more tasks, leaves when what it runs is done, and is replaced").arg(name),
           none.isEmpty() && areRetiring ? areMany ? tr("they are leaving already") : tr("it is leaving already") : none);
    follow(restart, areMany ? tr("End %1 now and replace them; what they run is lost, or tried again").arg(name)
                            : tr("End %1 now and replace it; what it runs is lost, or tried again").arg(name), none);
    follow(m_pool.kill, tr("Send SIGKILL to %1 and see what happens").arg(name),
           m_session.hasPool() && !workers.empty() ? QString() : none);
    m_workerMenu->setTitle(workers.empty() ? tr("Worker (select one)") : name);
}

void LiveControl::refreshCancel() {
    const QString pool = whyNot();
    const std::vector<std::uint32_t> tasks = openTasks();
    const std::uint32_t batch = openBatch();
    const PoolState& state = m_session.state();
    QString noTask = pool;
    if (noTask.isEmpty() && tasks.empty()) noTask = tr("select a task that has not ended");
    cancelTasks->setText(tasks.size() == 1  ? tr("&Cancel task %1").arg(countText(state.task(tasks.front()).id.value))
                         : tasks.size() > 1 ? tr("&Cancel %1 tasks").arg(countText(tasks.size()))
                                            : tr("&Cancel the task"));
    follow(cancelTasks, tr("End its items as cancelled; one that runs ends with its worker, which is replaced"), noTask);
    QString noBatch = pool;
    if (noBatch.isEmpty() && batch == kNoIndex) noBatch = tr("select a batch that has not ended, or something in it");
    cancelBatch->setText(batch == kNoIndex ? tr("Cancel the &batch") : tr("Cancel &batch %1").arg(state.batches()[batch].id.value));
    follow(cancelBatch, tr("End everything of it that has not ended as cancelled"), noBatch);
    m_cancelMenu->menuAction()->setEnabled(noTask.isEmpty() || noBatch.isEmpty());
    m_cancelMenu->menuAction()->setToolTip(
        m_cancelMenu->menuAction()->isEnabled()
            ? tr("Cancel tasks, one item, or a whole batch")
            : tr("Cancel tasks, one item, or a whole batch\nNot now: %1").arg(noBatch));
    m_itemMenu->setEnabled(tasks.size() == 1 && pool.isEmpty() && state.task(tasks.front()).items > 1);
}

std::vector<std::uint32_t> LiveControl::openTasks() const {
    const PoolState& state = m_session.state();
    std::vector<std::uint32_t> tasks;
    if (!m_session.hasPool()) return tasks;
    std::vector<Subject> subjects;
    if (m_selected) subjects = m_selected();
    if (subjects.empty()) subjects.push_back(m_selection.subject());
    for (const Subject& subject : subjects) {
        std::uint32_t task = subject.kind == Subject::Kind::Task ? subject.index : kNoIndex;
        if (subject.kind == Subject::Kind::Worker && subject.index < state.workers().size())
            task = state.workers()[subject.index].current_task;
        if (task < state.task_count() && state.task(task).phase < TaskPhase::Done) tasks.push_back(task);
    }
    std::sort(tasks.begin(), tasks.end());
    tasks.erase(std::unique(tasks.begin(), tasks.end()), tasks.end());
    return tasks;
}

std::uint32_t LiveControl::openBatch() const {
    const PoolState& state = m_session.state();
    if (!m_session.hasPool()) return kNoIndex;
    const Subject subject = m_selection.subject();
    std::optional<std::uint32_t> batch;
    if (subject.kind == Subject::Kind::Batch) batch = subject.index;
    if (subject.kind == Subject::Kind::Task && subject.index < state.task_count())
        batch = state.find_batch(state.task(subject.index).batch);
    if (subject.kind == Subject::Kind::Result && subject.index < state.result_count())
        batch = state.find_batch(state.result(subject.index).batch);
    if (subject.kind == Subject::Kind::Worker && subject.index < state.workers().size()) {
        const std::uint32_t task = state.workers()[subject.index].current_task;
        if (task < state.task_count()) batch = state.find_batch(state.task(task).batch);
    }
    return batch && *batch < state.batches().size() && !state.batches()[*batch].ended ? *batch : kNoIndex;
}

void LiveControl::cancelSelected() {
    for (const std::uint32_t task : openTasks()) ask(cancelTasks, m_session.cancelTask(m_session.state().task(task).id));
}

void LiveControl::fillItems() {
    m_itemMenu->clear();
    const std::vector<std::uint32_t> tasks = openTasks();
    if (tasks.size() != 1) return;
    const TaskRow task = m_session.state().task(tasks.front());
    const std::size_t offered = std::min<std::size_t>(task.items, kItemsOffered);
    for (std::size_t position = 0; position < offered; ++position) {
        const std::uint64_t item = task.first_item + position;
        QAction* const action = m_itemMenu->addAction(tr("Item %1").arg(countText(item)));
        connect(action, &QAction::triggered, this,
                [this, item, batch = task.batch] { ask(cancelTasks, m_session.cancelItem(batch, item)); });
    }
    if (task.items <= offered) return;
    QAction* const another = m_itemMenu->addAction(tr("Another of its %1 items…").arg(countText(task.items)));
    another->setObjectName(QStringLiteral("anotherItem"));
    connect(another, &QAction::triggered, this, [this, task] { askForItem(task); });
}

void LiveControl::askForItem(const TaskRow& task) {
    auto* const dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("itemNumber"));
    dialog->setWindowTitle(tr("Cancel one item"));
    const std::uint64_t last = task.first_item + task.items - 1;
    dialog->setLabelText(tr("Number of the item, %1 to %2:").arg(countText(task.first_item), countText(last)));
    dialog->setInputMode(QInputDialog::IntInput);
    constexpr std::uint64_t kMost = std::numeric_limits<int>::max();
    dialog->setIntRange(static_cast<int>(std::min(task.first_item, kMost)), static_cast<int>(std::min(last, kMost)));
    connect(dialog, &QInputDialog::intValueSelected, this,
            [this, batch = task.batch](int item) { ask(cancelTasks, m_session.cancelItem(batch, static_cast<std::uint64_t>(item))); });
    dialog->open();
}

void LiveControl::showLimits() {
    if (!m_dialog) {
        m_dialog = new LimitsDialog(m_window);
        connect(m_dialog, &LimitsDialog::wanted, this, [this](const WorkerLimits& wanted) {
            if (m_dialog) m_dialog->setRequest(m_session.setLimits(wanted));
        });
        m_dialog->showLimits(m_session.state().summary());
    } else if (!m_dialog->isVisible()) {
        m_dialog->showLimits(m_session.state().summary());
    }
    m_dialog->follow(m_session, whyNot());
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

}  // namespace poolscope::ui
