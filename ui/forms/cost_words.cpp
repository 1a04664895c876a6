// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/cost_words.h"

#include <cmath>

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "format/quantity.h"

namespace poolscope::ui {

namespace {

struct Cost {
    Q_DECLARE_TR_FUNCTIONS(poolscope::ui::Cost)
};

/// "2.6", "13", "2,600": never a power of ten.
QString tasksText(double tasks) {
    return QLocale().toString(tasks, 'f', tasks < 9.95 && tasks != std::round(tasks) ? 1 : 0);
}

}  // namespace

QString costWarningText(const study::CostWarning& warning) {
    using study::CostTrap;
    const QString count = countText(warning.count), limit = countText(warning.limit), seconds = secondsText(warning.seconds),
                  name = QString::fromStdString(warning.name);
    switch (warning.trap) {
    case CostTrap::ChunkBeyondShare:
        return Cost::tr("Workers that will have anything to do: only %1. Chunks are larger than a worker's share, which is %2.").arg(count, limit);
    case CostTrap::MoreWorkersThanTasks: return Cost::tr("There are never more than %1 tasks for %2 workers.").arg(count, limit);
    case CostTrap::MoreWorkersThanCores:
        if (warning.is_supposed) return Cost::tr("If %1 computes, %2 workers share the processors (%3): more than that gain nothing.").arg(name, limit, count);
        return Cost::tr("%1 computes, and %2 workers share the processors (%3): more than that gain nothing.").arg(name, limit, count);
    case CostTrap::TinyTasks:
        return Cost::tr("%1 tasks of one item each take the host about %2: if items are short, larger chunks cost less.").arg(count, seconds);
    case CostTrap::CostlyRecycling:
        return Cost::tr("Workers are replaced %1 times, at about %2 each with %3.").arg(count, seconds, name);
    case CostTrap::SlowInitializer:
        return Cost::tr("%1 takes %2 in each worker, longer than the work that the worker does.").arg(name, seconds);
    case CostTrap::TooManyProcesses: return Cost::tr("%1 processes are needed, and %2 leaves %3.").arg(count, name, limit);
    case CostTrap::TooManyDescriptors:
        return Cost::tr("The host needs about %1 descriptors, and RLIMIT_NOFILE allows %2.").arg(count, limit);
    case CostTrap::TooMuchMemory:
        return Cost::tr("The workers take %1 before they do anything, and %2 are available.").arg(bytesText(warning.count), bytesText(warning.limit));
    case CostTrap::MemoryLimitBelowStart:
        return Cost::tr("A fresh worker holds %1 already, more than the limit of %2.").arg(bytesText(warning.count), bytesText(warning.limit));
    }
    return {};
}

QString costText(const study::CostEstimate& estimate) {
    QStringList parts;
    double start = estimate.start_seconds;
    if (estimate.initializer_seconds) start += *estimate.initializer_seconds;
    parts << (estimate.processes == 1 ? Cost::tr("1 worker, ready after %1").arg(secondsText(start))
                                      : Cost::tr("%1 workers, ready after %2").arg(countText(estimate.processes), secondsText(start)));
    if (estimate.tasks > 0 && estimate.tasks_per_worker < 1) parts << Cost::tr("%1 tasks, fewer than workers").arg(countText(estimate.tasks));
    else if (estimate.tasks > 0)
        parts << Cost::tr("%1 tasks, %2 for each").arg(countText(estimate.tasks), tasksText(estimate.tasks_per_worker));
    if (estimate.restarts > 0) parts << Cost::tr("%1 restarts, %2 in all").arg(countText(estimate.restarts), secondsText(estimate.restart_seconds));
    if (estimate.least_seconds) parts << Cost::tr("all done after %1 or more").arg(secondsText(*estimate.least_seconds));
    if (estimate.memory_bytes > 0) parts << Cost::tr("%1 of memory at the start").arg(bytesText(estimate.memory_bytes));
    for (const std::string& name : estimate.not_counted) parts << Cost::tr("not counted: %1").arg(QString::fromStdString(name));
    parts << Cost::tr("%1 descriptors").arg(countText(estimate.descriptors));
    return parts.join(QStringLiteral("; "));
}

}  // namespace poolscope::ui
