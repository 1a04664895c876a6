// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/click_marks.h"

#include <algorithm>

#include <QEvent>
#include <QPainter>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr qint64 kClickLifeMs = 900;
constexpr qint64 kKeysLifeMs = 1800;
constexpr qint64 kNoteLifeMs = 4000;
constexpr int kFrameMs = 33;
}  // namespace

ClickMarks::ClickMarks(QWidget* window) : QWidget(window) {
    setObjectName(QStringLiteral("clickMarks"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(window->rect());
    window->installEventFilter(this);
    m_clock.start();
    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, &ClickMarks::passTime);
}

void ClickMarks::setFading(Fading fading) {
    m_fading = fading;
    update();
}

void ClickMarks::markClick(const QPoint& place, Qt::MouseButton button) {
    m_clicks.append({place, button == Qt::LeftButton, m_clock.elapsed()});
    raise();
    m_timer.start();
    update();
}

void ClickMarks::showKeys(const QString& keys) {
    m_caption = keys;
    m_captionAt = m_clock.elapsed();
    m_captionLife = kKeysLifeMs;
    raise();
    m_timer.start();
    update();
}

void ClickMarks::say(const QString& text) {
    showKeys(text);
    m_captionLife = kNoteLifeMs;
}

void ClickMarks::passTime() {
    const qint64 now = m_clock.elapsed();
    const qsizetype before = m_clicks.size();
    m_clicks.removeIf([now](const Click& click) { return now - click.at >= kClickLifeMs; });
    bool isChanged = m_fading == Fading::Smooth || m_clicks.size() != before;
    if (!m_caption.isEmpty() && now - m_captionAt >= m_captionLife) {
        m_caption.clear();
        isChanged = true;
    }
    if (m_clicks.isEmpty() && m_caption.isEmpty()) m_timer.stop();
    if (isChanged) update();
}

double ClickMarks::strength(qint64 at, qint64 lifetime) const {
    if (m_fading == Fading::AtOnce) return 1;
    const double age = static_cast<double>(m_clock.elapsed() - at) / static_cast<double>(lifetime);
    // Full for the first half.
    return std::clamp(2 - 2 * age, 0.0, 1.0);
}

void ClickMarks::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor accent = ink(Ink::Accent, palette());
    for (const Click& click : m_clicks) {
        const double left = strength(click.at, kClickLifeMs);
        const double radius = 14 + 12 * (1 - left);
        QColor colour = accent;
        colour.setAlphaF(static_cast<float>(left));
        // One ring for the left button, two for another: told apart without colour.
        painter.setPen(QPen(colour, 3));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(click.place), radius, radius);
        if (!click.isLeft) painter.drawEllipse(QPointF(click.place), radius - 6, radius - 6);
    }
    if (m_caption.isEmpty()) return;
    QFont large = font();
    large.setPointSizeF(std::max(10.0, large.pointSizeF() * 1.6));
    large.setWeight(QFont::DemiBold);
    painter.setFont(large);
    painter.setOpacity(strength(m_captionAt, m_captionLife));
    const QRect words = painter.fontMetrics().boundingRect(rect(), Qt::AlignCenter, m_caption);
    QRect box = words.adjusted(-18, -10, 18, 10);
    box.moveCenter(QPoint(width() / 2, 0));
    box.moveBottom(height() - 48);
    // The window's colours turned round, so that it stands out in either theme.
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::WindowText));
    painter.drawRoundedRect(box, 10, 10);
    painter.setPen(palette().color(QPalette::Window));
    painter.drawText(box, Qt::AlignCenter, m_caption);
}

bool ClickMarks::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && watched == parentWidget()) setGeometry(parentWidget()->rect());
    return false;
}

}  // namespace poolscope::ui
