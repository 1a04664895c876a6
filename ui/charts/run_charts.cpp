// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/run_charts.h"

#include <algorithm>
#include <cmath>

#include "format/activity.h"
#include "format/quantity.h"

namespace poolscope::ui {

namespace {

/// Work at the bottom, so that the lowest edge is the utilisation; waiting on top.
constexpr std::array<WorkerActivity, kPaintedStates> kStacked{
    WorkerActivity::Running,  WorkerActivity::Transport, WorkerActivity::Initializing, WorkerActivity::Starting,
    WorkerActivity::Retiring, WorkerActivity::Stopped,   WorkerActivity::Crashed,      WorkerActivity::Idle};

Qt::BrushStyle patternOf(WorkerActivity activity) {
    switch (activity) {
    case WorkerActivity::Starting: return Qt::Dense6Pattern;
    case WorkerActivity::Initializing: return Qt::BDiagPattern;
    case WorkerActivity::Transport: return Qt::HorPattern;
    case WorkerActivity::Stopped: return Qt::FDiagPattern;
    case WorkerActivity::Retiring: return Qt::VerPattern;
    case WorkerActivity::Crashed: return Qt::DiagCrossPattern;
    default: return Qt::NoBrush;
    }
}

QString exactDuration(Time ns) {
    static constexpr struct {
        Time ns;
        const char* unit;
    } kUnits[] = {{1'000'000'000, "s"}, {1'000'000, "ms"}, {1000, "us"}, {1, "ns"}};
    for (const auto& unit : kUnits) {
        if (ns < unit.ns && unit.ns > 1) continue;
        QString fraction = QString::number(ns % unit.ns).rightJustified(QString::number(unit.ns).size() - 1, QLatin1Char('0'));
        while (fraction.endsWith(QLatin1Char('0'))) fraction.chop(1);
        return QString::number(ns / unit.ns) + (fraction.isEmpty() || unit.ns == 1 ? QString() : QLatin1Char('.') + fraction) +
               QLatin1String(unit.unit);
    }
    return QStringLiteral("0ns");
}

}  // namespace

QString durationFilter(Time begin, Time end) {
    return QStringLiteral("duration>=%1 duration<%2").arg(exactDuration(begin), exactDuration(end));
}

QString chartKey(ChartKind kind) {
    static constexpr std::array<const char*, kChartKinds> kKeys{"states",     "throughput", "latency",   "in-flight", "queued",
                                                                "processors", "memory",     "durations", "cumulative"};
    return QLatin1String(kKeys[static_cast<std::size_t>(kind)]);
}

RunCharts::RunCharts(const PoolState& state, QWidget* parent) : QObject(parent), m_state(state) {
    makePlots(parent);
}

void RunCharts::makePlots(QWidget* parent) {
    const auto add = [&](ChartKind kind, Quantity x, Quantity y) {
        auto* const plot = new Plot(QString(), x, y, parent);
        plot->setObjectName(chartKey(kind) + QStringLiteral("Chart"));
        m_plots[static_cast<std::size_t>(kind)] = plot;
    };
    add(ChartKind::States, Quantity::Moment, Quantity::Count);
    add(ChartKind::Throughput, Quantity::Moment, Quantity::Rate);
    add(ChartKind::Latency, Quantity::Moment, Quantity::Duration);
    add(ChartKind::InFlight, Quantity::Moment, Quantity::Count);
    add(ChartKind::Queued, Quantity::Moment, Quantity::Count);
    add(ChartKind::Processors, Quantity::Moment, Quantity::Processors);
    add(ChartKind::Memory, Quantity::Moment, Quantity::Bytes);
    add(ChartKind::Durations, Quantity::Duration, Quantity::Count);
    add(ChartKind::Cumulative, Quantity::Duration, Quantity::Share);
    plot(ChartKind::Cumulative).setYTop(1.0);
    setDurationScale(m_durationScale);
    sayWords();
}

void RunCharts::sayWords() {
    for (Plot* const plot : m_plots) plot->setEmptyText(tr("Nothing happened yet."));
    const auto name = [this](ChartKind kind, const QString& title, std::vector<PlotSeries> series, const QString& note = {}) {
        plot(kind).setTitle(title);
        plot(kind).setSeries(std::move(series));
        plot(kind).setNote(note);
    };
    using Shape = PlotSeries::Shape;
    std::vector<PlotSeries> states;
    for (const WorkerActivity activity : kStacked)
        states.push_back({.name = activityName(activity),
                          .color = {activityColor(activity, Appearance::Light), activityColor(activity, Appearance::Dark)},
                          .shape = Shape::Stacked,
                          .pattern = patternOf(activity),
                          .letter = activityLetter(activity)});
    name(ChartKind::States, tr("Workers by state"), std::move(states));
    name(ChartKind::Throughput, tr("Throughput"),
         {{.name = tr("items"), .color = chartColor(0), .shape = Shape::Filled},
          {.name = tr("tasks"), .color = chartColor(1), .shape = Shape::Steps, .line = Qt::DashLine}});
    name(ChartKind::Latency, tr("Latency"),
         {{.name = tr("p50"), .color = chartColor(0), .hasDots = true},
          {.name = tr("p95"), .color = chartColor(1), .line = Qt::DashLine, .hasDots = true},
          {.name = tr("p99"), .color = chartColor(3), .line = Qt::DotLine, .hasDots = true}},
         tr("from a worker's getting a task to its end"));
    name(ChartKind::InFlight, tr("Tasks in flight"), {{.name = tr("given to workers, not ended"), .color = chartColor(2), .shape = Shape::Filled}});
    name(ChartKind::Queued, tr("Tasks queued"), {{.name = tr("submitted, not given to a worker"), .color = chartColor(4), .shape = Shape::Filled}});
    // Their series are the slots, which nameSlots() finds.
    name(ChartKind::Processors, tr("Processor of each worker"), {}, tr("100 %: one whole processor"));
    name(ChartKind::Memory, tr("Memory of each worker"), {}, tr("resident"));
    name(ChartKind::Durations, tr("Durations of tasks"), {{.name = tr("tasks"), .color = chartColor(0), .shape = Shape::Filled}});
    name(ChartKind::Cumulative, tr("Tasks that were done within a duration"), {{.name = tr("of all tasks"), .color = chartColor(1)}});
}

std::size_t RunCharts::stackedAt(WorkerActivity activity) {
    return static_cast<std::size_t>(std::find(kStacked.begin(), kStacked.end(), activity) - kStacked.begin());
}

void RunCharts::setDurationScale(Plot::Scale scale) {
    m_durationScale = scale;
    for (const ChartKind kind : {ChartKind::Durations, ChartKind::Cumulative}) {
        plot(kind).setXScale(scale);
        plot(kind).setCursorPlace({});
    }
}

void RunCharts::fill(ChartKind kind, TimeRange seen, Time now) {
    Plot& chart = plot(kind);
    if (!isTimeChart(kind)) {
        fillDurations(chart, kind);
        chart.refresh();
        return;
    }
    chart.setXRange({sinceOrigin(seen.begin), sinceOrigin(seen.end)});
    constexpr int kPixels = 3;  // of a column, at least
    const auto most = static_cast<std::size_t>(std::max(20, chart.plotArea().width() / kPixels));
    TimeColumns columns = m_history.buckets().columns(seen.begin, std::min(seen.end, now), most);
    if (m_history.isEmpty()) columns.count = 0;
    chart.setStep(static_cast<double>(columns.step));
    switch (kind) {
    case ChartKind::States: fillStates(chart, columns, now); break;
    case ChartKind::Throughput: fillThroughput(chart, columns); break;
    case ChartKind::Latency: fillLatency(chart, columns); break;
    case ChartKind::InFlight:
    case ChartKind::Queued: fillLoad(chart, columns, kind, now); break;
    case ChartKind::Processors:
    case ChartKind::Memory: fillUsage(chart, columns, kind); break;
    case ChartKind::Durations:
    case ChartKind::Cumulative: break;
    }
    chart.refresh();
}

}  // namespace poolscope::ui
