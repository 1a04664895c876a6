// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "session/reply.h"

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace poolscope::ui {

/// A message inside the window that stops nobody: words, more of them on demand, a cross to put it away.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(const Notice& notice, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return m_notice.text; }
    [[nodiscard]] QString detail() const { return m_notice.detail; }
    [[nodiscard]] Notice::Weight weight() const { return m_notice.weight; }

signals:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void putAway();
    void followPalette();

    Notice m_notice;
    QLabel* m_icon = nullptr;
};

/// The messages that are shown now, the latest on top, at most three.
class MessageStack : public QWidget {
    Q_OBJECT

public:
    explicit MessageStack(QWidget* parent = nullptr);

    void add(const Notice& notice);
    void clear();
    [[nodiscard]] QList<MessageBar*> bars() const;

private:
    void drop(MessageBar* bar);

    QVBoxLayout* m_layout;
};

}  // namespace poolscope::ui
