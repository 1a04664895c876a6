// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/width_follower.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace poolscope::ui {

WidthFollower::WidthFollower(QWidget& content, QScrollArea& area, int least)
    : QObject(&area), m_content(content), m_area(area), m_least(least) {
    m_content.installEventFilter(this);
    follow();
}

void WidthFollower::follow() {
    const int wanted = m_content.minimumSizeHint().width() + m_area.verticalScrollBar()->sizeHint().width();
    m_area.setMinimumWidth(qMax(m_least, wanted));
}

bool WidthFollower::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_content && event->type() == QEvent::LayoutRequest) follow();
    return false;
}

}  // namespace poolscope::ui
