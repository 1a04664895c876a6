// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>

/// What of a window one clicks or types into, and how it is named in a message.
namespace target_checks {

inline constexpr int kTarget = 24;  // WCAG 2.2, 2.5.8

inline QByteArray nameOf(const QWidget& widget) {
    QByteArray name = widget.metaObject()->className();
    for (const QWidget* each = &widget; each; each = each->parentWidget())
        if (!each->objectName().isEmpty()) name += " < " + each->objectName().toUtf8();
    return name + " '" + widget.property("text").toString().toUtf8() + "' " + QByteArray::number(widget.width()) + "x" +
           QByteArray::number(widget.height());
}

inline bool isInteractive(const QWidget& widget) {
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QComboBox*>(&widget) ||
           qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QTabBar*>(&widget) ||
           (qobject_cast<const QLineEdit*>(&widget) && !qobject_cast<const QAbstractSpinBox*>(widget.parentWidget()) &&
            !qobject_cast<const QComboBox*>(widget.parentWidget()));
}

/// What stands inside another field is that field's.
inline bool isPartOfAField(const QWidget& widget) {
    const QWidget* const parent = widget.parentWidget();
    return qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) ||
           widget.objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QTabBar*>(parent);
}

}  // namespace target_checks
