// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "session/reply.h"

class QAction;
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

    /// As its cross does.
    void putAway();

signals:
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void followPalette();

    Notice m_notice;
    QLabel* m_icon = nullptr;
};

/// The messages that are shown now, the latest on top, at most three. They lie over a page, at its lower edge: nothing moves
/// under the mouse when one comes or goes, and the page's fields and buttons, which are at its top, stay free.
class MessageStack : public QWidget {
    Q_OBJECT

public:
    /// Borrows the page, which must be a child of the same parent.
    MessageStack(QWidget& page, QWidget* parent);

    void add(const Notice& notice);
    void clear();
    [[nodiscard]] QList<MessageBar*> bars() const;
    /// Puts all of them away, by a key that works wherever the focus is.
    [[nodiscard]] QAction* putAwayAction() const { return m_putAway; }

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void drop(MessageBar* bar);
    void place();

    QWidget& m_page;
    QVBoxLayout* m_layout;
    QAction* m_putAway;
};

}  // namespace poolscope::ui
