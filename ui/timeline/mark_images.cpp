// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/mark_images.h"

#include <QList>
#include <QPainter>
#include <QPolygonF>

#include "format/activity.h"

namespace poolscope::ui {

namespace {

QImage emptyImage(int size) {
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    return image;
}

QImage crossImage(int size, const QColor& fill, const QColor& rim) {
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = size / 11.0;
    const QRectF plate(unit, unit, size - 2 * unit, size - 2 * unit);
    painter.setPen(QPen(rim, 2 * unit));
    painter.setBrush(fill);
    painter.drawRoundedRect(plate, 2 * unit, 2 * unit);
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(plate, 2 * unit, 2 * unit);
    painter.setPen(QPen(Qt::white, 1.6 * unit, Qt::SolidLine, Qt::RoundCap));
    const QRectF cross = plate.adjusted(2.2 * unit, 2.2 * unit, -2.2 * unit, -2.2 * unit);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
    return image;
}

/// Letters as strokes on the grid of the marks: sharp at this size, where a font's would not be.
QList<QPolygonF> strokesOf(char16_t letter) {
    constexpr double l = 3.8, r = 7.2, t = 3.4, b = 7.6, m = 5.5;
    switch (letter) {
    case u'K': return {{{l, t}, {l, b}}, {{r, t}, {l + 0.4, m}, {r, b}}};
    case u'T': return {{{l, t}, {r, t}}, {{m, t}, {m, b}}};
    case u'M': return {{{l - 0.3, b}, {l - 0.3, t}, {m, m + 0.4}, {r + 0.3, t}, {r + 0.3, b}}};
    case u'E': return {{{r, t}, {l, t}, {l, b}, {r, b}}, {{l, m}, {r - 0.6, m}}};
    case u'I': return {{{m, t}, {m, b}}, {{m - 1, t}, {m + 1, t}}, {{m - 1, b}, {m + 1, b}}};
    case u'U': return {{{l, t}, {l, b - 0.8}, {l + 0.8, b}, {r - 0.8, b}, {r, b - 0.8}, {r, t}}};
    case u'H': return {{{l, t}, {l, b}}, {{r, t}, {r, b}}, {{l, m}, {r, m}}};
    case u'N': return {{{l, b}, {l, t}, {r, b}, {r, t}}};
    default: return {};
    }
}

/// The plates differ in shape as well: a clock's disc for time, a square for memory, a shield for the rest.
QImage letterImage(int size, char16_t letter, const QColor& fill, const QColor& rim) {
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = size / 11.0;
    const QRectF plate(unit, unit, size - 2 * unit, size - 2 * unit);
    const double round = letter == u'T' ? plate.width() / 2 : letter == u'M' ? 0.0 : 2 * unit;
    painter.setPen(QPen(rim, 2 * unit));
    painter.setBrush(fill);
    painter.drawRoundedRect(plate, round, round);
    painter.setPen(Qt::NoPen);
    painter.drawRoundedRect(plate, round, round);
    painter.setBrush(Qt::NoBrush);
    painter.scale(unit, unit);
    painter.setPen(QPen(Qt::white, 1.3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    for (const QPolygonF& stroke : strokesOf(letter)) painter.drawPolyline(stroke);
    return image;
}

QImage exclamationImage(int size, const QColor& ink) {
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = size / 11.0;
    painter.setPen(QPen(ink, unit));
    painter.setBrush(Qt::white);
    painter.drawEllipse(QRectF(unit, unit, size - 2 * unit, size - 2 * unit));
    const double middle = size / 2.0;
    painter.setPen(QPen(ink, 1.9 * unit, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(middle, 3.1 * unit), QPointF(middle, 5.6 * unit));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(middle, 8.0 * unit), 1.05 * unit, 1.05 * unit);
    return image;
}

QImage ringImage(int size, const QColor& ink, const QColor& rim) {
    QImage image = emptyImage(size);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double unit = size / 11.0;
    const QPointF middle(size / 2.0, size / 2.0);
    painter.setPen(QPen(rim, 4 * unit));
    painter.setBrush(rim);
    painter.drawEllipse(middle, 2.6 * unit, 2.6 * unit);
    painter.setPen(QPen(ink, 1.8 * unit));
    painter.drawEllipse(middle, 2.6 * unit, 2.6 * unit);
    return image;
}

}  // namespace

MarkImages::MarkImages(int size, Appearance appearance, const QColor& background) : m_size(size) {
    const QColor crashed = activityColor(WorkerActivity::Crashed, appearance);
    const QColor retiring = activityColor(WorkerActivity::Retiring, appearance);
    m_images[static_cast<std::size_t>(MarkKind::Crashed)] = crossImage(size, crashed, background);
    for (const char16_t letter : {u'K', u'T', u'M', u'E', u'I', u'U', u'H', u'N'})
        m_letters.emplace(letter, letterImage(size, letter, crashed, background));
    m_images[static_cast<std::size_t>(MarkKind::FailedTask)] =
        exclamationImage(size, activityColor(WorkerActivity::Crashed, Appearance::Light));
    m_images[static_cast<std::size_t>(MarkKind::Recycled)] = ringImage(size, retiring, background);
}

const QImage& MarkImages::image(MarkKind kind, char16_t letter) const {
    if (kind == MarkKind::Crashed)
        if (const auto found = m_letters.find(letter); found != m_letters.end()) return found->second;
    return m_images[static_cast<std::size_t>(kind)];
}

}  // namespace poolscope::ui
