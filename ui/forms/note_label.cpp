// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/note_label.h"

#include <QEvent>

namespace poolscope::ui {

NoteLabel::NoteLabel(Ink ink, QWidget* parent) : QLabel(parent), m_ink(ink) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A long word in a note must not widen the column.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    followPalette();
    hide();
}

void NoteLabel::setNote(const QString& note) {
    setText(note);
    setVisible(!note.isEmpty());
}

void NoteLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) followPalette();
}

void NoteLabel::followPalette() {
    const QColor color = ink(m_ink, palette());
    // Setting the palette comes back here; the other roles stay inherited.
    if (palette().color(QPalette::WindowText) == color) return;
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

}  // namespace poolscope::ui
