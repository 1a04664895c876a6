// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/facts.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include "format/activity.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "session/run_moment.h"
#include "session/value_source.h"

namespace poolscope::ui {

namespace {

constexpr std::size_t kTextChars = 20'000;
constexpr std::uint32_t kItemsShown = 100;

QString say(const char* text) {
    return QCoreApplication::translate("Facts", text);
}

class Describer {
public:
    Describer(const RunMoment& moment, const ValueSource& values, Time now)
        : m_moment(moment), m_state(moment.state()), m_values(values), m_now(now) {}

    Facts worker(std::uint32_t index);
    Facts task(std::uint32_t index);
    Facts result(std::uint32_t row);
    Facts batch(std::uint32_t index);
    Facts event(std::uint32_t index);

private:
    void add(const QString& name, const QString& value, Subject link = {}) {
        if (!value.isEmpty()) m_facts.facts.push_back({name, value, link});
    }
    void addText(const QString& name, const QString& text, Ink ink = Ink::Muted) {
        if (!text.isEmpty()) m_facts.texts.push_back({name, text, ink});
    }
    QString since(std::optional<Time> moment) const {
        return moment && *moment > 0 ? durationText(*moment - m_state.summary().origin) : QString();
    }
    void addWorker(std::uint32_t index) {
        if (index >= m_state.workers().size()) return;
        const WorkerLife& life = m_state.workers()[index];
        add(say("Worker"), say("%1 in slot %2").arg(QString::fromStdString(life.name)).arg(life.slot.value),
            {Subject::Kind::Worker, index});
        add(say("PID"), life.pid ? QString::number(life.pid) : QString());
    }
    void addBatch(BatchId id) {
        const auto index = m_state.find_batch(id);
        if (!index) return;
        const BatchInfo& info = m_state.batches()[*index];
        add(say("Batch"),
            QStringLiteral("%1 · %2(%3)")
                .arg(QLocale().toString(id.value), QString::fromStdString(info.method),
                     QString::fromStdString(info.function)),
            {Subject::Kind::Batch, static_cast<std::uint32_t>(*index)});
    }
    void addTaskTimes(const TaskRow& row) {
        add(say("Given out"), since(row.assigned));
        if (const auto batch = m_state.find_batch(row.batch); batch && row.worker != kNoIndex)
            add(say("In the queue"), durationText(std::max<Time>(0, row.assigned - m_state.batches()[*batch].submitted)));
        if (!row.started) return;
        add(say("In transport"), durationText(std::max<Time>(0, row.started - row.assigned)));
        add(say("Started"), since(row.started));
        add(row.ended == kOpen ? say("Runs for") : say("Ran for"),
            durationText(std::max<Time>(0, (row.ended == kOpen ? m_now : row.ended) - row.started)));
    }
    /// Why the worker of an item that was lost or ran out of time is gone, and what it said last.
    void addEnd(const TaskRow& row, std::optional<std::uint64_t> item) {
        if (row.worker < m_state.workers().size()) {
            const WorkerLife& life = m_state.workers()[row.worker];
            if (life.ended && *life.ended >= row.started && life.activity == WorkerActivity::Crashed)
                add(say("Its worker"), endText(life), {Subject::Kind::Worker, row.worker});
        }
        addText(item ? say("Last lines of its standard error") : say("Last lines of standard error"), lastErrorLines(row, item),
                Ink::Caution);
    }
    /// Which call in which process the error came from.
    void addOrigin(const TaskRow& row, std::uint64_t item) {
        const auto batch = m_state.find_batch(row.batch);
        const QString function = batch ? QString::fromStdString(m_state.batches()[*batch].function) : QString();
        if (row.worker >= m_state.workers().size()) return add(say("Came from"), say("item %1 of %2, in no worker").arg(item).arg(function));
        const WorkerLife& life = m_state.workers()[row.worker];
        add(say("Came from"), say("item %1 of %2, attempt %3, in %4 (pid %5)")
                                  .arg(item).arg(function).arg(row.attempt).arg(QString::fromStdString(life.name)).arg(life.pid));
    }
    QString lastErrorLines(const TaskRow& row, std::optional<std::uint64_t> item) const {
        constexpr int kLines = 12;
        const auto task = m_state.find_task(row.id);
        if (!task) return {};
        QString text;
        const std::vector<std::uint32_t> rows = m_state.outputs_of_task(*task);
        for (auto at = rows.rbegin(); at != rows.rend() && text.count(u'\n') <= kLines; ++at) {
            const OutputRow piece = m_state.output(*at);
            if (piece.stream != trace::OutputStream::Err) continue;
            if (item && piece.item.value_or(*item) != *item) continue;
            text.prepend(m_values.output(piece));
        }
        while (text.endsWith(u'\n')) text.chop(1);
        QStringList lines = text.split(u'\n');
        if (lines.size() > kLines) lines = QStringList{QStringLiteral("\u2026")} + lines.mid(lines.size() - kLines);
        return lines.join(u'\n');
    }
    QString errorText(const ItemValue& value) const {
        return value.errorType.isEmpty() ? value.errorMessage
                                         : value.errorType + QStringLiteral(": ") + value.errorMessage;
    }

    const RunMoment& m_moment;
    const PoolState& m_state;
    const ValueSource& m_values;
    Time m_now;
    Facts m_facts;
};

Facts Describer::worker(std::uint32_t index) {
    const WorkerLife life = m_moment.worker(index);
    m_facts.title = QString::fromStdString(life.name);
    m_facts.state = life.ended ? endText(life) : activityName(life.activity);
    m_facts.stateInk = life.activity == WorkerActivity::Crashed ? Ink::Bad : life.ended ? Ink::Muted : Ink::Accent;
    add(say("Slot"), QLocale().toString(life.slot.value));
    add(say("Generation"), QLocale().toString(life.generation));
    add(say("PID"), life.pid ? QString::number(life.pid) : QString());
    add(say("Start method"), QString::fromStdString(life.start_method));
    add(say("Starting"), since(life.starting));
    if (life.ready) add(say("Ready after"), durationText(*life.ready - life.starting));
    if (life.initializing && life.ready) add(say("Initializer"), durationText(*life.ready - *life.initializing));
    add(life.ended ? say("Lived for") : say("Lives for"),
        durationText(std::max<Time>(0, life.ended.value_or(m_now) - life.starting)));
    if (life.current_task < m_state.task_count())
        add(say("Runs task"), countText(m_state.task(life.current_task).id.value),
            {Subject::Kind::Task, life.current_task});
    if (!life.ended && !m_moment.isPast()) add(say("In its lane"), countText(life.assigned_tasks));
    add(say("Tasks done"), countText(life.tasks_done));
    add(say("Items done"), countText(life.items_done));
    add(say("CPU time"), life.cpu_ns ? durationText(life.cpu_ns) : QString());
    add(say("Memory"), life.rss_bytes ? bytesText(life.rss_bytes) : QString());
    add(say("Most memory"), life.max_rss_bytes ? bytesText(life.max_rss_bytes) : QString());
    addText(say("Message"), QString::fromStdString(life.message),
            life.activity == WorkerActivity::Crashed ? Ink::Bad : Ink::Muted);
    return m_facts;
}

Facts Describer::task(std::uint32_t index) {
    const TaskRow row = m_moment.task(index);
    m_facts.title = say("Task %1").arg(countText(row.id.value));
    m_facts.state = phaseName(row.phase);
    m_facts.stateInk = phaseInk(row.phase);
    addBatch(row.batch);
    add(say("Items"), row.items == 1 ? say("item %1").arg(countText(row.first_item))
                                     : say("%1, from %2 to %3")
                                           .arg(countText(row.items), countText(row.first_item),
                                                countText(row.first_item + row.items - 1)));
    addWorker(row.worker);
    if (row.attempt > 1) add(say("Attempt"), QLocale().toString(row.attempt));
    addTaskTimes(row);
    addText(say("Arguments"), m_values.arguments(row, kTextChars));
    if (row.ended_offset == 0) return m_facts;
    QStringList results;
    QStringList errors;
    const std::uint32_t shown = std::min(row.items, kItemsShown);
    for (std::uint32_t position = 0; position < shown; ++position) {
        const ItemValue value = m_values.result(row, position, kTextChars / shown + 40);
        if (value.isMissing) continue;
        const QString before = row.items > 1 ? QStringLiteral("[%1] ").arg(row.first_item + position) : QString();
        if (value.outcome != trace::ItemOutcome::Done)
            errors << before + errorText(value);
        else
            results << before + (value.omittedBytes
                                     ? say("%1, not kept in the trace").arg(bytesText(value.omittedBytes))
                                     : value.text);
    }
    if (row.items > shown) results << say("… and %1 more").arg(countText(row.items - shown));
    addText(say("Error"), errors.join(QLatin1Char('\n')), Ink::Bad);
    if (row.phase == TaskPhase::Lost || row.phase == TaskPhase::TimedOut) addEnd(row, {});
    addText(row.items > 1 ? say("Values") : say("Value"), results.join(QLatin1Char('\n')));
    return m_facts;
}

Facts Describer::result(std::uint32_t at) {
    const ResultRow row = m_state.result(at);
    const TaskRow& taskRow = m_state.task(row.task);
    m_facts.title = say("Item %1").arg(countText(row.item));
    m_facts.state = outcomeName(row.outcome);
    m_facts.stateInk = outcomeInk(row.outcome);
    addBatch(row.batch);
    add(say("Task"), countText(taskRow.id.value), {Subject::Kind::Task, row.task});
    addWorker(taskRow.worker);
    addTaskTimes(taskRow);
    const ItemValue value = m_values.result(taskRow, row.position, kTextChars);
    if (row.outcome != trace::ItemOutcome::Done) {
        add(say("Error type"), value.errorType);
        addOrigin(taskRow, row.item);
        addText(say("Error"), errorText(value), Ink::Bad);
    } else if (value.omittedBytes)
        addText(say("Value"), say("%1, not kept in the trace").arg(bytesText(value.omittedBytes)));
    else
        addText(say("Value"), value.isMissing ? say("(not in the trace)") : value.text);
    if (row.outcome == trace::ItemOutcome::Lost || row.outcome == trace::ItemOutcome::TimedOut) addEnd(taskRow, row.item);
    addText(say("Arguments"), m_values.argument(taskRow, row.position, kTextChars));
    return m_facts;
}

Facts Describer::batch(std::uint32_t index) {
    const BatchInfo info = m_moment.batch(index);
    m_facts.title = say("Batch %1").arg(countText(info.id.value));
    m_facts.state = outcomeName(info.outcome);
    m_facts.stateInk = outcomeInk(info.outcome);
    add(say("Method"), QString::fromStdString(info.method));
    add(say("Function"), QString::fromStdString(info.function));
    add(say("Input"), QString::fromStdString(info.description));
    add(say("Items"), info.items ? say("%1 of %2").arg(countText(info.items_settled()), countText(*info.items))
                                 : say("%1, more to come").arg(countText(info.items_settled())));
    add(say("Chunk size"), countText(info.chunksize));
    if (info.tasks) add(say("Tasks"), say("%1 of %2").arg(countText(info.tasks_ended), countText(*info.tasks)));
    add(say("Failed"), info.items_failed ? countText(info.items_failed) : QString());
    add(say("Lost"), info.items_lost ? countText(info.items_lost) : QString());
    add(say("Timed out"), info.items_timed_out ? countText(info.items_timed_out) : QString());
    add(say("Cancelled"), info.items_cancelled ? countText(info.items_cancelled) : QString());
    add(say("Submitted"), since(info.submitted));
    if (info.first_started) add(say("First start after"), durationText(*info.first_started - info.submitted));
    add(info.ended ? say("Took") : say("Takes so far"),
        durationText(std::max<Time>(0, info.ended.value_or(m_now) - info.submitted)));
    if (info.error_worker && info.error_worker->value >= 1) addWorker(info.error_worker->value - 1);
    if (info.error_item) add(say("Failing item"), countText(*info.error_item));
    if (!info.error_type.empty())
        addText(say("First error"), QString::fromStdString(info.error_type + ": " + info.error_message), Ink::Bad);
    return m_facts;
}

Facts Describer::event(std::uint32_t index) {
    const Event& row = m_state.events()[index];
    m_facts.title = say("Event");
    m_facts.state = severityName(row.severity);
    m_facts.stateInk = severityInk(row.severity);
    add(say("Time"), since(row.time));
    addWorker(row.worker);
    if (row.task < m_state.task_count())
        add(say("Task"), countText(m_state.task(row.task).id.value), {Subject::Kind::Task, row.task});
    addText(say("What happened"), QString::fromStdString(row.text), severityInk(row.severity));
    return m_facts;
}

/// What there is at all, and how much of it at the moment that is looked at.
struct Extent {
    std::size_t all = 0;
    std::size_t there = 0;
};
Extent extentOf(Subject::Kind kind, const RunMoment& moment) {
    const PoolState& state = moment.state();
    switch (kind) {
    case Subject::Kind::None: break;
    case Subject::Kind::Worker: return {state.workers().size(), moment.workerCount()};
    case Subject::Kind::Task: return {state.task_count(), moment.taskCount()};
    case Subject::Kind::Result: return {state.result_count(), moment.resultCount()};
    case Subject::Kind::Batch: return {state.batches().size(), moment.batchCount()};
    case Subject::Kind::Event: return {state.events().size(), moment.eventCount()};
    }
    return {};
}

Facts notThereYet(Subject subject, const PoolState& state) {
    Facts facts;
    switch (subject.kind) {
    case Subject::Kind::None: break;
    case Subject::Kind::Worker: facts.title = QString::fromStdString(state.workers()[subject.index].name); break;
    case Subject::Kind::Task: facts.title = say("Task %1").arg(countText(state.task(subject.index).id.value)); break;
    case Subject::Kind::Result: facts.title = say("Item %1").arg(countText(state.result(subject.index).item)); break;
    case Subject::Kind::Batch: facts.title = say("Batch %1").arg(countText(state.batches()[subject.index].id.value)); break;
    case Subject::Kind::Event: facts.title = say("Event"); break;
    }
    facts.state = say("not there yet at this moment");
    return facts;
}

}  // namespace

Facts describe(Subject subject, const RunMoment& moment, const ValueSource& values, Time now) {
    const Extent extent = extentOf(subject.kind, moment);
    if (subject.index >= extent.all) return {};
    if (subject.index >= extent.there) return notThereYet(subject, moment.state());
    Describer describer(moment, values, now);
    switch (subject.kind) {
    case Subject::Kind::None: break;
    case Subject::Kind::Worker: return describer.worker(subject.index);
    case Subject::Kind::Task: return describer.task(subject.index);
    case Subject::Kind::Result: return describer.result(subject.index);
    case Subject::Kind::Batch: return describer.batch(subject.index);
    case Subject::Kind::Event: return describer.event(subject.index);
    }
    return {};
}

}  // namespace poolscope::ui
