// SPDX-License-Identifier: GPL-3.0-or-later
// What stands over a plot's data: title, legend, cursor, range and pointer.
#include <algorithm>
#include <cmath>

#include "charts/plot_canvas.h"
#include "format/activity.h"
#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr int kSwatch = 16;
constexpr int kSpace = 6;
constexpr int kBetween = 14;   // entries of the legend
constexpr int kSide = 10;      // beside title and legend
constexpr int kMostLines = 3;  // of a legend in a picture
}  // namespace

std::optional<double> PlotCanvas::readPlace() const {
    if (m_pointer == Pointer::Shown && m_plot.m_hover) return m_plot.m_hover;
    return m_plot.m_cursor;
}

void PlotCanvas::drawHeader(QCPPainter& painter, const QRect& place) const {
    const QPalette& colors = m_plot.palette();
    const QFontMetrics bold(m_bold);
    const QFontMetrics small(m_small);
    const QRect area = place.adjusted(kSide, 2, -kSide, 0);
    const std::optional<double> x = readPlace();
    int right = area.right();
    painter.setFont(m_small);
    if (x) {
        const QString text = m_plot.m_placeText(*x);
        painter.setPen(colors.color(QPalette::Text));
        right -= small.horizontalAdvance(text);
        painter.drawText(QPoint(right, area.top() + bold.ascent() + 1), text);
        right -= 12;
    }
    painter.setFont(m_bold);
    painter.setPen(colors.color(QPalette::Text));
    const QString title = bold.elidedText(m_plot.m_title, Qt::ElideRight, std::max(0, right - area.left()));
    painter.drawText(QPoint(area.left(), area.top() + bold.ascent() + 1), title);
    const int noteLeft = area.left() + bold.horizontalAdvance(title) + 10;
    if (!m_plot.m_note.isEmpty() && right - noteLeft > 40) {
        painter.setFont(m_small);
        painter.setPen(ink(Ink::Muted, colors));
        painter.drawText(QPoint(noteLeft, area.top() + bold.ascent() + 1),
                         small.elidedText(m_plot.m_note, Qt::ElideRight, right - noteLeft));
    }
    // The one that is pointed at comes first, so that it is read even when not all have room.
    std::vector<std::size_t> order;
    const auto first = m_plot.m_near ? m_plot.m_near : m_plot.m_emphasis;
    if (first && m_plot.m_series.size() > kChartColors) order.push_back(*first);
    for (std::size_t series = 0; series < m_plot.m_series.size(); ++series)
        if (order.empty() || series != order.front()) order.push_back(series);
    QPoint at(area.left(), area.top() + bold.height() + 3);
    painter.setFont(m_small);
    const int roomForMore = small.horizontalAdvance(QStringLiteral("+00"));
    int line = 1;
    for (std::size_t index = 0; index < order.size(); ++index) {
        const bool isLast = index + 1 == order.size();
        if (line < m_legendLines && at.x() > area.left() && at.x() + entryWidth(order[index], x) > area.right() - roomForMore) {
            at = {area.left(), at.y() + small.height()};
            ++line;
        }
        const int used = drawEntry(painter, at, area.right() - (isLast ? 0 : roomForMore), order[index], x);
        if (used == 0) {
            painter.setPen(ink(Ink::Muted, colors));
            painter.drawText(QPoint(at.x(), at.y() + small.ascent()),
                             QStringLiteral("+%1").arg(QLocale().toString(static_cast<qulonglong>(order.size() - index))));
            break;
        }
        at.rx() += used;
    }
}

QString PlotCanvas::valueText(std::size_t series, std::optional<double> x) const {
    if (!x) return {};
    const std::optional<double> there = m_plot.valueAt(series, *x);
    return there ? quantityText(*there, m_plot.m_yQuantity) : QStringLiteral("–");
}

int PlotCanvas::entryWidth(std::size_t series, std::optional<double> x) const {
    const QFontMetrics metrics(m_small);
    const QString value = valueText(series, x);
    const int number = value.isEmpty() ? 0 : metrics.horizontalAdvance(value) + kSpace;
    return kSwatch + kSpace + metrics.horizontalAdvance(m_plot.m_series[series].name) + number;
}

void PlotCanvas::wrapLegend(int width) {
    const int room = width - 2 * kSide - QFontMetrics(m_small).horizontalAdvance(QStringLiteral("+00"));
    int at = 0;
    m_legendLines = 1;
    for (std::size_t series = 0; series < m_plot.m_series.size(); ++series) {
        const int used = entryWidth(series, readPlace());
        if (at > 0 && at + used > room) {
            ++m_legendLines;
            at = 0;
        }
        at += used + kBetween;
    }
    m_legendLines = std::min(m_legendLines, kMostLines);
}

int PlotCanvas::drawEntry(QCPPainter& painter, QPoint place, int right, std::size_t series, std::optional<double> x) const {
    const PlotSeries& look = m_plot.m_series[series];
    const QFontMetrics metrics(m_small);
    const QString value = valueText(series, x);
    const int name = metrics.horizontalAdvance(look.name);
    const int used = entryWidth(series, x);
    if (place.x() + used > right) return 0;
    drawSwatch(painter, QRect(place.x(), place.y() + (metrics.height() - 11) / 2, kSwatch, 11), series);
    painter.setPen(ink(Ink::Muted, m_plot.palette()));
    const int base = place.y() + metrics.ascent();
    painter.drawText(QPoint(place.x() + kSwatch + kSpace, base), look.name);
    if (!value.isEmpty()) {
        painter.setPen(m_plot.palette().color(QPalette::Text));
        painter.drawText(QPoint(place.x() + kSwatch + kSpace + name + kSpace, base), value);
    }
    return used + kBetween;
}

void PlotCanvas::drawSwatch(QCPPainter& painter, const QRect& place, std::size_t series) const {
    const PlotSeries& look = m_plot.m_series[series];
    const QColor color = colorOf(series);
    using Shape = PlotSeries::Shape;
    painter.setAntialiasing(false);
    if (look.shape == Shape::Filled || look.shape == Shape::Stacked) {
        QColor fill = color;
        if (look.shape == Shape::Filled) fill.setAlphaF(0.4F);
        painter.fillRect(place, fill);
        if (look.pattern != Qt::NoBrush && look.letter.isNull()) {
            QColor over = color.lightnessF() > 0.5F ? QColor(Qt::black) : QColor(Qt::white);
            over.setAlphaF(0.75F);
            painter.fillRect(place, QBrush(over, look.pattern));
        }
        if (!look.letter.isNull() && !look.letter.isSpace()) {
            QFont font = m_small;
            font.setPixelSize(9);
            font.setBold(true);
            painter.setFont(font);
            painter.setPen(textOn(color));
            painter.drawText(place, Qt::AlignCenter, QString(look.letter));
            painter.setFont(m_small);
        }
    } else {
        painter.setPen(QPen(color, 2, look.line, Qt::FlatCap));
        const int middle = place.center().y();
        painter.drawLine(QLineF(place.left(), middle, place.right(), middle));
    }
    painter.setAntialiasing(true);
}

void PlotCanvas::drawMarks(QCPPainter& painter) const {
    const QRect area = axisRect()->rect();
    const QPalette& colors = m_plot.palette();
    const bool isEmpty = std::all_of(m_plot.m_data.begin(), m_plot.m_data.end(),
                                     [](const Plot::Data& points) { return points.keys.empty(); });
    if (isEmpty && !m_plot.m_emptyText.isEmpty()) {
        painter.setFont(m_plot.font());
        painter.setPen(ink(Ink::Muted, colors));
        painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, m_plot.m_emptyText);
    }
    const auto pixel = [&](double x) {
        const double at = xAxis->coordToPixel(x);
        return std::isfinite(at) ? std::clamp(at, -1e5, 1e5) : -1e5;
    };
    const QColor accent = ink(Ink::Accent, colors);
    if (m_plot.m_picked) {
        const double left = pixel(m_plot.m_picked->begin);
        const double right = pixel(m_plot.m_picked->end);
        QColor shade = accent;
        shade.setAlphaF(0.16F);
        painter.fillRect(QRectF(left, area.top(), right - left, area.height()), shade);
        painter.setPen(QPen(accent, 1));
        painter.drawLine(QLineF(left, area.top(), left, area.bottom()));
        painter.drawLine(QLineF(right, area.top(), right, area.bottom()));
    }
    if (m_plot.m_cursor) {
        const double at = std::floor(pixel(*m_plot.m_cursor)) + 0.5;
        if (m_plot.m_afterCursor == Plot::AfterCursor::Veiled) {
            QColor veil = colors.color(QPalette::Base);
            veil.setAlphaF(0.5F);
            const double left = std::clamp(at, static_cast<double>(area.left()), area.right() + 1.0);
            painter.fillRect(QRectF(left, area.top(), area.right() + 1.0 - left, area.height()), veil);
        }
        painter.setPen(QPen(accent, 2));
        painter.drawLine(QLineF(at, area.top(), at, area.bottom()));
        painter.setBrush(accent);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(QPolygonF({QPointF(at - 5, area.top()), QPointF(at + 5, area.top()), QPointF(at, area.top() + 6)}));
    }
    if (m_pointer == Pointer::Hidden || !m_plot.m_hover) return;
    const double at = std::floor(pixel(*m_plot.m_hover)) + 0.5;
    painter.setPen(QPen(ink(Ink::Muted, colors), 1));
    painter.drawLine(QLineF(at, area.top(), at, area.bottom()));
    for (std::size_t series = 0; series < m_graphs.size(); ++series) {
        using Shape = PlotSeries::Shape;
        const Shape shape = m_plot.m_series[series].shape;
        if (shape == Shape::Stacked || (m_graphs.size() > kChartColors && m_plot.m_near != series)) continue;
        const std::optional<double> value = m_plot.valueAt(series, *m_plot.m_hover);
        if (!value) continue;
        painter.setBrush(colorOf(series));
        painter.setPen(QPen(colors.color(QPalette::Base), 1.5));
        painter.drawEllipse(QPointF(at, yAxis->coordToPixel(*value)), 4, 4);
    }
}

}  // namespace poolscope::ui
