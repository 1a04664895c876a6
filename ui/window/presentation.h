// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidgetList>

#include "format/theme.h"

class QMainWindow;

namespace poolscope::ui {

class ClickMarks;

/// The property of a dock that the audience is to see too: it stays while presenting.
inline constexpr char kForTheClass[] = "forTheClass";

/// The window before an audience: the whole screen, large type, no docks but those for the class; rings where the mouse clicks, and the keys that
/// are pressed. F11 and Escape leave it, and everything is as it was.
class Presentation : public QObject {
    Q_OBJECT

public:
    /// Borrows both.
    Presentation(QMainWindow& window, Theme& theme);

    /// Text in per cent while presenting; it does not get smaller than it was.
    void setTextSize(int percent);
    [[nodiscard]] int textSize() const { return m_textSize; }
    /// What it is when nothing is presented.
    [[nodiscard]] int ordinaryTextSize() const { return m_isOn ? m_textBefore : m_theme.textSize(); }
    [[nodiscard]] bool isOn() const { return m_isOn; }
    [[nodiscard]] ClickMarks* marks() const;  ///< null while it is off

    void enter();
    void leave();

signals:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void followMotion();
    [[nodiscard]] ClickMarks& marksOver(QWidget& window);
    [[nodiscard]] bool hasFocus(const QObject* watched) const;

    QMainWindow& m_window;
    Theme& m_theme;
    QPointer<ClickMarks> m_marks;
    QList<QPointer<ClickMarks>> m_others;  ///< over menus and dialogs that were clicked
    QWidgetList m_hiddenDocks;
    Qt::WindowStates m_stateBefore;
    quint64 m_lastPress = 0;  ///< its time stamp
    int m_textSize = 150;
    int m_textBefore = 100;
    bool m_isOn = false;
};

}  // namespace poolscope::ui
