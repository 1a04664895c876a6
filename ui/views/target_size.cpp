// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/target_size.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QTabBar>

namespace poolscope::ui {

namespace {

bool isTarget(const QObject* object) {
    return qobject_cast<const QAbstractButton*>(object) || qobject_cast<const QComboBox*>(object) ||
           qobject_cast<const QAbstractSpinBox*>(object) || qobject_cast<const QLineEdit*>(object);
}

/// What Qt puts inside a field is laid out by the field.
bool isPartOfAField(const QObject* object) {
    const QObject* const parent = object->parent();
    return qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QComboBox*>(parent) ||
           qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QTabBar*>(parent) ||
           object->objectName().startsWith(QLatin1String("qt_"));
}

}  // namespace

TargetSize::TargetSize(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool TargetSize::eventFilter(QObject* watched, QEvent* event) {
    // When a widget is dressed for the first time, before it is laid out.
    if (event->type() != QEvent::Polish || !isTarget(watched) || isPartOfAField(watched)) return false;
    auto* const target = static_cast<QWidget*>(watched);
    target->setMinimumSize(target->minimumSize().expandedTo(QSize(kSmallestTarget, kSmallestTarget)));
    return false;
}

}  // namespace poolscope::ui
