// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/drop_guard.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace poolscope::ui {

namespace {

/// Drags go to the viewport of an editor of many lines, not to the editor.
bool isTextField(const QObject* object) {
    return qobject_cast<const QLineEdit*>(object) || (object && (qobject_cast<const QPlainTextEdit*>(object->parent()) || qobject_cast<const QTextEdit*>(object->parent())));
}

}  // namespace

DropGuard::DropGuard(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool DropGuard::eventFilter(QObject* watched, QEvent* event) {
    // Who did not take the drag when it came is asked no more: moves and the drop go to the one who did.
    if (event->type() != QEvent::DragEnter || !isTextField(watched)) return false;
    if (!static_cast<QDragEnterEvent*>(event)->mimeData()->hasUrls()) return false;
    event->ignore();
    return true;  // so that it goes on to what the field stands in
}

}  // namespace poolscope::ui
