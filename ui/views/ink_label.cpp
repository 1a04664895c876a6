// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ink_label.h"

#include <QEvent>

namespace poolscope::ui {

InkLabel::InkLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
}

InkLabel::InkLabel(Ink ink, QWidget* parent) : InkLabel(parent) {
    setInk(ink);
}

void InkLabel::setInk(Ink ink) {
    m_tone = Tone::Ink;
    m_ink = ink;
    followPalette();
}

void InkLabel::setPlain() {
    if (m_tone == Tone::Plain) return;
    m_tone = Tone::Plain;
    setPalette(QPalette());
}

void InkLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) followPalette();
}

void InkLabel::followPalette() {
    if (m_tone == Tone::Plain) return;
    const QColor color = ink(m_ink, palette());
    // Setting the palette comes back here. Only this role is set, so that the others stay inherited and a new theme is
    // told.
    if (palette().color(QPalette::WindowText) == color) return;
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

}  // namespace poolscope::ui
