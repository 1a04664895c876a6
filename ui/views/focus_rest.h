// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace poolscope::ui {

/// Disables a button that may have the focus. Qt would give the focus to whatever comes next, which the same key then presses; here it
/// rests elsewhere, and comes back when the button can be pressed again and the user has not gone on.
class FocusRest : public QObject {
    Q_OBJECT

public:
    /// The button's own.
    explicit FocusRest(QWidget& button);

    /// The focus of the button goes to `rest`, which must be one that no key presses.
    void setEnabled(bool isEnabled, QWidget& rest);

private:
    QWidget& m_button;
    QPointer<QWidget> m_rest;  ///< where the focus rests; null: the button did not have it
};

}  // namespace poolscope::ui
