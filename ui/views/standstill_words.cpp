// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/standstill_words.h"

#include <QCoreApplication>

#include "format/activity.h"
#include "format/quantity.h"
#include "session/run_moment.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) { return QCoreApplication::translate("Standstill", text); }

QString worker(std::uint32_t index, const RunMoment& moment) {
    if (index >= moment.state().workers().size()) return say("a worker");
    const WorkerLife& life = moment.state().workers()[index];
    return say("%1 in slot %2").arg(QString::fromStdString(life.name)).arg(life.slot.value);
}

QString task(std::uint32_t index, const RunMoment& moment) {
    const PoolState& state = moment.state();
    if (index >= state.task_count()) return say("a task");
    const TaskRow row = state.task(index);
    const auto batch = state.find_batch(row.batch);
    if (!batch) return say("task %1").arg(countText(row.id.value));
    return say("task %1 (%2)").arg(countText(row.id.value), QString::fromStdString(state.batches()[*batch].function));
}

QString workers(std::uint64_t count) {
    return count == 1 ? say("1 worker") : say("%1 workers").arg(countText(count));
}

}  // namespace

QString standstillText(const StandstillReason& reason, const RunMoment& moment, Time now) {
    const PoolSummary& summary = moment.summary();
    const QString since = reason.since ? durationText(std::max<Time>(0, now - *reason.since)) : QString();
    const QString count = countText(reason.count);
    const QString message = QString::fromStdString(summary.phase_message);
    switch (reason.cause) {
    case StandstillCause::NoPool: return say("There is no pool: nothing was started.");
    case StandstillCause::HostGone: return say("The host ended without a word, and its workers with it.");
    case StandstillCause::Broken: return message.isEmpty() ? say("The pool is broken: nothing can run in it any more.") : say("The pool is broken: %1").arg(message);
    case StandstillCause::Ended: return say("The pool has ended.");
    case StandstillCause::RecordingStopped: return say("The recording was given up; the pool goes on, but nothing is told of it any more.");
    case StandstillCause::Terminating: return say("The pool is terminated; %1 have yet to go.").arg(workers(reason.count));
    case StandstillCause::NoBatch: return say("No batch was submitted yet.");
    case StandstillCause::AllDone: return reason.count == 1 ? say("The one batch is done; the pool waits for the next.") : say("All %1 batches are done; the pool waits for the next.").arg(count);
    case StandstillCause::Closing: return say("The pool is closed and all is done; %1 have yet to go.").arg(workers(reason.count));
    case StandstillCause::Paused: {
        const QString text = since.isEmpty() ? say("The pool is paused: no task is handed out.") : say("The pool is paused since %1: no task is handed out.").arg(since);
        return reason.count == 0 ? text : text + u' ' + say("What ran goes on, in %1.").arg(workers(reason.count));
    }
    case StandstillCause::StoppedWorker: {
        const QString text = say("%1 was stopped by a signal %2 ago.").arg(worker(reason.worker, moment), since);
        return reason.task == kNoIndex ? text : text + u' ' + say("Its %1 waits with it.").arg(task(reason.task, moment));
    }
    case StandstillCause::Restarting: {
        const WorkerLife life = reason.worker < moment.workerCount() ? moment.worker(reason.worker) : WorkerLife{};
        const QString how = endText(life);
        if (reason.count > 1)
            return say("%1 died %2 ago (%3), the last of %4 in a row without a task done: each time the pool waits longer before it tries again.").arg(worker(reason.worker, moment), since, how, count);
        return say("%1 died %2 ago (%3); its successor is not there yet.").arg(worker(reason.worker, moment), since, how);
    }
    case StandstillCause::AllInitializing: {
        const auto& configuration = summary.configuration;
        const QString name = configuration ? QString::fromStdString(configuration->initializer) : QString();
        return say("All %1 run their initializer%2; %3 since %4.").arg(workers(reason.count), name.isEmpty() ? QString() : u' ' + name, worker(reason.worker, moment), since);
    }
    case StandstillCause::AllStarting: return say("All %1 are being started; %2 since %3.").arg(workers(reason.count), worker(reason.worker, moment), since);
    case StandstillCause::Recycling: return say("%1 leave and are replaced; %2 since %3.").arg(workers(reason.count), worker(reason.worker, moment), since);
    case StandstillCause::NoWorker: return say("No slot has a worker.");
    case StandstillCause::LongTasks: return say("All workers that can are busy (%1); the longest runs %2 in %3, since %4.").arg(count, task(reason.task, moment), worker(reason.worker, moment), since);
    case StandstillCause::LastTasks:
        if (reason.count == 1) return say("Everything waits for the last task: %1 in %2, since %3.").arg(task(reason.task, moment), worker(reason.worker, moment), since);
        return say("Nothing is left to hand out: %1 tasks still run, the longest is %2 in %3, since %4.").arg(count, task(reason.task, moment), worker(reason.worker, moment), since);
    case StandstillCause::InputWaits: {
        const auto& batches = moment.state().batches();
        const QString batch = reason.batch < batches.size() ? countText(batches[reason.batch].id.value) : QString();
        return say("%1 are free, but the input of batch %2 gives nothing more at present: it waits for its source, or for results to be taken.").arg(workers(reason.count), batch);
    }
    case StandstillCause::NotHandedOut: return say("%1 are free and tasks wait, but the host has not handed them out; since %2.").arg(workers(reason.count), since);
    case StandstillCause::Moving: return say("Something happens: the last result came %1 ago.").arg(since);
    }
    return {};
}

QString standstillAdvice(const StandstillReason& reason, const RunMoment& moment) {
    switch (reason.cause) {
    case StandstillCause::NoPool: return say("Run the scenario (F5), or start a pool (F6).");
    case StandstillCause::NoBatch:
    case StandstillCause::AllDone: return say("Submit a batch (Ctrl+Return), or close the pool (F7).");
    case StandstillCause::Paused: return say("Resume it in the Pool menu.");
    case StandstillCause::StoppedWorker: return say("Continue it with SIGCONT, or kill it: another takes its place, and only the item that it ran is lost.");
    case StandstillCause::Restarting: return say("Look at its message and at its last output, by selecting it.");
    case StandstillCause::AllInitializing: return say("An initializer_timeout would end one that hangs.");
    case StandstillCause::LongTasks: return say("A task_timeout would end one that hangs; more processes would run others beside.");
    case StandstillCause::LastTasks: {
        const PoolState& state = moment.state();
        const bool isOfMany = reason.task < state.task_count() && state.task(reason.task).items > 1;
        if (isOfMany) return say("Smaller chunks spread the end over all workers.");
        return say("If it hangs: cancel it, or kill its worker, and only this item is lost. A task_timeout would end such a one by itself.");
    }
    case StandstillCause::Broken:
    case StandstillCause::HostGone:
    case StandstillCause::Ended: return say("Run the scenario again (F5).");
    default: return {};
    }
}

bool isTrouble(StandstillCause cause) {
    switch (cause) {
    case StandstillCause::HostGone:
    case StandstillCause::Broken:
    case StandstillCause::RecordingStopped:
    case StandstillCause::Paused:
    case StandstillCause::StoppedWorker:
    case StandstillCause::Restarting:
    case StandstillCause::NoWorker:
    case StandstillCause::NotHandedOut: return true;
    default: return false;
    }
}

}  // namespace poolscope::ui
