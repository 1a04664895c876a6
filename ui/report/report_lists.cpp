// SPDX-License-Identifier: GPL-3.0-or-later
// The long lists of a report: what was not done, who worked, what was warned of.
#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include "format/activity.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "report/report_sections.h"
#include "session/value_source.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("RunReport", text);
}

void tellTheRest(HtmlWriter& html, std::uint64_t all, std::uint64_t listed) {
    if (all > listed) html.paragraph(say("… and %1 more.").arg(countText(all - listed)), "muted");
}

QString sinceBegin(const PoolState& state, Time time) {
    return QLocale().toString(static_cast<double>(time - state.summary().origin) / 1e9, 'f', 3) + QStringLiteral(" s");
}
QString sinceBegin(const PoolState& state, std::optional<Time> time) {
    return time ? sinceBegin(state, *time) : QStringLiteral("–");
}

}  // namespace

void writeFailures(HtmlWriter& html, const PoolState& state, const ValueSource& values) {
    constexpr std::uint64_t kMost = 200;
    constexpr std::size_t kMostChars = 300;
    const PoolSummary& summary = state.summary();
    const std::uint64_t all = summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled;
    html.heading(say("What was not done, and why"));
    if (all == 0) {
        html.paragraph(say("Every item that came to its end was done."), "good");
        return;
    }
    html.beginTable({{say("Batch"), true}, {say("Item"), true}, {say("State"), false}, {say("Function"), false}, {say("Arguments"), false},
                     {say("Reason"), false}, {say("Worker"), false}, {say("Attempt"), true}, {say("At"), true}});
    std::uint64_t listed = 0;
    for (std::size_t row = 0; row < state.result_count() && listed < kMost; ++row) {
        const ResultRow result = state.result(row);
        if (result.outcome == trace::ItemOutcome::Done) continue;
        ++listed;
        const TaskRow task = state.task(result.task);
        const ItemValue value = values.result(task, result.position, kMostChars);
        const auto batch = state.find_batch(result.batch);
        QString worker = QStringLiteral("–");
        if (task.worker < state.workers().size()) {
            const WorkerLife& life = state.workers()[task.worker];
            worker = QStringLiteral("%1 (pid %2)").arg(QString::fromStdString(life.name)).arg(life.pid);
        }
        html.row({{QString::number(result.batch.value)},
                  {countText(result.item)},
                  {outcomeName(result.outcome), "bad"},
                  {batch ? QString::fromStdString(state.batches()[*batch].function) : QString()},
                  {task.items == 1 ? values.arguments(task, kMostChars) : say("in a chunk of %1").arg(countText(task.items))},
                  {value.errorType.isEmpty() ? value.errorMessage : value.errorType + QStringLiteral(": ") + value.errorMessage},
                  {worker},
                  {QString::number(task.attempt)},
                  {sinceBegin(state, task.ended)}});
    }
    html.endTable();
    tellTheRest(html, all, listed);
}

void writeWorkers(HtmlWriter& html, const PoolState& state) {
    constexpr std::size_t kMost = 400;
    const std::vector<WorkerLife>& workers = state.workers();
    html.heading(say("Worker lives"));
    html.beginTable({{say("Slot"), true}, {say("Life"), true}, {say("Worker"), false}, {say("Pid"), true}, {say("Started by"), false},
                     {say("Started"), true}, {say("Ready"), true}, {say("Ended"), true}, {say("Tasks"), true}, {say("Items"), true},
                     {say("Processor"), true}, {say("Most memory"), true}, {say("End"), false}});
    for (std::size_t index = 0; index < std::min(workers.size(), kMost); ++index) {
        const WorkerLife& life = workers[index];
        QString end = life.ended ? endText(life) : say("lives");
        if (!life.message.empty()) end += QStringLiteral(": ") + QString::fromStdString(life.message);
        html.row({{QString::number(life.slot.value)},
                  {QString::number(life.generation)},
                  {QString::fromStdString(life.name)},
                  {life.pid ? QString::number(life.pid) : QStringLiteral("–")},
                  {QString::fromStdString(life.start_method)},
                  {sinceBegin(state, life.started)},
                  {sinceBegin(state, life.ready)},
                  {sinceBegin(state, life.ended)},
                  {countText(life.tasks_done)},
                  {countText(life.items_done)},
                  {life.cpu_ns > 0 ? durationText(life.cpu_ns) : QStringLiteral("–")},
                  {life.max_rss_bytes > 0 ? bytesText(life.max_rss_bytes) : QStringLiteral("–")},
                  {end, life.activity == WorkerActivity::Crashed ? "bad" : nullptr}});
    }
    html.endTable();
    tellTheRest(html, workers.size(), std::min(workers.size(), kMost));
}

void writeEvents(HtmlWriter& html, const PoolState& state) {
    constexpr std::uint64_t kMost = 200;
    std::uint64_t all = 0;
    for (const Event& event : state.events())
        all += event.severity != trace::Severity::Note ? 1 : 0;
    if (all == 0) return;
    html.heading(say("Warnings and errors"));
    html.beginTable({{say("At"), true}, {say("Weight"), false}, {say("What happened"), false}});
    std::uint64_t listed = 0;
    for (const Event& event : state.events()) {
        if (event.severity == trace::Severity::Note || listed == kMost) continue;
        ++listed;
        html.row({{sinceBegin(state, event.time)},
                  {severityName(event.severity), event.severity == trace::Severity::Error ? "bad" : nullptr},
                  {QString::fromStdString(event.text)}});
    }
    html.endTable();
    tellTheRest(html, all, listed);
}

}  // namespace poolscope::ui
