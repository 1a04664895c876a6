// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's history puts into each chart.
#include <algorithm>
#include <cmath>
#include <limits>

#include "charts/run_charts.h"
#include "format/activity.h"
#include "format/quantity.h"
#include "timeline/lane_index.h"

namespace poolscope::ui {

namespace {

constexpr double kSecond = 1e9;

/// Values that hold for a column each, as steps: the last one ends with its column.
struct Steps {
    std::vector<double> keys, values;
    void add(double begin, double value) {
        keys.push_back(begin);
        values.push_back(value);
    }
    void close(double end) {
        if (keys.empty()) return;
        keys.push_back(end);
        values.push_back(values.back());
    }
};

}  // namespace

void RunCharts::fillStates(Plot& plot, const TimeColumns& columns, Time now) {
    const std::vector<StateTimes> times = m_history.states().inColumns(columns, m_state, m_history.buckets(), now);
    std::array<Steps, kPaintedStates> steps;
    StateTimes all;
    for (std::size_t column = 0; column < times.size(); ++column) {
        const Time end = std::min(columns.endOf(column), std::max(now, columns.beginOf(column) + 1));
        const auto length = static_cast<double>(end - columns.beginOf(column));
        all += times[column];
        for (std::size_t state = 0; state < kPaintedStates; ++state)
            steps[state].add(sinceOrigin(columns.beginOf(column)), static_cast<double>(times[column].ns[state]) / length);
    }
    double total = 0;
    for (std::size_t state = 0; state < kPaintedStates; ++state) {
        total += static_cast<double>(all.ns[state]);
        if (columns.count) steps[state].close(sinceOrigin(std::min(now, columns.endOf(columns.count - 1))));
    }
    for (std::size_t state = 0; state < kPaintedStates; ++state)
        plot.setData(stackedAt(activityOf(state)), std::move(steps[state].keys), std::move(steps[state].values));
    const auto running = static_cast<double>(all[WorkerActivity::Running]);
    plot.setNote(total > 0 ? tr("running %1 of the time that is seen").arg(percentText(running / total)) : QString());
    plot.setYTop(std::max<double>(1, static_cast<double>(m_state.slot_count())));
}

void RunCharts::fillThroughput(Plot& plot, const TimeColumns& columns) {
    const std::vector<TaskBuckets::Ended> ended = m_history.tasks().endedIn(columns);
    Steps items, tasks;
    const double seconds = static_cast<double>(columns.step) / kSecond;
    // The column that time has not filled yet would show too little.
    const bool isOver = m_state.summary().ended.has_value();
    std::size_t count = ended.size();
    if (!isOver && count > 0 && m_state.summary().last < columns.endOf(count - 1)) --count;
    for (std::size_t column = 0; column < count; ++column) {
        const double begin = sinceOrigin(columns.beginOf(column));
        items.add(begin, static_cast<double>(ended[column].items) / seconds);
        tasks.add(begin, static_cast<double>(ended[column].tasks) / seconds);
    }
    if (count > 0) {
        items.close(sinceOrigin(columns.endOf(count - 1)));
        tasks.close(sinceOrigin(columns.endOf(count - 1)));
    }
    plot.setData(0, std::move(items.keys), std::move(items.values));
    plot.setData(1, std::move(tasks.keys), std::move(tasks.values));
    plot.setNote(columns.count ? tr("counted by %1").arg(durationText(columns.step)) : QString());
}

void RunCharts::fillLatency(Plot& plot, const TimeColumns& columns) {
    plot.setEmptyText(m_history.isEmpty() ? tr("Nothing happened yet.") : tr("No task ended in this part."));
    const auto latency = m_history.tasks().latencyIn(columns);
    std::vector<double> keys;
    std::array<std::vector<double>, 3> values;
    constexpr std::size_t kLongGap = 12;  // columns without a task, which no line crosses
    std::size_t last = 0;
    for (std::size_t column = 0; column < latency.size(); ++column) {
        if (!latency[column]) continue;
        const double middle = sinceOrigin(columns.beginOf(column) + columns.step / 2);
        if (!keys.empty() && column - last > kLongGap) {
            keys.push_back(middle);
            for (auto& line : values) line.push_back(std::numeric_limits<double>::quiet_NaN());
        }
        last = column;
        keys.push_back(middle);
        values[0].push_back(static_cast<double>(latency[column]->p50));
        values[1].push_back(static_cast<double>(latency[column]->p95));
        values[2].push_back(static_cast<double>(latency[column]->p99));
    }
    for (std::size_t series = 0; series < values.size(); ++series)
        plot.setData(series, keys, std::move(values[series]));
}

void RunCharts::fillLoad(Plot& plot, const TimeColumns& columns, ChartKind kind, Time now) {
    const std::vector<TaskBuckets::Load> loads = m_history.tasks().loadIn(columns);
    Steps steps;
    for (std::size_t column = 0; column < loads.size(); ++column) {
        const std::int64_t tasks = kind == ChartKind::InFlight ? loads[column].inFlight : loads[column].queued;
        steps.add(sinceOrigin(columns.beginOf(column)), static_cast<double>(std::max<std::int64_t>(0, tasks)));
    }
    if (columns.count) steps.close(sinceOrigin(std::min(now, columns.endOf(columns.count - 1))));
    plot.setData(0, std::move(steps.keys), std::move(steps.values));
}

void RunCharts::nameSlots(Plot& plot, PlotSeries::Shape shape) {
    const std::size_t count = m_history.usage().slotCount();
    if (plot.series().size() == count) return;
    std::vector<PlotSeries> series;
    for (std::size_t slot = 0; slot < count; ++slot)
        series.push_back({.name = tr("slot %1").arg(slot), .color = chartColor(slot), .shape = shape, .line = chartLine(slot)});
    plot.setSeries(std::move(series));
}

void RunCharts::fillUsage(Plot& plot, const TimeColumns& columns, ChartKind kind) {
    const bool isProcessors = kind == ChartKind::Processors;
    plot.setEmptyText(m_history.isEmpty() ? tr("Nothing happened yet.")
                                          : tr("No worker was sampled: a run of some tenths of a second is too short for it."));
    nameSlots(plot, isProcessors ? PlotSeries::Shape::StepsBack : PlotSeries::Shape::Line);
    for (std::size_t slot = 0; slot < plot.series().size(); ++slot) {
        const std::vector<UsagePoint> points = isProcessors ? m_history.usage().processors(slot, columns, m_state)
                                                            : m_history.usage().memory(slot, columns, m_state);
        std::vector<double> keys, values;
        keys.reserve(points.size());
        values.reserve(points.size());
        for (const UsagePoint& point : points) {
            keys.push_back(sinceOrigin(point.time));
            values.push_back(point.value);
        }
        plot.setData(slot, std::move(keys), std::move(values));
    }
}

void RunCharts::fillDurations(Plot& plot, ChartKind kind) {
    const TaskBuckets& tasks = m_history.tasks();
    const TimeBuckets& buckets = m_history.buckets();
    std::optional<DurationBins> part;
    std::optional<TimeRange> counted = m_counted;
    if (!counted && m_moment) counted = TimeRange{m_state.summary().origin, std::max(*m_moment, m_state.summary().origin) + 1};
    if (counted) part = tasks.durationsIn(buckets.indexOf(counted->begin), buckets.indexOf(counted->end - 1) + 1);
    const DurationBins& spread = part ? *part : tasks.durations();
    const bool isLogarithmic = m_durationScale == Plot::Scale::Logarithmic;
    const bool isCumulative = kind == ChartKind::Cumulative;
    const std::vector<DurationBin> bins = isLogarithmic ? spread.growing() : spread.even(isCumulative ? 400 : 60);
    Steps steps;
    // A logarithm has no zero: what is shorter than all bins begins at half of the first border.
    const auto beginOf = [&](const DurationBin& bin) {
        return bin.begin > 0 || !isLogarithmic ? static_cast<double>(bin.begin) : static_cast<double>(bin.end) / 2;
    };
    std::uint64_t before = 0;
    for (const DurationBin& bin : bins) {
        const double share = static_cast<double>(before) / static_cast<double>(spread.count());
        steps.add(beginOf(bin), isCumulative ? share : static_cast<double>(bin.count));
        before += bin.count;
    }
    if (!bins.empty()) {
        const auto end = static_cast<double>(bins.back().end);
        steps.add(end, isCumulative ? 1.0 : 0.0);
        plot.setXRange({beginOf(bins.front()), end});
        plot.setStep(end / static_cast<double>(bins.size()));
    } else {
        plot.setXRange({isLogarithmic ? 1e3 : 0, 1e9});
    }
    if (!isCumulative) {
        m_borders = steps.keys;
        plot.setPlaceText([borders = m_borders](double x) {
            const auto after = std::upper_bound(borders.begin(), borders.end(), x);
            if (after == borders.begin() || after == borders.end()) return quantityText(x, Quantity::Duration);
            return tr("%1 to %2").arg(tickText(*std::prev(after), Quantity::Duration), tickText(*after, Quantity::Duration));
        });
    }
    plot.setData(0, std::move(steps.keys), std::move(steps.values));
    const QString count = countText(spread.count());
    plot.setNote(spread.count() == 0 ? QString()
                 : m_counted         ? tr("%1 tasks that ended in the picked time").arg(count)
                 : m_moment          ? tr("%1 tasks that had ended at that moment").arg(count)
                                     : tr("%1 tasks").arg(count));
}

PlotRange RunCharts::snapped(const PlotRange& durations) const {
    if (m_borders.size() < 2) return durations;
    const auto nearest = [this](double x) {
        const auto after = std::lower_bound(m_borders.begin(), m_borders.end(), x);
        if (after == m_borders.begin()) return after;
        if (after == m_borders.end()) return std::prev(after);
        return *after - x < x - *std::prev(after) ? after : std::prev(after);
    };
    auto begin = nearest(durations.begin);
    auto end = nearest(durations.end);
    if (begin == end) {
        // A bin at least: the one that the middle is in.
        end = std::upper_bound(m_borders.begin(), m_borders.end(), (durations.begin + durations.end) / 2);
        if (end == m_borders.begin()) ++end;
        if (end == m_borders.end()) --end;
        begin = std::prev(end);
    }
    return {*begin, *end};
}

}  // namespace poolscope::ui
