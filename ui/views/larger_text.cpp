// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/larger_text.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace poolscope::ui {

LargerText::LargerText(QWidget& label, double factor, QFont::Weight weight)
    : QObject(&label), m_label(label), m_factor(factor), m_weight(weight) {
    m_label.installEventFilter(this);
    if (m_label.parentWidget()) m_label.parentWidget()->installEventFilter(this);
    apply();
}

bool LargerText::eventFilter(QObject* watched, QEvent* event) {
    // The label itself has a font of its own and is not told of another one: its parent is.
    if (watched == &m_label) {
        if (event->type() == QEvent::ParentAboutToChange && m_label.parentWidget()) m_label.parentWidget()->removeEventFilter(this);
        if (event->type() == QEvent::ParentChange && m_label.parentWidget()) m_label.parentWidget()->installEventFilter(this);
    }
    // A part that is not shown is not dressed anew: its label is looked after when it comes.
    const auto type = event->type();
    if (type == QEvent::FontChange || type == QEvent::StyleChange || type == QEvent::ApplicationFontChange || type == QEvent::Show) apply();
    return false;
}

void LargerText::apply() {
    QFont font = QApplication::font(&m_label);
    font.setPointSizeF(font.pointSizeF() * m_factor);
    font.setWeight(m_weight);
    if (font != m_label.font()) m_label.setFont(font);
}

}  // namespace poolscope::ui
