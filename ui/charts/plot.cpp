// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/plot.h"

#include <algorithm>
#include <cmath>

#include <QAccessibleWidget>

#include "charts/plot_canvas.h"
#include "format/appearance.h"

namespace poolscope::ui {

namespace {

constexpr int kFrame = 3;  // around the canvas, for the frame of the focus
constexpr qint64 kSpokenEveryMs = 500;

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
    auto* const plot = qobject_cast<Plot*>(object);
    return plot ? new QAccessibleWidget(plot, QAccessible::Chart) : nullptr;
}

}  // namespace

Plot::Plot(const QString& title, Quantity x, Quantity y, QWidget* parent)
    : QWidget(parent), m_title(title), m_xQuantity(x), m_yQuantity(y),
      m_placeText([x](double place) { return quantityText(place, x); }), m_canvas(new PlotCanvas(*this)) {
    QAccessible::removeFactory(makeAccess);
    QAccessible::installFactory(makeAccess);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(title);
    m_canvas->applyTheme();
}

Plot::~Plot() = default;

QSize Plot::sizeHint() const { return {420, 220}; }
QSize Plot::minimumSizeHint() const { return {260, 150}; }

void Plot::setTitle(const QString& title) {
    if (title == m_title) return;
    m_title = title;
    setAccessibleName(title);
    touchMarks();
}

void Plot::setNote(const QString& note) {
    if (note == m_note) return;
    m_note = note;
    touchMarks();
}

void Plot::setEmptyText(const QString& text) {
    m_emptyText = text;
}

void Plot::setSeries(std::vector<PlotSeries> series) {
    m_series = std::move(series);
    m_data.assign(m_series.size(), {});
    m_emphasis.reset();
    m_near.reset();
    m_canvas->makeGraphs();
}

void Plot::setData(std::size_t series, std::vector<double> keys, std::vector<double> values) {
    m_data[series] = {std::move(keys), std::move(values)};
}

void Plot::setXScale(Scale scale) {
    m_scale = scale;
}

void Plot::setXRange(PlotRange range) {
    m_xRange = range;
}

void Plot::touchMarks() {
    m_canvas->showMarks();
}

void Plot::setCursorPlace(std::optional<double> x) {
    if (x == m_cursor) return;
    m_cursor = x;
    touchMarks();
    speak();
}

void Plot::setPicked(std::optional<PlotRange> range) {
    if (range == m_picked) return;
    m_picked = range;
    touchMarks();
}

void Plot::setHover(std::optional<double> x) {
    if (x == m_hover) return;
    m_hover = x;
    touchMarks();
}

void Plot::setEmphasis(std::optional<std::size_t> series) {
    if (series && *series >= m_series.size()) series.reset();
    if (series == m_emphasis) return;
    m_emphasis = series;
    m_canvas->applyTheme();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::refresh() {
    m_canvas->showData();
    if (!m_sinceSpoken.isValid() || m_sinceSpoken.elapsed() > kSpokenEveryMs) speak();
}

void Plot::speak() {
    m_sinceSpoken.start();
    // Only whoever listens needs the words; making them costs more than painting.
    if (!QAccessible::isActive() && !hasFocus()) return;
    const QString text = summary();
    if (text != accessibleDescription()) setAccessibleDescription(text);
}

std::optional<double> Plot::valueAt(std::size_t series, double x) const {
    const Data& points = m_data[series];
    if (points.keys.empty() || x < points.keys.front()) return std::nullopt;
    std::size_t at = 0;
    if (m_series[series].shape == PlotSeries::Shape::StepsBack) {
        at = static_cast<std::size_t>(std::lower_bound(points.keys.begin(), points.keys.end(), x) - points.keys.begin());
        if (at >= points.keys.size()) return std::nullopt;
    } else {
        at = static_cast<std::size_t>(std::upper_bound(points.keys.begin(), points.keys.end(), x) - points.keys.begin() - 1);
        if (at + 1 == points.keys.size() && x > points.keys.back() + m_step) return std::nullopt;
    }
    return std::isfinite(points.values[at]) ? std::optional(points.values[at]) : std::nullopt;
}

std::optional<std::size_t> Plot::seriesNear(const QPointF& position) const {
    constexpr double kReach = 14;
    std::optional<std::size_t> nearest;
    double least = kReach;
    const double x = placeAt(position.x());
    for (std::size_t series = 0; series < m_series.size(); ++series) {
        const std::optional<double> value = valueAt(series, x);
        if (!value) continue;
        const double distance = std::abs(m_canvas->yAxis->coordToPixel(*value) + m_canvas->y() - position.y());
        if (distance < least) {
            least = distance;
            nearest = series;
        }
    }
    return nearest;
}

QString Plot::summary() const {
    QStringList sentences;
    std::optional<double> x = m_cursor;
    for (const Data& points : m_data)
        if (!m_cursor && !points.keys.empty()) x = std::max(x.value_or(points.keys.back()), points.keys.back());
    if (!x) return m_emptyText;
    constexpr std::size_t kMostSpoken = 12;
    for (std::size_t series = 0; series < std::min(m_series.size(), kMostSpoken); ++series) {
        const Data& points = m_data[series];
        std::size_t highest = points.values.size();
        for (std::size_t at = 0; at < points.values.size(); ++at)
            if (std::isfinite(points.values[at]) && (highest == points.values.size() || points.values[at] > points.values[highest]))
                highest = at;
        if (highest == points.values.size()) continue;
        const std::optional<double> value = valueAt(series, *x);
        sentences << tr("%1: %2, highest %3 at %4.")
                         .arg(m_series[series].name, value ? quantityText(*value, m_yQuantity) : tr("nothing"),
                              quantityText(points.values[highest], m_yQuantity), m_placeText(points.keys[highest]));
    }
    if (sentences.isEmpty()) return m_emptyText;
    return tr("At %1.").arg(m_placeText(*x)) + QLatin1Char(' ') + sentences.join(QLatin1Char(' '));
}

double Plot::pixelOf(double x) const {
    return m_canvas->xAxis->coordToPixel(x) + m_canvas->x();
}

double Plot::placeAt(double pixel) const {
    return m_canvas->xAxis->pixelToCoord(pixel - m_canvas->x());
}

QRect Plot::plotArea() const {
    return m_canvas->axisRect()->rect().translated(m_canvas->pos());
}

void Plot::paintInto(QCPPainter& painter, const QRect& place) {
    m_canvas->setPointer(PlotCanvas::Pointer::Hidden);
    m_canvas->wrapLegend(place.width());
    painter.save();
    painter.translate(place.topLeft());
    m_canvas->toPainter(&painter, place.width(), place.height());
    painter.restore();
    m_canvas->setPointer(PlotCanvas::Pointer::Shown);
    m_canvas->unwrapLegend();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFocused = hasFocus();
    painter.setPen(QPen(ink(isFocused ? Ink::Accent : Ink::Hairline, palette()), isFocused ? 2 : 1));
    painter.setBrush(palette().color(QPalette::Base));
    const double inset = isFocused ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
}

void Plot::resizeEvent(QResizeEvent*) {
    m_canvas->setGeometry(rect().adjusted(kFrame, kFrame, -kFrame, -kFrame));
}

void Plot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    m_canvas->applyTheme();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
    update();
}

}  // namespace poolscope::ui
