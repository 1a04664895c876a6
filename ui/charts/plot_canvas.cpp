// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/plot_canvas.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "format/appearance.h"
#include "timeline/time_ticks.h"

namespace poolscope::ui {

namespace {
constexpr qsizetype kMostDots = 80;
}

/// Round ticks with the words of the axis' quantity.
class PlotCanvas::Ticker : public QCPAxisTicker {
public:
    Ticker(const QCPAxis* axis, Quantity quantity) : m_axis(axis), m_quantity(quantity) {}

    void generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks, QVector<double>* subTicks,
                  QVector<QString>* labels) override {
        ticks.clear();
        if (subTicks) subTicks->clear();
        if (labels) labels->clear();
        const auto add = [&](double at, const QString& text) {
            ticks.append(at);
            if (labels) labels->append(text);
        };
        const bool isHorizontal = m_axis->orientation() == Qt::Horizontal;
        const double pixels = isHorizontal ? m_axis->axisRect()->width() : m_axis->axisRect()->height();
        const QFontMetrics metrics(m_axis->tickLabelFont());
        const double room = isHorizontal ? metrics.horizontalAdvance(QStringLiteral("000.000 ms")) + 18 : metrics.height() * 1.7;
        const int most = std::max(1, static_cast<int>(pixels / room));
        if (m_quantity == Quantity::Moment) {
            const auto least = static_cast<Time>(range.size() * room / std::max(1.0, pixels));
            for (const TimeTick& tick : timeTicks(static_cast<Time>(range.lower), static_cast<Time>(range.upper), 0, least))
                if (!tick.label.isEmpty()) add(static_cast<double>(tick.time), tick.label);
            return;
        }
        if (m_axis->scaleType() == QCPAxis::stLogarithmic) {
            const double decades = std::log10(range.upper / range.lower);
            const bool hasRoom = decades * 3 <= most;
            for (double decade = std::pow(10, std::floor(std::log10(range.lower))); decade <= range.upper; decade *= 10)
                for (const double factor : {1.0, 2.0, 5.0})
                    if ((factor == 1.0 || hasRoom) && range.contains(decade * factor))
                        add(decade * factor, tickText(decade * factor, m_quantity));
            return;
        }
        const double step = tickStep(range.size(), most, m_quantity);
        for (double at = std::ceil(range.lower / step - 1e-9) * step; at <= range.upper + step * 1e-6; at += step)
            add(at, tickText(std::abs(at) < step * 1e-6 ? 0 : at, m_quantity));
    }

private:
    const QCPAxis* m_axis;
    Quantity m_quantity;
};

/// Title and legend.
class PlotCanvas::Header : public QCPLayoutElement {
public:
    explicit Header(PlotCanvas& canvas) : QCPLayoutElement(&canvas), m_canvas(canvas) {}
    [[nodiscard]] QSize minimumOuterSizeHint() const override { return {0, m_canvas.headerHeight()}; }
    [[nodiscard]] QSize maximumOuterSizeHint() const override { return {QWIDGETSIZE_MAX, m_canvas.headerHeight()}; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override { m_canvas.drawHeader(*painter, rect()); }

private:
    PlotCanvas& m_canvas;
};

/// Cursor, picked range and pointer.
class PlotCanvas::Marks : public QCPLayerable {
public:
    explicit Marks(PlotCanvas& canvas) : QCPLayerable(&canvas, QStringLiteral("marks")), m_canvas(canvas) {}

protected:
    [[nodiscard]] QRect clipRect() const override { return m_canvas.axisRect()->rect(); }
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override { m_canvas.drawMarks(*painter); }

private:
    PlotCanvas& m_canvas;
};

PlotCanvas::PlotCanvas(Plot& plot) : QCustomPlot(&plot), m_plot(plot) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setNoAntialiasingOnDrag(false);
    addLayer(QStringLiteral("marks"), layer(QStringLiteral("legend")), QCustomPlot::limAbove);
    layer(QStringLiteral("marks"))->setMode(QCPLayer::lmBuffered);
    plotLayout()->insertRow(0);
    auto* const header = new Header(*this);
    plotLayout()->addElement(0, 0, header);
    header->setLayer(QStringLiteral("marks"));
    header->setMargins({});
    plotLayout()->setRowSpacing(0);
    plotLayout()->setMargins({});
    new Marks(*this);
    axisRect()->setAutoMargins(QCP::msNone);
    xAxis->setTicker(QSharedPointer<Ticker>::create(xAxis, plot.m_xQuantity));
    yAxis->setTicker(QSharedPointer<Ticker>::create(yAxis, plot.m_yQuantity));
    for (QCPAxis* const axis : {xAxis, yAxis}) {
        axis->setSubTicks(false);
        axis->setTickLengthIn(0);
        axis->setTickLabelPadding(4);
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    xAxis->setTickLengthOut(4);
    yAxis->setTickLengthOut(0);
    yAxis->setBasePen(Qt::NoPen);
    yAxis->setTickPen(Qt::NoPen);
    xAxis->grid()->setVisible(false);
}

int PlotCanvas::headerHeight() const {
    return QFontMetrics(m_bold).height() + m_legendLines * QFontMetrics(m_small).height() + 8;
}

void PlotCanvas::applyTheme() {
    const QPalette& colors = m_plot.palette();
    m_small = m_plot.font();
    if (m_small.pointSizeF() > 0)
        m_small.setPointSizeF(m_small.pointSizeF() * 0.9);
    else
        m_small.setPixelSize(std::max(1, static_cast<int>(std::lround(m_small.pixelSize() * 0.9))));
    m_bold = m_plot.font();
    m_bold.setWeight(QFont::DemiBold);
    setBackground(QBrush(colors.color(QPalette::Base)));
    const QColor hairline = ink(Ink::Hairline, colors);
    for (QCPAxis* const axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(m_small);
        axis->setTickLabelColor(ink(Ink::Muted, colors));
        axis->grid()->setPen(QPen(hairline, 1));
    }
    xAxis->setBasePen(QPen(colors.color(QPalette::Mid), 1));
    xAxis->setTickPen(QPen(colors.color(QPalette::Mid), 1));
    // The same for all charts, so that they stand under one another with one time axis.
    const QFontMetrics metrics(m_small);
    axisRect()->setMargins({metrics.horizontalAdvance(QStringLiteral("00.0 MiB")) + 10, 6, metrics.averageCharWidth() * 2,
                            metrics.height() + 9});
    for (std::size_t series = 0; series < m_graphs.size(); ++series)
        dress(series);
}

QColor PlotCanvas::colorOf(std::size_t series) const {
    return m_plot.m_series[series].color.in(appearanceOf(m_plot.palette()));
}

void PlotCanvas::makeGraphs() {
    clearGraphs();
    m_graphs.clear();
    m_tops.assign(m_plot.m_series.size(), {});
    for (const PlotSeries& series : m_plot.m_series) {
        Graphs graphs;
        graphs.base = addGraph();
        if (series.pattern != Qt::NoBrush) graphs.pattern = addGraph();
        m_graphs.push_back(graphs);
    }
    for (std::size_t series = 0; series < m_graphs.size(); ++series)
        dress(series);
}

void PlotCanvas::dress(std::size_t series) {
    const PlotSeries& look = m_plot.m_series[series];
    const Graphs& graphs = m_graphs[series];
    using Shape = PlotSeries::Shape;
    const bool isFilled = look.shape == Shape::Filled || look.shape == Shape::Stacked;
    const auto style = look.shape == Shape::Line        ? QCPGraph::lsLine
                       : look.shape == Shape::StepsBack ? QCPGraph::lsStepRight
                                                        : QCPGraph::lsStepLeft;
    QColor color = colorOf(series);
    const auto emphasis = m_plot.m_emphasis;
    const bool isBack = emphasis && *emphasis != series;
    if (isBack) color.setAlphaF(0.25F);
    QPen pen(color, emphasis == series ? 2.4 : 1.6, look.line);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    graphs.base->setLineStyle(style);
    graphs.base->setAntialiased(!isFilled);
    graphs.base->setAntialiasedFill(false);
    // Areas have an edge in their own colour only where nothing is stacked on them; between them the fill is enough.
    graphs.base->setPen(look.shape == Shape::Stacked ? QPen(Qt::NoPen) : pen);
    if (!isFilled) return;
    QColor fill = color;
    if (look.shape == Shape::Filled) fill.setAlphaF(0.28F);
    graphs.base->setBrush(fill);
    QCPGraph* below = nullptr;
    for (std::size_t other = series; other-- > 0 && !below;)
        if (m_plot.m_series[other].shape == Shape::Stacked) below = m_graphs[other].base;
    if (look.shape == Shape::Stacked && below) graphs.base->setChannelFillGraph(below);
    if (!graphs.pattern) return;
    graphs.pattern->setLineStyle(style);
    graphs.pattern->setPen(Qt::NoPen);
    graphs.pattern->setAntialiasedFill(false);
    QColor over = color.lightnessF() > 0.5F ? QColor(Qt::black) : QColor(Qt::white);
    over.setAlphaF(0.75F);
    graphs.pattern->setBrush(QBrush(over, look.pattern));
    if (below) graphs.pattern->setChannelFillGraph(below);
}

void PlotCanvas::showData() {
    std::vector<double> stack;
    m_highest = 0;
    for (std::size_t series = 0; series < m_graphs.size(); ++series) {
        const Plot::Data& points = m_plot.m_data[series];
        std::vector<double>& tops = m_tops[series];
        tops = points.values;
        if (m_plot.m_series[series].shape == PlotSeries::Shape::Stacked) {
            stack.resize(std::max(stack.size(), tops.size()));
            for (std::size_t at = 0; at < tops.size(); ++at)
                tops[at] = stack[at] += tops[at];
        }
        for (std::size_t at = 0; at < tops.size(); ++at)
            if (std::isfinite(tops[at]) && points.keys[at] <= m_plot.m_xRange.end &&
                (at + 1 >= tops.size() || points.keys[at + 1] >= m_plot.m_xRange.begin))
                m_highest = std::max(m_highest, tops[at]);
        const QVector<double> keys(points.keys.begin(), points.keys.end());
        const QVector<double> values(tops.begin(), tops.end());
        m_graphs[series].base->setData(keys, values, true);
        if (m_plot.m_series[series].hasDots)
            m_graphs[series].base->setScatterStyle(keys.size() <= kMostDots ? QCPScatterStyle(QCPScatterStyle::ssDisc, 3)
                                                                            : QCPScatterStyle());
        if (m_graphs[series].pattern) m_graphs[series].pattern->setData(keys, values, true);
    }
    showAxes();
    replot(QCustomPlot::rpQueuedReplot);
}

void PlotCanvas::showAxes() {
    const bool isLogarithmic = m_plot.m_scale == Plot::Scale::Logarithmic;
    xAxis->setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    xAxis->setRange(m_plot.m_xRange.begin, m_plot.m_xRange.end);
    // Without data the numbers of the axes would mean nothing.
    const bool isEmpty = std::all_of(m_plot.m_data.begin(), m_plot.m_data.end(),
                                     [](const Plot::Data& points) { return points.keys.empty(); });
    for (QCPAxis* const axis : {xAxis, yAxis}) axis->setTickLabels(!isEmpty);
    xAxis->setTicks(!isEmpty);
    yAxis->grid()->setVisible(!isEmpty);
    yAxis->setRange(0, m_plot.m_yTop.value_or(roundTop(m_highest, m_plot.m_yQuantity)));
}

void PlotCanvas::showMarks() {
    // Where there is nothing to put the marks on, the layer would paint the whole at once, and with it whatever lies around it, in the
    // midst of a change.
    if (hasInvalidatedPaintBuffers()) replot(QCustomPlot::rpQueuedReplot);
    else layer(QStringLiteral("marks"))->replot();
}

}  // namespace poolscope::ui
