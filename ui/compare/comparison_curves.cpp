// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_curves.h"

#include <algorithm>
#include <cmath>

#include <poolscope/speedup.h>
#include <poolscope/statistics.h>

#include "charts/plot.h"
#include "format/speedup_words.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {

constexpr int kBins = 60;

PlotSeries seriesOf(const ComparedEntry& entry, PlotSeries::Shape shape) {
    PlotSeries series;
    series.name = QStringLiteral("%1 %2").arg(entry.letter).arg(entry.name);
    series.color = chartColor(entry.color);
    series.line = chartLine(entry.color);
    series.letter = entry.letter;
    series.shape = shape;
    return series;
}

void showAll(Plot& plot) {
    double begin = 0, end = 0;
    bool isFirst = true;
    for (std::size_t series = 0; series < plot.series().size(); ++series) {
        const auto& keys = plot.keys(series);
        if (keys.empty()) continue;
        begin = isFirst ? keys.front() : std::min(begin, keys.front());
        end = isFirst ? keys.back() : std::max(end, keys.back());
        isFirst = false;
    }
    plot.setXRange({begin, std::max(end, begin + 1e-9)});
    plot.setStep((end - begin) / 100);
    plot.refresh();
}

}  // namespace

ComparisonCurves::ComparisonCurves(const ComparisonSet& set, QWidget* owner)
    : QObject(owner), m_set(set),
      m_progress(new Plot(tr("Items settled"), Quantity::Moment, Quantity::Share, owner)),
      m_durations(new Plot(tr("How long tasks took"), Quantity::Duration, Quantity::Share, owner)),
      m_cumulative(new Plot(tr("Tasks that took at most so long"), Quantity::Duration, Quantity::Share, owner)),
      m_speedup(new Plot(tr("Speed-up over processes"), Quantity::Count, Quantity::Count, owner)),
      m_speedupNote(new InkLabel(Ink::Muted, owner)) {
    m_speedupNote->setObjectName(QStringLiteral("speedupNote"));
    m_speedupNote->setWordWrap(true);
    m_progress->setYTop(1);
    m_cumulative->setYTop(1);
    m_durations->setXScale(Plot::Scale::Logarithmic);
    m_cumulative->setXScale(Plot::Scale::Logarithmic);
    for (Plot* const plot : {m_progress, m_durations, m_cumulative, m_speedup}) {
        plot->setEmptyText(tr("Nothing to show yet"));
        connect(plot, &Plot::cursorMoved, plot, [plot](double x) {
            plot->setCursorPlace(x);
            plot->refresh();
        });
        connect(plot, &Plot::fitWanted, plot, [plot] { showAll(*plot); });
    }
    connect(&set, &ComparisonSet::changed, this, &ComparisonCurves::follow);
    follow();
}

void ComparisonCurves::setAlignment(Alignment alignment) {
    m_alignment = alignment;
    showProgress();
}

void ComparisonCurves::follow() {
    showProgress();
    showDurations();
    showSpeedup();
}

void ComparisonCurves::showProgress() {
    std::vector<PlotSeries> series;
    for (std::size_t run = 0; run < m_set.runs().size(); ++run) series.push_back(seriesOf(m_set.entryOfRun(run), PlotSeries::Shape::Steps));
    m_progress->setSeries(std::move(series));
    for (std::size_t index = 0; index < m_set.runs().size(); ++index) {
        const study::ComparedRun& run = m_set.runs()[index];
        const Time zero = alignedMoment(run, m_alignment);
        std::vector<double> keys, values;
        keys.push_back(static_cast<double>(run.origin - zero));
        values.push_back(0);
        for (std::size_t percent = 0; percent < run.settled_at.size(); ++percent) {
            keys.push_back(static_cast<double>(run.settled_at[percent] - zero));
            values.push_back(static_cast<double>(percent) / 100);
        }
        m_progress->setData(index, std::move(keys), std::move(values));
    }
    showAll(*m_progress);
}

void ComparisonCurves::showDurations() {
    double least = std::numeric_limits<double>::max(), most = 0;
    for (const study::ComparedRun& run : m_set.runs()) {
        for (const double seconds : run.task_seconds) {
            if (seconds > 0) least = std::min(least, seconds);
            most = std::max(most, seconds);
        }
    }
    std::vector<PlotSeries> shares, sums;
    for (std::size_t run = 0; run < m_set.runs().size(); ++run) {
        shares.push_back(seriesOf(m_set.entryOfRun(run), PlotSeries::Shape::Steps));
        sums.push_back(seriesOf(m_set.entryOfRun(run), PlotSeries::Shape::Steps));
    }
    m_durations->setSeries(std::move(shares));
    m_cumulative->setSeries(std::move(sums));
    if (most <= 0) {
        m_durations->refresh();
        m_cumulative->refresh();
        return;
    }
    const double low = std::log(least * 0.9), high = std::log(std::max(most, least) * 1.1), step = (high - low) / kBins;
    for (std::size_t index = 0; index < m_set.runs().size(); ++index) {
        const std::vector<double>& seconds = m_set.runs()[index].task_seconds;
        std::vector<double> counts(kBins + 1, 0.0), keys, values, cumulative;
        for (const double value : seconds) {
            const double bin = value > 0 ? (std::log(value) - low) / step : 0;
            ++counts[static_cast<std::size_t>(std::clamp(bin, 0.0, kBins - 1.0))];
        }
        double sum = 0;
        const double all = std::max<double>(1, static_cast<double>(seconds.size()));
        for (int bin = 0; bin <= kBins; ++bin) {
            keys.push_back(std::exp(low + bin * step) * 1e9);
            values.push_back(counts[static_cast<std::size_t>(bin)] / all);
            // Steps hold until the next key: what is below a key is known there.
            cumulative.push_back(sum / all);
            sum += counts[static_cast<std::size_t>(bin)];
        }
        if (seconds.empty()) continue;
        m_durations->setData(index, keys, std::move(values));
        m_cumulative->setData(index, std::move(keys), std::move(cumulative));
    }
    showAll(*m_durations);
    showAll(*m_cumulative);
}

/// Of the baseline and of the runs that differ from it in the number of processes alone: others would mix what the number does with what
/// their settings do.
std::map<double, std::vector<double>> ComparisonCurves::scaling() const {
    std::map<double, std::vector<double>> seconds;
    const auto& groups = m_set.groups();
    if (m_set.baselineGroup() >= groups.size()) return seconds;
    const study::ComparedRun& baseline = m_set.runs()[groups[m_set.baselineGroup()].runs.front()];
    for (const study::ComparedRun& run : m_set.runs()) {
        const auto took = study::measured(run, study::Measure::Work);
        if (took && *took > 0 && run.processes > 0 && run.but_processes == baseline.but_processes) seconds[run.processes].push_back(*took);
    }
    return seconds;
}

void ComparisonCurves::showSpeedup() {
    const std::map<double, std::vector<double>> seconds = scaling();
    std::vector<study::SpeedupPoint> points;
    for (const auto& [processes, times] : seconds)
        for (const double time : times) points.push_back({processes, time});
    m_speedupText.clear();
    m_hasSpeedup = seconds.size() > 1;
    m_speedup->setSeries({});
    if (m_hasSpeedup) {
        const study::SpeedupFit fit = study::fit_speedup(points);
        PlotSeries measured{tr("measured"), chartColor(0)}, law{tr("law"), chartColor(1)}, ideal{tr("ideal"), chartColor(6)};
        measured.hasDots = true;
        law.line = Qt::DashLine;
        ideal.line = Qt::DotLine;
        m_speedup->setSeries({measured, law, ideal});
        std::vector<double> keys, values, lawKeys, lawValues, idealValues;
        // The law is fitted to every run, whose scatter its interval is made of; a dot is the median of its runs.
        for (const auto& [processes, times] : seconds) {
            keys.push_back(processes);
            values.push_back(fit.curve.one_worker / study::median(times));
        }
        const double most = seconds.rbegin()->first;
        for (int step = 0; step <= 64; ++step) {
            const double at = 1 + (most - 1) * step / 64;
            lawKeys.push_back(at);
            lawValues.push_back(fit.curve.speedup(at));
            idealValues.push_back(at);
        }
        m_speedup->setData(0, std::move(keys), std::move(values));
        m_speedup->setData(1, lawKeys, std::move(lawValues));
        m_speedup->setData(2, lawKeys, std::move(idealValues));
        m_speedupText = ui::speedupText(fit.law, fit.curve, fit.contention);
        if (points.size() < m_set.runs().size()) m_speedupText += u' ' + tr("Runs that differ from the baseline in other settings, too, are left out here.");
        showAll(*m_speedup);
    }
    m_speedupNote->setText(m_speedupText);
    m_speedupNote->setVisible(m_hasSpeedup);
}

}  // namespace poolscope::ui
