// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QScrollArea;
class QWidget;

namespace poolscope::ui {

/// Keeps an area that scrolls up and down only as wide as its content needs to be, at any size of text.
class WidthFollower : public QObject {
    Q_OBJECT

public:
    /// Borrows both; lives as long as the area. It never gets narrower than `least`.
    WidthFollower(QWidget& content, QScrollArea& area, int least);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow();

    QWidget& m_content;
    QScrollArea& m_area;
    int m_least;
};

}  // namespace poolscope::ui
