// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/wheel_guard.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>
#include <QTabBar>

namespace poolscope::ui {

namespace {

bool isField(const QObject* object) {
    return qobject_cast<const QAbstractSpinBox*>(object) || qobject_cast<const QComboBox*>(object) ||
           (qobject_cast<const QAbstractSlider*>(object) && !qobject_cast<const QScrollBar*>(object)) ||
           qobject_cast<const QTabBar*>(object);
}

}  // namespace

WheelGuard::WheelGuard(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Polish && event->type() != QEvent::Wheel) return false;
    if (!isField(watched)) return false;
    auto* const field = static_cast<QWidget*>(watched);
    if (event->type() == QEvent::Polish) {
        // Such a field would take the focus from the wheel itself, before it is asked here.
        if (field->focusPolicy() == Qt::WheelFocus) field->setFocusPolicy(Qt::StrongFocus);
        return false;
    }
    const QWidget* const focus = QApplication::focusWidget();
    if (focus && (focus == field || field->isAncestorOf(focus))) return false;
    event->ignore();
    return true;  // not accepted, so that it goes on to what the field stands in
}

}  // namespace poolscope::ui
