// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/section_title.h"

#include <QPainter>

#include "format/appearance.h"

namespace poolscope::ui {

SectionTitle::SectionTitle(const QString& text, QWidget* parent) : QLabel(text, parent) {
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    setFont(heading);
}

void SectionTitle::paintEvent(QPaintEvent* event) {
    QLabel::paintEvent(event);
    const int left = fontMetrics().horizontalAdvance(text()) + kGap;
    QPainter painter(this);
    painter.fillRect(QRect(left, height() / 2, width() - left, 1), ink(Ink::Hairline, palette()));
}

}  // namespace poolscope::ui
