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
        {tr("State"), tr("How the task stands or ended"), Kind::Words, 116},
        {tr("Attempt"), tr("1 the first time; more after a worker died"), Kind::Number, 72},
        {tr("Queued"), tr("From the batch's submission until a worker got it"), Kind::Number, 84},
        {tr("Waited"), tr("From being given to the worker to its begin"), Kind::Number, 84},
        {tr("Duration"), tr("How long it ran, or has run so far"), Kind::Number, 84},
        {tr("Started"), tr("When it began, since the beginning of the run"), Kind::Number, 84},
        {tr("Worker"), tr("The worker that it was last given to"), Kind::Words, 132},
        {tr("Output"), tr("What it wrote to standard output (out) and standard error (err)"), Kind::Words, 130},
    };
}

}  // namespace

TaskModel::TaskModel(const PoolState& state, const ValueSource& values, QObject* parent)
    : IndexedTableModel(state, columns(), parent), m_subject(state, values, m_outputs) {}

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
    // By slots: of lives there may be as many as tasks.
    std::vector<std::uint32_t> running;
    for (std::size_t slot = 0; slot < state().slot_count(); ++slot) {
        const std::uint32_t worker = state().current_worker(slot);
        if (worker == kNoIndex || state().workers()[worker].ended) continue;
        if (const std::uint32_t task = state().workers()[worker].current_task; task != kNoIndex) running.push_back(task);
    }
    std::sort(running.begin(), running.end());
    valuesMoved(running, Duration);
}

QString TaskModel::text(const TaskRow& task, int column) const {
    switch (column) {
    case Task: return countText(task.id.value);
    case Batch: return countText(task.batch.value);
    case Function: return QString::fromStdString(functionOf(state(), task));
    case Items:
        return task.items <= 1
                   ? countText(task.first_item)
                   : tr("%1 – %2").arg(countText(task.first_item), countText(task.first_item + task.items - 1));
    case Phase: return phaseName(task.phase);
    case Worker:
        return task.worker < state().workers().size() ? QString::fromStdString(state().workers()[task.worker].name)
                                                      : QString();
    case Attempt: return QLocale().toString(task.attempt);
    case Queued: {
        const std::optional<Time> time = queueTime(state(), task);
        return time ? durationText(*time) : QString();
    }
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

bool TaskModel::fits(std::size_t source) const {
    m_subject.show(moment().task(static_cast<std::uint32_t>(source)), moment().now(m_now));
    return filter().matches(m_subject);
}

const FilterVocabulary& TaskModel::vocabulary() const {
    const auto choice = [](TaskPhase phase) {
        return FilterChoice{QString::fromLatin1(to_string(phase)).replace(u' ', u'-'), static_cast<qint64>(phase)};
    };
    static const FilterVocabulary words{
        {FilterField::State, FilterField::Worker, FilterField::Slot, FilterField::Pid, FilterField::Batch, FilterField::Function,
         FilterField::Item, FilterField::Task, FilterField::Attempt, FilterField::Duration, FilterField::Queue,
         FilterField::Transport, FilterField::Moment, FilterField::Value, FilterField::Error, FilterField::Arguments,
         FilterField::Output},
        {choice(TaskPhase::Assigned), choice(TaskPhase::Running), choice(TaskPhase::Waiting), choice(TaskPhase::Done),
         choice(TaskPhase::Failed), choice(TaskPhase::Lost), choice(TaskPhase::TimedOut), choice(TaskPhase::Cancelled)}};
    return words;
}

std::vector<FilterField> TaskModel::facetFields() const {
    return {FilterField::State, FilterField::Worker, FilterField::Batch, FilterField::Attempt};
}

void TaskModel::facetKeys(std::size_t source, qint64* keys) const {
    const TaskRow task = moment().task(static_cast<std::uint32_t>(source));
    keys[0] = static_cast<qint64>(task.phase);
    keys[1] = task.worker == kNoIndex ? kNoFacet : qint64{task.worker};
    keys[2] = task.batch.value;
    keys[3] = task.attempt;
}

FacetValue TaskModel::facetValue(FilterField field, qint64 key) const {
    if (field != FilterField::State) return taskFacetValue(state(), field, key);
    const auto phase = static_cast<TaskPhase>(key);
    return {stateWord(vocabulary(), key), phaseName(phase), phaseInk(phase)};
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
    case Queued: return queueTime(state(), task).value_or(-1);
    case Waited: return task.started ? task.started - task.assigned : -1;
    case Duration: return task.started ? (task.ended == kOpen ? moment().now(m_now) : task.ended) - task.started : -1;
    case Started: return task.started;
    case Output: return static_cast<std::int64_t>(m_outputs.bytes(task.id));
    default: return 0;
    }
}

}  // namespace poolscope::ui
