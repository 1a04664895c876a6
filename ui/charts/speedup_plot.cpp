// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/speedup_plot.h"

#include <QCoreApplication>

#include "charts/plot.h"

namespace poolscope::ui {

namespace {

struct SpeedupPlot {
    Q_DECLARE_TR_FUNCTIONS(poolscope::ui::SpeedupPlot)
};

constexpr int kLawPoints = 96;

PlotSeries bound(const QString& name) {
    PlotSeries series{name, chartColor(1)};
    series.line = Qt::DotLine;
    return series;
}

std::vector<double> placesUpTo(double most) {
    std::vector<double> places;
    for (int step = 0; step <= kLawPoints; ++step) places.push_back(1 + (most - 1) * step / kLawPoints);
    return places;
}

}  // namespace

SpeedupDrawing speedupDrawing(std::vector<double> processes, std::vector<double> measured, const study::SpeedupFit& fit) {
    SpeedupDrawing drawing;
    drawing.processes = std::move(processes);
    drawing.measured = std::move(measured);
    drawing.curve = fit.curve;
    if (drawing.processes.empty()) return drawing;
    drawing.bandAt = placesUpTo(drawing.processes.back());
    for (const double at : drawing.bandAt) {
        const study::Interval band = study::speedup_band(fit, at);
        drawing.low.push_back(band.low);
        drawing.high.push_back(band.high);
    }
    return drawing;
}

void drawSpeedup(Plot& plot, const SpeedupDrawing& drawing) {
    PlotSeries measured{SpeedupPlot::tr("measured"), chartColor(0)}, law{SpeedupPlot::tr("law"), chartColor(1)}, ideal{SpeedupPlot::tr("ideal"), chartColor(6)};
    measured.hasDots = true;
    law.line = Qt::DashLine;
    ideal.line = Qt::DashDotLine;
    plot.setSeries({measured, law, bound(SpeedupPlot::tr("95 % from")), bound(SpeedupPlot::tr("95 % to")), ideal});
    if (drawing.processes.empty()) return;
    const std::vector<double> places = placesUpTo(drawing.processes.back());
    std::vector<double> byTheLaw;
    for (const double at : places) byTheLaw.push_back(drawing.curve.speedup(at));
    plot.setData(0, drawing.processes, drawing.measured);
    plot.setData(1, places, std::move(byTheLaw));
    plot.setData(2, drawing.bandAt, drawing.low);
    plot.setData(3, drawing.bandAt, drawing.high);
    plot.setData(4, places, places);
}

}  // namespace poolscope::ui
