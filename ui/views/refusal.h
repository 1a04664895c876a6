// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTimer>

namespace poolscope::ui {

/// A few words beside the place where something was asked for that was refused. It stops nobody and takes no focus: it goes
/// by itself, by a click on it, or when something else is said.
class Refusal : public QLabel {
    Q_OBJECT

public:
    /// `window` is what it is laid over.
    explicit Refusal(QWidget* window);

    /// Below the place if there is room, and always within the window.
    void say(const QString& words, const QPoint& globalPlace);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QTimer m_patience;
};

}  // namespace poolscope::ui
