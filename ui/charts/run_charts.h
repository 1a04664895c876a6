// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QObject>

#include "charts/plot.h"
#include "charts/run_history.h"
#include "session/selection.h"

namespace poolscope::ui {

/// The charts of a run, in their order on the page.
enum class ChartKind {
    States,      ///< workers by state, stacked
    Throughput,  ///< items and tasks to the second
    Latency,     ///< p50, p95, p99
    InFlight,
    Queued,
    Processors,  ///< of each slot
    Memory,      ///< of each slot
    Durations,   ///< histogram
    Cumulative,
};
inline constexpr std::size_t kChartKinds = 9;
/// Its x axis is the run's time.
[[nodiscard]] constexpr bool isTimeChart(ChartKind kind) {
    return kind != ChartKind::Durations && kind != ChartKind::Cumulative;
}
/// For files and settings: "throughput".
[[nodiscard]] QString chartKey(ChartKind kind);

/// The plots of a run and what is in them. The page and the report show the same.
class RunCharts : public QObject {
    Q_OBJECT

public:
    /// Borrows the state. The plots belong to `parent`.
    RunCharts(const PoolState& state, QWidget* parent);

    /// Takes in what changed; shows nothing yet.
    void update(const ChangeSet& changes) { m_history.update(m_state, changes); }
    [[nodiscard]] const RunHistory& history() const { return m_history; }
    [[nodiscard]] Plot& plot(ChartKind kind) const { return *m_plots[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const std::array<Plot*, kChartKinds>& plots() const { return m_plots; }
    [[nodiscard]] Time origin() const { return m_history.buckets().origin(); }

    /// Titles, notes and names of series in the language of now. The data is gone: fill() brings it again.
    void sayWords();
    /// Puts the data of a part of the time into a chart and paints it. Open spans end at `now`.
    void fill(ChartKind kind, TimeRange seen, Time now);
    /// The duration charts count only tasks that ended in this part of the time, widened to whole buckets.
    void setCounted(const std::optional<TimeRange>& range) { m_counted = range; }
    /// Without such a part they count those that ended up to this moment; none: all.
    void setMoment(std::optional<Time> moment) { m_moment = moment; }
    void setDurationScale(Plot::Scale scale);
    [[nodiscard]] Plot::Scale durationScale() const { return m_durationScale; }
    /// The nearest borders of the histogram's bins.
    [[nodiscard]] PlotRange snapped(const PlotRange& durations) const;

private:
    void makePlots(QWidget* parent);
    /// Which series of the chart of states an activity is.
    [[nodiscard]] static std::size_t stackedAt(WorkerActivity activity);
    void nameSlots(Plot& plot, PlotSeries::Shape shape);
    void fillStates(Plot& plot, const TimeColumns& columns, Time now);
    void fillThroughput(Plot& plot, const TimeColumns& columns);
    void fillLatency(Plot& plot, const TimeColumns& columns);
    void fillLoad(Plot& plot, const TimeColumns& columns, ChartKind kind, Time now);
    void fillUsage(Plot& plot, const TimeColumns& columns, ChartKind kind);
    void fillDurations(Plot& plot, ChartKind kind);
    [[nodiscard]] double sinceOrigin(Time time) const { return static_cast<double>(time - origin()); }

    const PoolState& m_state;
    RunHistory m_history;
    std::array<Plot*, kChartKinds> m_plots{};
    std::optional<TimeRange> m_counted;
    std::optional<Time> m_moment;
    Plot::Scale m_durationScale = Plot::Scale::Logarithmic;
    std::vector<double> m_borders;  ///< of the histogram's bins
};

/// As a filter of the results: "duration>=2ms duration<5ms". Exact, in the C locale.
[[nodiscard]] QString durationFilter(Time begin, Time end);

}  // namespace poolscope::ui
