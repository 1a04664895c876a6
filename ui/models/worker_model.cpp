// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/worker_model.h"

#include <algorithm>

#include <QLocale>

#include "format/activity.h"
#include "format/quantity.h"
#include "models/roles.h"
#include "session/task_limit.h"

namespace poolscope::ui {

namespace {

std::vector<Column> columns() {
    using Kind = Column::Kind;
    const auto tr = [](const char* text) { return WorkerModel::tr(text); };
    return {
        {tr("Slot"), tr("The place in the pool, from 0"), Kind::Number, 44},
        {tr("Worker"), tr("The name of this life of the slot"), Kind::Words, 110},
        {tr("PID"), tr("Process id"), Kind::Number, 58},
        {tr("Gen"), tr("Generation: how many workers this slot has had"), Kind::Number, 40},
        {tr("State"), tr("What the worker does now"), Kind::Words, 104},
        {tr("Task"), tr("The task that it runs now"), Kind::Number, 68},
        {tr("Elapsed"), tr("For how long it has run that task; for a worker that has gone, how long it lived"),
         Kind::Number, 84},
        {tr("Tasks done"), tr("Tasks (chunks) completed, of maxtasksperchild if there is one"), Kind::Words, 92},
        {tr("CPU"), tr("Share of one CPU, between the last two samples; for a worker that has gone, over its life"),
         Kind::Number, 48},
        {tr("Memory"), tr("Resident memory, at the last sample"), Kind::Number, 74},
        {tr("End"), tr("Why the worker is gone"), Kind::Words, 104},
    };
}

}  // namespace

WorkerModel::WorkerModel(const PoolState& state, QObject* parent) : StateTableModel(state, columns(), parent) {}

std::size_t WorkerModel::wantedRows() const {
    return m_lives == Lives::All ? moment().workerCount() : state().slot_count();
}

void WorkerModel::showMoment() {
    changeTo(wantedRows());
}

void WorkerModel::setLives(Lives lives) {
    if (lives == m_lives) return;
    m_lives = lives;
    reset(wantedRows());
}

std::uint32_t WorkerModel::workerAt(int row) const {
    if (row < 0 || row >= rowCount()) return kNoIndex;
    const auto place = static_cast<std::size_t>(row);
    if (m_lives == Lives::All) return place < moment().workerCount() ? static_cast<std::uint32_t>(row) : kNoIndex;
    return place < state().slot_count() ? moment().currentWorker(place) : kNoIndex;
}

int WorkerModel::rowOf(std::uint32_t worker) const {
    if (worker >= state().workers().size()) return -1;
    if (m_lives == Lives::All) return static_cast<int>(worker) < rowCount() ? static_cast<int>(worker) : -1;
    const int row = static_cast<int>(state().workers()[worker].slot.value);
    return workerAt(row) == worker ? row : -1;
}

void WorkerModel::apply(const ChangeSet& changes) {
    if (changes.replaced) {
        m_usage.clear();
        m_told = 0;
        reset(0);
    }
    m_now = std::max(m_now, state().summary().last);
    if (changes.replaced) m_now = state().summary().last;
    m_usage.resize(state().workers().size());
    for (const std::uint32_t worker : changes.changed_workers)
        measure(worker);
    for (std::size_t worker = changes.first_worker; worker < state().workers().size(); ++worker)
        measure(static_cast<std::uint32_t>(worker));

    if (m_lives == Lives::All) {
        tellChanged(changes.changed_workers);
        growTo(wantedRows());
        return;
    }
    std::vector<std::uint32_t> places = changes.changed_slots;
    for (const std::uint32_t worker : changes.changed_workers)
        places.push_back(state().workers()[worker].slot.value);
    for (std::size_t worker = changes.first_worker; worker < state().workers().size(); ++worker)
        places.push_back(state().workers()[worker].slot.value);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    tellChanged(places);
    growTo(wantedRows());
}

void WorkerModel::setNow(Time now) {
    constexpr Time kBetween = 100'000'000;
    m_now = now;
    if (moment().isPast() || now - m_told < kBetween) return;
    m_told = now;
    std::vector<std::uint32_t> running;
    for (int row = 0; row < rowCount(); ++row) {
        const std::uint32_t worker = workerAt(row);
        if (worker != kNoIndex && state().workers()[worker].current_task != kNoIndex)
            running.push_back(static_cast<std::uint32_t>(row));
    }
    tellChanged(running, Elapsed, Elapsed);
}

void WorkerModel::measure(std::uint32_t worker) {
    const WorkerLife& life = state().workers()[worker];
    Usage& usage = m_usage[worker];
    if (life.cpu_ns == usage.cpuNs) {
        // The time of a sample is not kept in the state: without a new value, look again once it is old.
        constexpr Time kOld = 2'000'000'000;
        if (usage.at != 0 && state().summary().last - usage.at > kOld) usage.ratio = 0;
        return;
    }
    const Time before = usage.at != 0 ? usage.at : life.started.value_or(life.starting);
    const Time passed = state().summary().last - before;
    if (passed > 0) usage.ratio = static_cast<double>(life.cpu_ns - usage.cpuNs) / static_cast<double>(passed);
    usage.cpuNs = life.cpu_ns;
    usage.at = state().summary().last;
}

std::optional<double> WorkerModel::cpuRatio(const WorkerLife& worker) const {
    // Seen twice without having used anything, it took nothing between; one look tells of no stretch of time.
    if (worker.cpu_ns == 0) {
        const bool isSeenTwice = !worker.ended && !moment().isPast() && state().samples(worker.id.value - 1).size() > 1;
        return isSeenTwice ? std::optional(0.0) : std::nullopt;
    }
    if (worker.ended) {
        const Time lived = *worker.ended - worker.started.value_or(worker.starting);
        return lived > 0 ? std::optional(static_cast<double>(worker.cpu_ns) / static_cast<double>(lived))
                         : std::nullopt;
    }
    const std::size_t index = worker.id.value - 1;
    if (moment().isPast()) return pastRatio(worker);
    return index < m_usage.size() ? std::optional(m_usage[index].ratio) : std::nullopt;
}

std::optional<double> WorkerModel::pastRatio(const WorkerLife& worker) const {
    std::int64_t cpuBefore = 0;
    Time timeBefore = worker.started.value_or(worker.starting);
    std::optional<double> ratio;
    for (const WorkerSample& sample : state().samples(worker.id.value - 1)) {
        if (sample.time > *moment().time()) break;
        if (sample.time > timeBefore)
            ratio = static_cast<double>(sample.cpu_ns - cpuBefore) / static_cast<double>(sample.time - timeBefore);
        cpuBefore = sample.cpu_ns;
        timeBefore = sample.time;
    }
    return ratio;
}

double WorkerModel::fuse(const WorkerLife& worker) const {
    const std::optional<std::uint64_t> most = maxTasksOf(worker, state());
    if (!most || *most == 0) return -1;
    return std::min(1.0, static_cast<double>(worker.tasks_done) / static_cast<double>(*most));
}

QString WorkerModel::text(const WorkerLife& worker, int column) const {
    const QLocale locale;
    switch (column) {
    case Slot: return locale.toString(worker.slot.value);
    case Name: return QString::fromStdString(worker.name);
    case Pid: return worker.pid > 0 ? QString::number(worker.pid) : QString();
    case Generation: return locale.toString(worker.generation);
    case State: return activityName(worker.activity);
    case CurrentTask:
        return worker.current_task < state().task_count() ? countText(state().task(worker.current_task).id.value)
                                                          : QString();
    case Elapsed: {
        if (worker.ended) return durationText(*worker.ended - worker.starting);
        if (worker.current_task >= state().task_count()) return {};
        const Time started = state().task(worker.current_task).started;
        return started == 0 ? QString() : durationText(std::max<Time>(0, moment().now(m_now) - started));
    }
    case TasksDone: {
        if (fuse(worker) < 0) return countText(worker.tasks_done);
        return tr("%1 / %2").arg(countText(worker.tasks_done), countText(*maxTasksOf(worker, state())));
    }
    case Cpu: {
        const std::optional<double> ratio = cpuRatio(worker);
        return ratio ? tr("%1 %").arg(locale.toString(*ratio * 100, 'f', 0)) : QString();
    }
    case Memory: return worker.rss_bytes ? bytesText(worker.rss_bytes) : QString();
    case End: return endText(worker);
    default: return {};
    }
}

QVariant WorkerModel::cell(int row, int column, int role) const {
    const std::uint32_t index = workerAt(row);
    if (role == SubjectRole) return index;
    if (index == kNoIndex)
        return role == Qt::DisplayRole && column == Slot ? QVariant(QLocale().toString(row)) : QVariant();
    const WorkerLife worker = moment().worker(index);
    switch (role) {
    case Qt::DisplayRole: return text(worker, column);
    case Qt::ToolTipRole:
        if (column != End || !worker.ended) return {};
        return worker.message.empty() ? endText(worker) : endText(worker) + QLatin1Char('\n') + QString::fromStdString(worker.message);
    case ActivityRole: return column == State ? QVariant(static_cast<int>(worker.activity)) : QVariant();
    case FuseRole: return column == TasksDone ? QVariant(fuse(worker)) : QVariant();
    case InkRole:
        if (column == End && worker.activity == WorkerActivity::Crashed) return static_cast<int>(Ink::Bad);
        return worker.ended ? QVariant(static_cast<int>(Ink::Muted)) : QVariant();
    default: return {};
    }
}

}  // namespace poolscope::ui
