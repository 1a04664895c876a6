// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/glyph.h"

#include <optional>

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

#include "format/activity.h"

namespace poolscope::ui {

namespace {

using Points = std::initializer_list<QPointF>;

void line(QPainter& painter, Points points) {
    painter.drawPolyline(points.begin(), static_cast<int>(points.size()));
}

void fill(QPainter& painter, Points points) {
    painter.setBrush(painter.pen().color());
    painter.drawPolygon(points.begin(), static_cast<int>(points.size()));
    painter.setBrush(Qt::NoBrush);
}

void draw(QPainter& p, Glyph glyph) {
    switch (glyph) {
    case Glyph::Run: fill(p, {{5, 3.5}, {12.5, 8}, {5, 12.5}}); break;
    case Glyph::Stop: fill(p, {{4.5, 4.5}, {11.5, 4.5}, {11.5, 11.5}, {4.5, 11.5}}); break;
    case Glyph::Close:  // a door that lets out and not in
        line(p, {{9.5, 3}, {3.5, 3}, {3.5, 13}, {9.5, 13}});
        line(p, {{7, 8}, {13.5, 8}});
        line(p, {{11, 5.5}, {13.5, 8}, {11, 10.5}});
        break;
    case Glyph::Terminate:
        p.drawEllipse(QPointF(8, 8), 5.5, 5.5);
        line(p, {{6, 6}, {10, 10}});
        line(p, {{10, 6}, {6, 10}});
        break;
    case Glyph::Kill: fill(p, {{9, 2}, {3.8, 9}, {7.3, 9}, {6.6, 14}, {12, 6.6}, {8.2, 6.6}}); break;
    case Glyph::Join:
        line(p, {{3, 3.5}, {7, 8}, {3, 12.5}});
        line(p, {{7, 8}, {13, 8}});
        line(p, {{13, 4}, {13, 12}});
        break;
    case Glyph::Submit:
        line(p, {{8, 11}, {8, 3}});
        line(p, {{5, 6}, {8, 3}, {11, 6}});
        line(p, {{3, 10.5}, {3, 13}, {13, 13}, {13, 10.5}});
        break;
    case Glyph::Pool:
        for (const double y : {4.0, 8.0, 12.0})
            line(p, {{3, y}, {13, y}});
        fill(p, {{5, 2.8}, {9, 2.8}, {9, 5.2}, {5, 5.2}});
        fill(p, {{8, 6.8}, {12, 6.8}, {12, 9.2}, {8, 9.2}});
        break;
    case Glyph::Open:
        line(p, {{2.5, 12.5}, {2.5, 3.5}, {6, 3.5}, {7.5, 5.5}, {13.5, 5.5}, {13.5, 12.5}, {2.5, 12.5}});
        break;
    case Glyph::Save:
        line(p, {{3, 3}, {11, 3}, {13, 5}, {13, 13}, {3, 13}, {3, 3}});
        line(p, {{5.5, 3}, {5.5, 6.5}, {10, 6.5}, {10, 3}});
        break;
    case Glyph::Export:
        line(p, {{8, 2.5}, {8, 10}});
        line(p, {{5, 7.5}, {8, 10.5}, {11, 7.5}});
        line(p, {{3, 13.2}, {13, 13.2}});
        break;
    case Glyph::Search:
        p.drawEllipse(QPointF(7, 7), 4, 4);
        line(p, {{10, 10}, {13.5, 13.5}});
        break;
    case Glyph::Cross:
        line(p, {{4.5, 4.5}, {11.5, 11.5}});
        line(p, {{11.5, 4.5}, {4.5, 11.5}});
        break;
    case Glyph::Keys:
        p.drawRoundedRect(QRectF(1.5, 4, 13, 8.5), 1.5, 1.5);
        for (const double x : {4.3, 6.8, 9.2, 11.7})
            line(p, {{x, 6.7}, {x + 0.1, 6.7}});
        line(p, {{5, 9.8}, {11, 9.8}});
        break;
    case Glyph::Warning:
        line(p, {{8, 2.5}, {14, 13}, {2, 13}, {8, 2.5}});
        line(p, {{8, 6.5}, {8, 9.3}});
        line(p, {{8, 11.1}, {8, 11.2}});
        break;
    case Glyph::Error:
        p.drawEllipse(QPointF(8, 8), 6, 6);
        line(p, {{8, 4.8}, {8, 8.7}});
        line(p, {{8, 11}, {8, 11.1}});
        break;
    case Glyph::Note:
        p.drawEllipse(QPointF(8, 8), 6, 6);
        line(p, {{8, 7.3}, {8, 11.2}});
        line(p, {{8, 5}, {8, 5.1}});
        break;
    case Glyph::Panel:
        p.drawRoundedRect(QRectF(2.5, 3.5, 11, 9), 1.5, 1.5);
        line(p, {{6.5, 3.5}, {6.5, 12.5}});
        break;
    case Glyph::Copy:
        p.drawRoundedRect(QRectF(5.5, 5.5, 8, 8), 1.5, 1.5);
        line(p, {{10.5, 3}, {3, 3}, {3, 10.5}});
        break;
    case Glyph::Pause:
        fill(p, {{4.5, 3.5}, {6.7, 3.5}, {6.7, 12.5}, {4.5, 12.5}});
        fill(p, {{9.3, 3.5}, {11.5, 3.5}, {11.5, 12.5}, {9.3, 12.5}});
        break;
    case Glyph::More:
        line(p, {{8, 3.5}, {8, 12.5}});
        line(p, {{3.5, 8}, {12.5, 8}});
        break;
    case Glyph::Fewer: line(p, {{3.5, 8}, {12.5, 8}}); break;
    case Glyph::Restart:
        p.drawArc(QRectF(3, 3, 10, 10), 40 * 16, 290 * 16);
        line(p, {{12.9, 2.4}, {12.4, 5.9}, {9, 5.4}});
        break;
    case Glyph::Limits:
        line(p, {{3, 3.5}, {13, 3.5}});
        line(p, {{8, 13}, {8, 6}});
        line(p, {{5, 8.7}, {8, 6}, {11, 8.7}});
        break;
    case Glyph::ToFirst:
        line(p, {{4, 4}, {4, 12}});
        fill(p, {{12, 4}, {6.5, 8}, {12, 12}});
        break;
    case Glyph::StepBack: fill(p, {{10.5, 4}, {5, 8}, {10.5, 12}}); break;
    case Glyph::StepForward: fill(p, {{5.5, 4}, {11, 8}, {5.5, 12}}); break;
    case Glyph::ToLast:
        line(p, {{12, 4}, {12, 12}});
        fill(p, {{4, 4}, {9.5, 8}, {4, 12}});
        break;
    case Glyph::Follow:
        p.setBrush(p.pen().color());
        p.drawEllipse(QPointF(8, 8), 3, 3);
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(QPointF(8, 8), 6, 6);
        break;
    case Glyph::Window:
        p.drawRoundedRect(QRectF(2.5, 3.5, 11, 9.5), 1.5, 1.5);
        line(p, {{2.5, 6.5}, {13.5, 6.5}});
        break;
    }
}

class GlyphEngine : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, std::optional<QColor> color) : m_glyph(glyph), m_color(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const QPalette palette = QGuiApplication::palette();
        QColor color = m_color.value_or(palette.color(QPalette::Active, QPalette::ButtonText));
        if (mode == QIcon::Disabled) color = palette.color(QPalette::Disabled, QPalette::ButtonText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double side = std::min(rect.width(), rect.height());
        painter->translate(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
        painter->scale(side / 16, side / 16);
        painter->setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        draw(*painter, m_glyph);
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
        return pixmap(size, mode, state);
    }
    QIconEngine* clone() const override { return new GlyphEngine(m_glyph, m_color); }

private:
    Glyph m_glyph;
    std::optional<QColor> m_color;
};

}  // namespace

QIcon glyphIcon(Glyph glyph) {
    return QIcon(new GlyphEngine(glyph, std::nullopt));
}
QIcon glyphIcon(Glyph glyph, const QColor& color) {
    return QIcon(new GlyphEngine(glyph, color));
}

QIcon programIcon() {
    QIcon icon;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(side / 32.0, side / 32.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x15, 0x18, 0x1c));
        painter.drawRoundedRect(QRectF(0, 0, 32, 32), 7, 7);
        const auto bar = [&](double x, double y, double width, WorkerActivity activity) {
            painter.setBrush(activityColor(activity, Appearance::Dark));
            painter.drawRoundedRect(QRectF(x, y, width, 4.4), 1.4, 1.4);
        };
        bar(5, 5, 8, WorkerActivity::Initializing);
        bar(14, 5, 13, WorkerActivity::Running);
        bar(5, 11, 15, WorkerActivity::Running);
        bar(21, 11, 3, WorkerActivity::Retiring);
        bar(5, 17, 9, WorkerActivity::Running);
        bar(15, 17, 3, WorkerActivity::Crashed);
        bar(20, 17, 7, WorkerActivity::Running);
        bar(5, 23, 4, WorkerActivity::Transport);
        bar(10, 23, 17, WorkerActivity::Running);
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace poolscope::ui
