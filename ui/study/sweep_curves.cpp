// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_curves.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "charts/plot.h"
#include "charts/speedup_plot.h"
#include "format/speedup_words.h"
#include "study/sweep_words.h"

namespace poolscope::ui {

namespace {

constexpr double kNanoseconds = 1e9;
constexpr int kLawPoints = 96;
/// Values that lie farther apart than so many times are drawn on a logarithmic scale.
constexpr double kWide = 40;
/// Of the width of a plot, at either side of what it shows.
constexpr double kRoom = 0.03;

PlotSeries bound(const QString& name, ChartColor color) {
    PlotSeries series{name, color};
    series.line = Qt::DotLine;
    return series;
}

}  // namespace

SweepCurves::SweepCurves(QWidget* owner)
    : QObject(owner), m_times(new Plot(tr("Time"), Quantity::Count, Quantity::Duration, owner)),
      m_speedup(new Plot(tr("Speed-up over processes"), Quantity::Count, Quantity::Count, owner)) {
    for (Plot* const plot : {m_times, m_speedup}) {
        plot->setMinimumHeight(190);
        plot->setEmptyText(tr("Nothing to show yet"));
        connect(plot, &Plot::cursorMoved, this, [this, plot](double x) { take(*plot, x); });
        connect(plot, &Plot::fitWanted, this, [this, plot] { fit(*plot); });
        connect(plot, &Plot::activated, this, [this] {
            if (m_current) emit activated(*m_current);
        });
    }
}

void SweepCurves::clear() {
    m_places.clear();
    m_hasSpeedup = false;
    m_current.reset();
    for (Plot* const plot : {m_times, m_speedup}) plot->setSeries({});
}

void SweepCurves::show(const study::SweepSpec& spec, const SweepOutcome& outcome) {
    m_places.clear();
    m_hasSpeedup = false;
    if (spec.axes.size() != 1) return clear();
    for (const SweepConfiguration& each : outcome.configurations)
        if (each.values[0].is_number()) m_places.push_back({each.values[0].get<double>(), each.number});
    std::stable_sort(m_places.begin(), m_places.end(), [](const Place& a, const Place& b) { return a.x < b.x; });
    if (m_places.size() < 2 || m_places.front().x == m_places.back().x) return clear();
    const double least = m_places.front().x, most = m_places.back().x;
    m_isLogarithmic = least > 0 && most > least * kWide;
    m_times->setXScale(m_isLogarithmic ? Plot::Scale::Logarithmic : Plot::Scale::Linear);
    m_times->setNote(tr("over %1: median and 95 %").arg(parameterName(spec.axes[0].parameter)));
    showTimes(outcome);
    if (spec.axes[0].parameter == study::SweepParameter::Processes && outcome.speedup) showSpeedup(outcome);
    for (Plot* const plot : {m_times, m_speedup}) {
        plot->setStep(1);
        fit(*plot);
    }
    setCurrent(m_current);
}

void SweepCurves::showTimes(const SweepOutcome& outcome) {
    PlotSeries median{tr("median"), chartColor(0)};
    median.hasDots = true;
    PlotSeries law{tr("law"), chartColor(1)};
    law.line = Qt::DashLine;
    std::vector<PlotSeries> series{median, bound(tr("95 % from"), chartColor(0)), bound(tr("95 % to"), chartColor(0))};
    if (outcome.speedup) series.push_back(law);
    m_times->setSeries(std::move(series));
    std::vector<double> keys, medians, lows, highs;
    for (const Place& place : m_places) {
        const SweepConfiguration& each = outcome.configurations[place.configuration];
        if (!each.median) continue;
        keys.push_back(place.x);
        medians.push_back(*each.median * kNanoseconds);
        lows.push_back(each.interval.value_or(study::Interval{*each.median, *each.median}).low * kNanoseconds);
        highs.push_back(each.interval.value_or(study::Interval{*each.median, *each.median}).high * kNanoseconds);
    }
    m_times->setData(0, keys, std::move(medians));
    m_times->setData(1, keys, std::move(lows));
    m_times->setData(2, std::move(keys), std::move(highs));
    if (!outcome.speedup) return;
    std::vector<double> lawKeys, lawValues;
    const double least = m_places.front().x, most = m_places.back().x;
    for (int step = 0; step <= kLawPoints; ++step) {
        lawKeys.push_back(least + (most - least) * step / kLawPoints);
        lawValues.push_back(outcome.speedup->curve.seconds(lawKeys.back()) * kNanoseconds);
    }
    m_times->setData(3, std::move(lawKeys), std::move(lawValues));
}

void SweepCurves::showSpeedup(const SweepOutcome& outcome) {
    SpeedupDrawing drawing;
    drawing.curve = outcome.speedup->curve;
    for (const Place& place : m_places) {
        const auto median = outcome.configurations[place.configuration].median;
        if (!median) continue;
        drawing.processes.push_back(place.x);
        drawing.measured.push_back(drawing.curve.one_worker / *median);
    }
    for (const SweepSpeedup::Band& point : outcome.speedup->band) {
        drawing.bandAt.push_back(point.processes);
        drawing.low.push_back(point.speedup.low);
        drawing.high.push_back(point.speedup.high);
    }
    drawSpeedup(*m_speedup, drawing);
    m_speedup->setNote(speedupText(outcome.speedup->law, outcome.speedup->curve, outcome.speedup->contention));
    m_hasSpeedup = true;
}

void SweepCurves::fit(Plot& plot) {
    if (m_places.empty()) return;
    // With some room, so that the first and the last dot are whole. The speed-up begins at one worker, whatever was run.
    const double begin = &plot == m_speedup ? std::min(1.0, m_places.front().x) : m_places.front().x, end = m_places.back().x;
    const bool isWide = &plot == m_times && m_isLogarithmic;
    const double room = isWide ? std::pow(end / begin, kRoom) : (end - begin) * kRoom;
    plot.setXRange(isWide ? PlotRange{begin / room, end * room} : PlotRange{begin - room, end + room});
    plot.refresh();
}

/// The configuration nearest to a place. A key moves by less than the distance to the next one: then it is that one.
void SweepCurves::take(Plot& plot, double x) {
    if (m_places.empty()) return;
    std::size_t nearest = 0, current = m_places.size();
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (std::abs(m_places[i].x - x) < std::abs(m_places[nearest].x - x)) nearest = i;
        if (m_current == m_places[i].configuration) current = i;
    }
    if (nearest == current && plot.hasFocus() && std::abs(x - m_places[current].x) == 1) {
        if (x > m_places[current].x && current + 1 < m_places.size()) nearest = current + 1;
        if (x < m_places[current].x && current > 0) nearest = current - 1;
    }
    setCurrent(m_places[nearest].configuration);
    emit chosen(m_places[nearest].configuration);
}

void SweepCurves::setCurrent(std::optional<std::size_t> configuration) {
    m_current = configuration;
    std::optional<double> x;
    for (const Place& place : m_places)
        if (configuration == place.configuration) x = place.x;
    for (Plot* const plot : {m_times, m_speedup}) {
        plot->setCursorPlace(x);
        plot->refresh();
    }
}

}  // namespace poolscope::ui
