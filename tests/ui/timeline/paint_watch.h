// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include <QEvent>
#include <QPaintEvent>
#include <QTest>
#include <QWidget>

namespace poolscope::ui {

/// What of the viewport was painted since the last look.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget* widget) : QObject(widget) { widget->installEventFilter(this); }
    [[nodiscard]] QRegion taken() {
        QTest::qWait(0);
        QRegion painted;
        std::swap(painted, m_painted);
        return painted;
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) m_painted += static_cast<QPaintEvent*>(event)->region();
        return false;
    }

private:
    QRegion m_painted;
};

}  // namespace poolscope::ui
