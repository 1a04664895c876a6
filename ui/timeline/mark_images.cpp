// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/mark_images.h"

#include <QPainter>

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
    m_images[static_cast<std::size_t>(MarkKind::FailedTask)] =
        exclamationImage(size, activityColor(WorkerActivity::Crashed, Appearance::Light));
    m_images[static_cast<std::size_t>(MarkKind::Recycled)] = ringImage(size, retiring, background);
}

}  // namespace poolscope::ui
