// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/focus_rest.h"

#include <QWidget>

namespace poolscope::ui {

FocusRest::FocusRest(QWidget& button) : QObject(&button), m_button(button) {}

void FocusRest::setEnabled(bool isEnabled, QWidget& rest) {
    if (!isEnabled && m_button.window()->focusWidget() == &m_button) {
        rest.setFocus(Qt::OtherFocusReason);
        m_rest = &rest;
    }
    m_button.setEnabled(isEnabled);
    if (!isEnabled || !m_rest) return;
    if (m_button.window()->focusWidget() == m_rest) m_button.setFocus(Qt::OtherFocusReason);
    m_rest.clear();
}

}  // namespace poolscope::ui
