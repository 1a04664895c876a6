// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ledger_words.h"

#include <QCoreApplication>

namespace poolscope::ui {

namespace {
QString say(const char* text) { return QCoreApplication::translate("Ledger", text); }
}  // namespace

QString causeName(LedgerCause cause) {
    switch (cause) {
    case LedgerCause::Useful: return say("Useful work");
    case LedgerCause::Wasted: return say("Wasted work");
    case LedgerCause::Transport: return say("Transport");
    case LedgerCause::Starting: return say("Starting");
    case LedgerCause::Initializing: return say("Initializing");
    case LedgerCause::Recycling: return say("Recycling");
    case LedgerCause::Crash: return say("After a crash");
    case LedgerCause::Stopped: return say("Stopped");
    case LedgerCause::IdleNoWork: return say("Idle: no work");
    case LedgerCause::IdlePaused: return say("Idle: paused");
    case LedgerCause::IdleUnfed: return say("Idle: not fed");
    case LedgerCause::IdleTail: return say("Idle: tail");
    case LedgerCause::Absent: return say("No worker");
    }
    return {};
}

QString causeMeaning(LedgerCause cause) {
    switch (cause) {
    case LedgerCause::Useful: return say("Running tasks that ended well, or still run.");
    case LedgerCause::Wasted: return say("Running tasks that failed, were lost, ran out of time or were cancelled.");
    case LedgerCause::Transport: return say("A task on its way to a worker that waits, or its result back. Larger chunks need less of it.");
    case LedgerCause::Starting: return say("Until a new process runs. The start method decides how long.");
    case LedgerCause::Initializing: return say("The initializer of a new worker, before its first task.");
    case LedgerCause::Recycling:
        return say("From a worker's retiring until its successor is ready. A larger maxtasksperchild makes it rarer.");
    case LedgerCause::Crash: return say("From a worker's death until its replacement is ready.");
    case LedgerCause::Stopped: return say("Stopped by a signal (SIGSTOP) until it was continued.");
    case LedgerCause::IdleNoWork: return say("Everything that was submitted was done.");
    case LedgerCause::IdlePaused: return say("Tasks waited while the pool was paused.");
    case LedgerCause::IdleUnfed: return say("Tasks waited to be handed out, or a batch's input was still being read.");
    case LedgerCause::IdleTail: return say("The last tasks ran in other workers. Smaller chunks at the end make it shorter.");
    case LedgerCause::Absent: return say("No process in the slot: before its first, after its last.");
    }
    return {};
}

WorkerActivity causeActivity(LedgerCause cause) {
    switch (cause) {
    case LedgerCause::Useful:
    case LedgerCause::Wasted: return WorkerActivity::Running;
    case LedgerCause::Transport: return WorkerActivity::Transport;
    case LedgerCause::Starting: return WorkerActivity::Starting;
    case LedgerCause::Initializing: return WorkerActivity::Initializing;
    case LedgerCause::Recycling: return WorkerActivity::Retiring;
    case LedgerCause::Crash: return WorkerActivity::Crashed;
    case LedgerCause::Stopped: return WorkerActivity::Stopped;
    case LedgerCause::IdleNoWork:
    case LedgerCause::IdlePaused:
    case LedgerCause::IdleUnfed:
    case LedgerCause::IdleTail: return WorkerActivity::Idle;
    case LedgerCause::Absent: return WorkerActivity::Ended;
    }
    return WorkerActivity::Ended;
}

}  // namespace poolscope::ui
