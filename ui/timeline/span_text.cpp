// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/span_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "format/activity.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "format/signal_name.h"
#include "timeline/time_ticks.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("SpanText", text); }

QString itemsText(const TaskRow& task) {
    if (task.items == 0) return {};
    if (task.items == 1) return say("item %1").arg(task.first_item);
    return say("items %1–%2").arg(task.first_item).arg(task.first_item + task.items - 1);
}

QString workerName(const TimeIndex& index, const Span& span) {
    const WorkerLife* worker = index.source()->worker(span.worker);
    return worker ? say("worker %1").arg(worker->id.value) : say("worker");
}

/// "running task 812", "initializing", "killed by SIGKILL"
QString whatText(const TimeIndex& index, const Span& span) {
    if (span.activity == WorkerActivity::Running) {
        const auto task = index.source()->task(span.task);
        QString text = task ? say("running task %1").arg(task->id.value) : activityName(span.activity);
        if (span.failed) {
            const bool isSettled = task && task->phase > TaskPhase::Done;
            text += QStringLiteral(", ") + (isSettled ? phaseName(task->phase) : say("failed"));
        }
        return text;
    }
    if (span.activity == WorkerActivity::Crashed || span.activity == WorkerActivity::Ended) {
        const WorkerLife* worker = index.source()->worker(span.worker);
        const QString why = worker ? endText(*worker) : QString();
        if (!why.isEmpty()) return why;
    }
    return activityName(span.activity);
}

QString row(const QString& name, const QString& value) {
    return QStringLiteral("<tr><td style='padding-right:10px'>%1</td><td>%2</td></tr>")
        .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

QString rangeText(Time begin, Time end, Time origin) {
    const Time resolution = std::max<Time>(1, (end - begin) / 100);
    return QStringLiteral("%1 – %2").arg(momentText(begin - origin, resolution), momentText(end - origin, resolution));
}

}  // namespace

QString spokenSpan(const TimeIndex& index, SpanSpot spot) {
    const Span span = index.lane(spot.slot).times.span(spot.span);
    const Time length = LaneIndex::endOf(span, index.now()) - span.begin;
    return say("%1: %2, %3").arg(workerName(index, span), whatText(index, span), durationText(length));
}

QString spokenLane(const TimeIndex& index, std::size_t slot) {
    const LaneIndex& lane = index.lane(slot).times;
    if (lane.size() == 0) return say("slot %1: nothing yet").arg(slot);
    const WorkerLife* worker = index.source()->worker(lane.last().worker);
    QString text = say("slot %1, %2").arg(QString::number(slot), spokenSpan(index, {slot, lane.size() - 1}));
    if (worker) {
        text += say("; generation %1, tasks done: %2").arg(worker->generation).arg(worker->tasks_done);
    }
    return text;
}

QString spanToolTip(const TimeIndex& index, SpanSpot spot) {
    const SpanSource& source = *index.source();
    const Span span = index.lane(spot.slot).times.span(spot.span);
    const Time end = LaneIndex::endOf(span, index.now());
    QString rows;
    const auto task = span.activity == WorkerActivity::Running ? source.task(span.task) : std::nullopt;
    if (task) {
        const BatchInfo* batch = source.batch(task->batch);
        QString what = itemsText(*task);
        if (batch) {
            what = say("%1 of %2(%3), batch %4")
                       .arg(what, QString::fromStdString(batch->method), QString::fromStdString(batch->function))
                       .arg(batch->id.value);
        }
        rows += row(say("what"), what);
        if (task->attempt > 1) rows += row(say("attempt"), QString::number(task->attempt));
    }
    const WorkerLife* worker = source.worker(span.worker);
    if (worker) {
        rows += row(say("where"), say("%1 (pid %2), slot %3, generation %4")
                                      .arg(QString::fromStdString(worker->name))
                                      .arg(worker->pid)
                                      .arg(spot.slot)
                                      .arg(worker->generation));
    }
    QString length = durationText(end - span.begin);
    if (span.end == kOpen && !source.isComplete()) length += say(" so far");
    rows += row(say("how long"), length);
    rows += row(say("when"), rangeText(span.begin, end, index.origin()));
    QString why;
    switch (span.activity) {
    case WorkerActivity::Starting:
        if (worker) why = say("process started with %1").arg(QString::fromStdString(worker->start_method));
        break;
    case WorkerActivity::Initializing: why = say("the initializer runs once in each worker"); break;
    case WorkerActivity::Idle: why = say("waits for a task"); break;
    case WorkerActivity::Transport: why = say("a task or its result is on the way"); break;
    case WorkerActivity::Stopped: why = say("stopped by a signal; continues with SIGCONT"); break;
    case WorkerActivity::Retiring:
        if (worker && worker->cause) {
            why = say("takes no more tasks and leaves: %1").arg(endText(*worker));
            break;
        }
        if (const auto most = worker ? source.maxTasksOf(*worker) : std::nullopt)
            why = say("takes no more tasks and leaves; maxtasksperchild is %1").arg(*most);
        else why = say("takes no more tasks and leaves");
        break;
    case WorkerActivity::Running:
        if (span.failed) why = task ? phaseName(task->phase) : say("failed");
        break;
    case WorkerActivity::Ended:
    case WorkerActivity::Crashed:
        if (worker) why = QString::fromStdString(worker->message);
        break;
    }
    if (!why.isEmpty()) rows += row(say("why"), why);
    QString title = whatText(index, span);
    if (!title.isEmpty()) title[0] = title[0].toUpper();
    return QStringLiteral("<qt><b>%1</b><table cellspacing='0'>%2</table></qt>").arg(title.toHtmlEscaped(), rows);
}

QString stretchToolTip(const TimeIndex& index, std::size_t slot, Time begin, Time end) {
    const IndexedLane& lane = index.lane(slot);
    const StateTimes times = lane.times.timesWithin(begin, end, index.now());
    const std::size_t tasks = lane.times.tasksWithin(begin, end, index.now());
    QString rows;
    for (std::size_t state = 0; state < kPaintedStates; ++state) {
        if (times.ns[state] == 0) continue;
        const double share = static_cast<double>(times.ns[state]) / static_cast<double>(end - begin);
        rows += row(activityName(activityOf(state)), percentText(share));
    }
    const auto count = [&](MarkKind kind, const char* name) {
        const std::size_t many = lane.events.countWithin(kind, begin, end);
        if (many > 0) rows += row(say(name), QString::number(many));
    };
    count(MarkKind::FailedTask, QT_TRANSLATE_NOOP("SpanText", "failed tasks"));
    count(MarkKind::Crashed, QT_TRANSLATE_NOOP("SpanText", "crashes"));
    count(MarkKind::Recycled, QT_TRANSLATE_NOOP("SpanText", "workers replaced"));
    rows += row(say("when"), rangeText(begin, end, index.origin()));
    return QStringLiteral("<qt><b>%1</b><table cellspacing='0'>%2</table></qt>")
        .arg(say("Slot %1: %2 tasks in %3").arg(slot).arg(tasks).arg(durationText(end - begin)).toHtmlEscaped(), rows);
}

QString taskLabel(const SpanSource& source, const Span& span, int detail) {
    const auto task = source.task(span.task);
    if (!task) return {};
    const QString number = QString::number(task->id.value);
    if (detail <= 0) return number;
    const QString name = say("task %1").arg(number);
    if (detail == 1) return name;
    const BatchInfo* batch = source.batch(task->batch);
    const QString function = batch ? QString::fromStdString(batch->function) : QString();
    QString text = name;
    if (!function.isEmpty()) text += QStringLiteral(" · ") + function;
    if (detail == 2) return text;
    const QString items = itemsText(*task);
    if (!items.isEmpty()) text += QStringLiteral(" · ") + items;
    return text;
}

QString crashLabel(const WorkerLife& worker) {
    if (!worker.cause) return {};
    switch (*worker.cause) {
    case EndCause::Crashed:
    case EndCause::Killed: return worker.signal ? signalName(*worker.signal) : activityName(WorkerActivity::Crashed);
    case EndCause::Exited: return worker.exit_code ? say("exit %1").arg(*worker.exit_code) : say("exited");
    case EndCause::TimedOut: return say("time out");
    case EndCause::MemoryLimit: return say("memory limit");
    case EndCause::OutOfMemory: return say("out of memory");
    case EndCause::ByUser: return worker.signal ? signalName(*worker.signal) : say("by request");
    default: return endText(worker);
    }
}

}  // namespace poolscope::ui
