// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/task_model.h"

#include <algorithm>

#include <QLocale>

#include "format/outcome.h"
#include "format/quantity.h"
#include "models/roles.h"

namespace poolscope::ui {

namespace {

std::vector<Column> columns() {
    using Kind = Column::Kind;
    const auto tr = [](const char* text) { return TaskModel::tr(text); };
    return {
        {tr("Task"), tr("Number of the task: what a worker takes at once, one chunk"), Kind::Number, 76},
        {tr("Batch"), tr("Number of the batch"), Kind::Number, 60},
        {tr("Function"), tr("What is called"), Kind::Value, 150},
        {tr("Items"), tr("Which items of the batch, from 0"), Kind::Number, 120},
        {tr("State"), tr("How the task stands or ended"), Kind::Words, 86},
        {tr("Attempt"), tr("1 the first time; more after a worker died"), Kind::Number, 72},
        {tr("Waited"), tr("From being given to the worker to its begin"), Kind::Number, 84},
        {tr("Duration"), tr("How long it ran, or has run so far"), Kind::Number, 84},
        {tr("Started"), tr("When it began, since the beginning of the run"), Kind::Number, 84},
        {tr("Worker"), tr("The worker that it was last given to"), Kind::Words, 132},
        {tr("Output"), tr("What it wrote to standard output (out) and standard error (err)"), Kind::Words, 130},
    };
}

}  // namespace

TaskModel::TaskModel(const PoolState& state, QObject* parent) : IndexedTableModel(state, columns(), parent) {}

std::size_t TaskModel::sourceCount() const {
    return moment().taskCount();
}

void TaskModel::showMoment() {
    lookAgain();
}

void TaskModel::apply(const ChangeSet& changes) {
    if (changes.replaced) {
        m_now = m_told = 0;
        forget();
    }
    m_now = std::max(m_now, state().summary().last);
    if (changes.replaced) m_outputs.clear();
    std::vector<std::uint32_t> touched = m_outputs.update(state());
    touched.insert(touched.end(), changes.changed_tasks.begin(), changes.changed_tasks.end());
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    changed(touched);
    grow();
}

void TaskModel::setNow(Time now) {
    constexpr Time kBetween = 100'000'000;
    m_now = now;
    if (moment().isPast() || now - m_told < kBetween) return;
    m_told = now;
    std::vector<std::uint32_t> running;
    for (const WorkerLife& worker : state().workers()) {
        if (worker.ended || worker.current_task == kNoIndex) continue;
        const int row = rowOf(worker.current_task);
        if (row >= 0) running.push_back(static_cast<std::uint32_t>(row));
    }
    std::sort(running.begin(), running.end());
    tellChanged(running, Duration, Duration);
}

QString TaskModel::functionOf(const TaskRow& task) const {
    const std::size_t batch = task.batch.value - 1;
    return batch < state().batches().size() ? QString::fromStdString(state().batches()[batch].function) : QString();
}

QString TaskModel::text(const TaskRow& task, int column) const {
    switch (column) {
    case Task: return countText(task.id.value);
    case Batch: return countText(task.batch.value);
    case Function: return functionOf(task);
    case Items:
        return task.items <= 1
                   ? countText(task.first_item)
                   : tr("%1 – %2").arg(countText(task.first_item), countText(task.first_item + task.items - 1));
    case Phase: return phaseName(task.phase);
    case Worker:
        return task.worker < state().workers().size() ? QString::fromStdString(state().workers()[task.worker].name)
                                                      : QString();
    case Attempt: return QLocale().toString(task.attempt);
    case Waited: return task.started ? durationText(std::max<Time>(0, task.started - task.assigned)) : QString();
    case Duration: {
        if (!task.started) return {};
        return durationText(std::max<Time>(0, (task.ended == kOpen ? moment().now(m_now) : task.ended) - task.started));
    }
    case Started: return task.started ? durationText(task.started - state().summary().origin) : QString();
    case Output: return moment().isPast() && task.ended == kOpen ? QString() : m_outputs.text(task.id);
    default: return {};
    }
}

QVariant TaskModel::cell(int row, int column, int role) const {
    const std::uint32_t source = sourceAt(row);
    if (source >= moment().taskCount()) return {};
    const TaskRow task = moment().task(source);
    switch (role) {
    case SubjectRole: return source;
    case Qt::DisplayRole: return text(task, column);
    case InkRole: return column == Phase ? QVariant(static_cast<int>(phaseInk(task.phase))) : QVariant();
    default: return {};
    }
}

quint32 TaskModel::stateBit(std::size_t source) const {
    return bit(moment().task(static_cast<std::uint32_t>(source)).phase);
}

quint32 TaskModel::batchOf(std::size_t source) const {
    return state().task(source).batch.value;
}

bool TaskModel::hasText(std::size_t source, const QString& wanted) const {
    const TaskRow task = moment().task(static_cast<std::uint32_t>(source));
    for (const int column : {Task, Function, Items, Worker, Phase})
        if (text(task, column).contains(wanted, Qt::CaseInsensitive)) return true;
    return false;
}

std::int64_t TaskModel::sortKey(std::size_t source, int column) const {
    const TaskRow task = moment().task(static_cast<std::uint32_t>(source));
    switch (column) {
    case Task: return static_cast<std::int64_t>(task.id.value);
    case Batch:
    case Function: return task.batch.value;
    case Items: return static_cast<std::int64_t>(task.first_item);
    case Phase: return static_cast<std::int64_t>(task.phase);
    case Worker: return task.worker == kNoIndex ? -1 : std::int64_t{task.worker};
    case Attempt: return task.attempt;
    case Waited: return task.started ? task.started - task.assigned : -1;
    case Duration: return task.started ? (task.ended == kOpen ? moment().now(m_now) : task.ended) - task.started : -1;
    case Started: return task.started;
    case Output: return static_cast<std::int64_t>(m_outputs.bytes(task.id));
    default: return 0;
    }
}

}  // namespace poolscope::ui
