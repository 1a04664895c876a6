// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_sections.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>
#include <poolscope/ledger.h>
#include <poolscope/value.h>

#include "charts/packed_duration.h"
#include "charts/percentile.h"
#include "format/activity.h"
#include "format/outcome.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

using Facts = std::vector<std::pair<QString, QString>>;

QString say(const char* text) {
    return QCoreApplication::translate("RunReport", text);
}

QString orNone(const std::optional<std::uint64_t>& value) {
    return value ? countText(*value) : say("none");
}
QString orNone(const std::optional<std::chrono::nanoseconds>& value) {
    return value ? durationText(*value) : say("none");
}

struct CauseWords {
    LedgerCause cause;
    const char* words;
    const char* color;  ///< of its bar
};
// The order and the meaning are the ledger's; colours those of the states in light.
constexpr std::array<CauseWords, kLedgerCauses> kCauses{{
    {LedgerCause::Useful, QT_TRANSLATE_NOOP("RunReport", "useful: tasks that ended well"), "#002FA7"},
    {LedgerCause::Wasted, QT_TRANSLATE_NOOP("RunReport", "wasted: tasks that failed, were lost, timed out or cancelled"), "#AD0000"},
    {LedgerCause::Transport, QT_TRANSLATE_NOOP("RunReport", "transport: tasks and results on their way"), "#56BBFF"},
    {LedgerCause::Starting, QT_TRANSLATE_NOOP("RunReport", "starting processes"), "#611434"},
    {LedgerCause::Initializing, QT_TRANSLATE_NOOP("RunReport", "initializers"), "#CB813E"},
    {LedgerCause::Recycling, QT_TRANSLATE_NOOP("RunReport", "recycling: replacing workers that retired"), "#3B847B"},
    {LedgerCause::Crash, QT_TRANSLATE_NOOP("RunReport", "crashes: until a replacement was ready"), "#AD0000"},
    {LedgerCause::Stopped, QT_TRANSLATE_NOOP("RunReport", "stopped by a signal"), "#D9C200"},
    {LedgerCause::IdleNoWork, QT_TRANSLATE_NOOP("RunReport", "idle: no work was there"), "#B9C4CA"},
    {LedgerCause::IdlePaused, QT_TRANSLATE_NOOP("RunReport", "idle: the pool was paused"), "#B9C4CA"},
    {LedgerCause::IdleUnfed, QT_TRANSLATE_NOOP("RunReport", "idle: work waited to be handed out"), "#B9C4CA"},
    {LedgerCause::IdleTail, QT_TRANSLATE_NOOP("RunReport", "idle: others had the last tasks"), "#B9C4CA"},
    {LedgerCause::Absent, QT_TRANSLATE_NOOP("RunReport", "no process in the slot"), "#DFE7EA"},
}};

}  // namespace

void writeFigures(HtmlWriter& html, const PoolState& state) {
    const PoolSummary& summary = state.summary();
    const std::uint64_t bad = summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled;
    std::vector<PackedDuration> latency;
    latency.reserve(state.task_count());
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        if (task.started != 0 && task.ended != kOpen && task.assigned_offset != 0)
            latency.emplace_back(task.ended - task.assigned);
    }
    Time begin = kOpen;
    Time end = 0;
    for (const BatchInfo& batch : state.batches()) {
        begin = std::min(begin, batch.submitted);
        end = std::max(end, batch.ended.value_or(summary.last));
    }
    const double seconds = end > begin ? static_cast<double>(end - begin) / 1e9 : 0;
    const Ledger ledger = ledger_of(state);
    Facts figures{{say("items done"), countText(summary.items_done)},
                  {say("items not done"), countText(bad)},
                  {say("tasks"), countText(summary.tasks_ended)},
                  {say("length"), durationText(summary.last - summary.origin)},
                  {say("items a second"), seconds > 0 ? shortCountText(static_cast<double>(summary.items_done + bad) / seconds) : QStringLiteral("–")},
                  {say("useful time"), percentText(ledger[LedgerCause::Useful].share)},
                  {say("workers started"), countText(summary.workers_started)},
                  {say("workers that ended badly"), countText(summary.workers_crashed)}};
    if (!latency.empty()) {
        figures.emplace_back(say("latency p50"), durationText(percentile(latency, 50).ns()));
        figures.emplace_back(say("latency p95"), durationText(percentile(latency, 95).ns()));
        figures.emplace_back(say("latency p99"), durationText(percentile(latency, 99).ns()));
    }
    html.figures(figures);
    if (bad > 0)
        html.paragraph(say("Not done: %1 failed, %2 lost, %3 timed out, %4 cancelled.")
                           .arg(countText(summary.items_failed), countText(summary.items_lost),
                                countText(summary.items_timed_out), countText(summary.items_cancelled)));
}

void writeConfiguration(HtmlWriter& html, const PoolState& state) {
    const PoolSummary& summary = state.summary();
    html.heading(say("Configuration and environment"));
    Facts facts;
    if (const auto& pool = summary.configuration) {
        QString processes = countText(pool->processes);
        if (!pool->processes_reason.empty()) processes += QStringLiteral(" (%1)").arg(QString::fromStdString(pool->processes_reason));
        facts.emplace_back(QStringLiteral("processes"), processes);
        facts.emplace_back(say("start method"), QString::fromStdString(pool->start_method));
        QString initializer = say("none");
        if (!pool->initializer.empty())
            initializer = QStringLiteral("%1 %2").arg(QString::fromStdString(pool->initializer),
                                                      QString::fromStdString(value_to_text(pool->initargs, 400)));
        facts.emplace_back(QStringLiteral("initializer"), initializer);
        facts.emplace_back(QStringLiteral("maxtasksperchild"), orNone(pool->maxtasksperchild));
        facts.emplace_back(QStringLiteral("maxitemsperchild"), orNone(pool->limits.maxitemsperchild));
        facts.emplace_back(QStringLiteral("max_memory_per_child"),
                           pool->limits.max_memory_per_child ? bytesText(*pool->limits.max_memory_per_child) : say("none"));
        facts.emplace_back(QStringLiteral("max_age_per_child"), orNone(pool->limits.max_age_per_child));
        facts.emplace_back(QStringLiteral("task_timeout"), orNone(pool->limits.task_timeout));
        facts.emplace_back(QStringLiteral("initializer_timeout"), orNone(pool->limits.initializer_timeout));
        facts.emplace_back(QStringLiteral("recycling_jitter"), QLocale().toString(pool->jitter));
        if (pool->restart_budget)
            facts.emplace_back(QStringLiteral("restart_budget"),
                               say("%1 deaths in %2").arg(countText(pool->restart_budget->deaths), durationText(pool->restart_budget->per)));
        facts.emplace_back(say("attempts of an item"), countText(pool->item_attempts));
        facts.emplace_back(say("seed"), QString::number(pool->seed));
        facts.emplace_back(say("output of tasks"), pool->captures_output ? say("captured") : say("not captured"));
        if (!pool->faults.empty()) facts.emplace_back(say("faults on order"), QString::fromStdString(pool->faults));
    }
    for (const PoolChange& change : state.changes_by_control())
        facts.emplace_back(say("changed at %1").arg(durationText(change.time - summary.origin)), QString::fromStdString(change.now.message));
    facts.emplace_back(say("program"), QStringLiteral("%1 %2").arg(QString::fromStdString(summary.program), QString::fromStdString(summary.version)));
    facts.emplace_back(say("host process"), QString::number(summary.host_pid));
    facts.emplace_back(say("records of the trace"), countText(summary.records));
    if (state.contradictions() > 0) facts.emplace_back(say("records that were not believed"), countText(state.contradictions()));
    html.facts(facts);
    if (summary.scenario.empty()) return;
    const Json scenario = parse_bounded_json(summary.scenario);
    html.folded(say("The scenario"), QString::fromStdString(scenario.is_discarded() ? summary.scenario : scenario.dump(2, ' ', false, Json::error_handler_t::replace)));
}

void writeLedger(HtmlWriter& html, const PoolState& state) {
    const Ledger ledger = ledger_of(state);
    html.heading(say("Where the time went"));
    html.paragraph(say("%1 slots x %2 = %3 of worker time. Each nanosecond of it has one cause.")
                       .arg(countText(ledger.slot_count), durationText(ledger.end - ledger.begin), durationText(ledger.total_ns)),
                   "muted");
    html.beginTable({{say("Cause"), false}, {say("Time"), true}, {say("Share"), true}, {say("Places"), true}, {QString(), false}});
    for (const CauseWords& cause : kCauses) {
        const LedgerLine& line = ledger[cause.cause];
        if (line.total_ns == 0) continue;
        html.rowWithBar({{say(cause.words)},
                         {durationText(line.total_ns)},
                         {QLocale().toString(line.share * 100, 'f', 2) + QStringLiteral(" %")},
                         {countText(line.place_count)}},
                        line.share, QLatin1String(cause.color));
    }
    html.row({{say("all")}, {durationText(ledger.total_ns)}, {ledger.total_ns > 0 ? QLocale().toString(100.0, 'f', 2) + QStringLiteral(" %") : QStringLiteral("–")}, {}, {}});
    html.endTable();
}

void writeBatches(HtmlWriter& html, const PoolState& state) {
    constexpr std::size_t kMost = 200;
    html.heading(say("Batches"));
    html.beginTable({{say("Batch"), true}, {say("Call"), false}, {say("State"), false}, {say("Items"), true}, {say("Done"), true},
                     {say("Not done"), true}, {say("Tasks"), true}, {say("Chunk"), true}, {say("Time"), true}, {say("First error"), false}});
    const std::vector<BatchInfo>& batches = state.batches();
    for (std::size_t index = 0; index < std::min(batches.size(), kMost); ++index) {
        const BatchInfo& batch = batches[index];
        QString call = QStringLiteral("%1 %2").arg(QString::fromStdString(batch.method), QString::fromStdString(batch.function));
        if (!batch.description.empty()) call += QStringLiteral(": ") + QString::fromStdString(batch.description);
        const bool isGood = batch.outcome == trace::BatchOutcome::Succeeded;
        QString error = QString::fromStdString(batch.error_type);
        if (!batch.error_message.empty()) error += QStringLiteral(": ") + QString::fromStdString(batch.error_message);
        html.row({{QString::number(batch.id.value)},
                  {call},
                  {outcomeName(batch.outcome), isGood ? "good" : batch.outcome ? "bad" : nullptr},
                  {batch.items ? countText(*batch.items) : say("not known yet")},
                  {countText(batch.items_done)},
                  {countText(batch.items_settled() - batch.items_done)},
                  {countText(batch.tasks_ended)},
                  {countText(batch.chunksize)},
                  {batch.ended ? durationText(*batch.ended - batch.submitted) : QStringLiteral("–")},
                  {error}});
    }
    html.endTable();
    if (batches.size() > kMost) html.paragraph(say("… and %1 more.").arg(countText(batches.size() - kMost)), "muted");
}

}  // namespace poolscope::ui
