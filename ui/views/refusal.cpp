// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/refusal.h"

#include <algorithm>

#include <QAccessible>
#include <QPainter>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {
constexpr int kWidest = 380;
constexpr int kShownMs = 12'000;
constexpr int kStripe = 4;
}  // namespace

Refusal::Refusal(QWidget* window) : QLabel(window) {
    setObjectName(QStringLiteral("refusal"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setContentsMargins(kStripe + kGap, kGap - 2, kGap, kGap - 2);
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Click to put it away"));
    hide();
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &QWidget::hide);
}

void Refusal::say(const QString& words, const QPoint& globalPlace) {
    setText(QStringLiteral("\u26a0 ") + words);
    QWidget* const window = parentWidget();
    const int width = std::min({kWidest, window->width() - 2 * kGap,
                                fontMetrics().horizontalAdvance(text()) + 2 * kGap + kStripe + kLargeGap});
    resize(width, heightForWidth(width));
    QPoint place = window->mapFromGlobal(globalPlace) + QPoint(0, kSmallGap);
    place.setX(std::clamp(place.x(), kGap, std::max(kGap, window->width() - width - kGap)));
    place.setY(std::clamp(place.y(), kGap, std::max(kGap, window->height() - height() - kGap)));
    move(place);
    raise();
    show();
    m_patience.start(kShownMs);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Refusal::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(this);
        painter.fillRect(rect(), ink(Ink::Raised, palette()));
        painter.fillRect(QRect(0, 0, kStripe, height()), ink(Ink::Caution, palette()));
        painter.setPen(ink(Ink::Caution, palette()));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    QLabel::paintEvent(event);
}

void Refusal::mousePressEvent(QMouseEvent*) {
    hide();
}

}  // namespace poolscope::ui
