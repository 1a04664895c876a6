// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include "charts/plot.h"

namespace poolscope::ui {

/// The QCustomPlot inside a Plot: its graphs, axes and marks, in the colours of the palette. Only the Plot's own files see it, since
/// QCustomPlot's header is long.
class PlotCanvas : public QCustomPlot {
public:
    explicit PlotCanvas(Plot& plot);

    /// Colours and fonts of the palette.
    void applyTheme();
    /// Makes graphs for the series.
    void makeGraphs();
    /// Gives the graphs the series' data, sets the axes, paints.
    void showData();
    /// Paints legend, cursor, range and pointer only.
    void showMarks();
    /// Height of title and legend.
    [[nodiscard]] int headerHeight() const;

    enum class Pointer { Shown, Hidden };
    void setPointer(Pointer pointer) { m_pointer = pointer; }
    /// In a picture nobody can point at what the legend has no room for: it gets the lines that it needs at this width.
    void wrapLegend(int width);
    void unwrapLegend() { m_legendLines = 1; }

private:
    class Header;
    class Marks;
    class Ticker;
    struct Graphs {
        QCPGraph* base = nullptr;
        QCPGraph* pattern = nullptr;  ///< the same again, filled with the pattern
    };
    void dress(std::size_t series);
    void showAxes();
    [[nodiscard]] QColor colorOf(std::size_t series) const;
    void drawHeader(QCPPainter& painter, const QRect& place) const;
    [[nodiscard]] QString valueText(std::size_t series, std::optional<double> x) const;
    [[nodiscard]] int entryWidth(std::size_t series, std::optional<double> x) const;
    int drawEntry(QCPPainter& painter, QPoint place, int right, std::size_t series, std::optional<double> x) const;
    void drawSwatch(QCPPainter& painter, const QRect& place, std::size_t series) const;
    void drawMarks(QCPPainter& painter) const;
    [[nodiscard]] std::optional<double> readPlace() const;

    Plot& m_plot;
    std::vector<Graphs> m_graphs;
    std::vector<std::vector<double>> m_tops;  ///< of each series: where its line is, which is above the others when stacked
    double m_highest = 0;
    Pointer m_pointer = Pointer::Shown;
    int m_legendLines = 1;
    QFont m_small, m_bold;
    friend class Plot;
};

}  // namespace poolscope::ui
