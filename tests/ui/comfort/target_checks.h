// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>

/// What of a window one clicks or types into, how it is named in a message, and whether keys reach it.
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

/// What is seen of a window, or of a part of it, and is wanted.
inline QWidgetList seenIn(const QWidget& part, bool (*wanted)(const QWidget&)) {
    QWidgetList found;
    const auto all = part.findChildren<QWidget*>();
    for (QWidget* const widget : all)
        if (widget->isVisible() && widget->window() == part.window() && !isPartOfAField(*widget) && wanted(*widget)) found << widget;
    return found;
}

/// Somebody who hears the window comes by it.
inline bool needsName(const QWidget& widget) {
    return (isInteractive(widget) && !qobject_cast<const QTabBar*>(&widget)) ||
           ((widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy() && !qobject_cast<const QScrollArea*>(&widget));
}

inline QByteArrayList namelessOf(const QWidgetList& widgets) {
    QByteArrayList nameless;
    for (QWidget* const widget : widgets) {
        const QAccessibleInterface* const object = QAccessible::queryAccessibleInterface(widget);
        if (!object || object->text(QAccessible::Name).trimmed().isEmpty()) nameless << nameOf(*widget);
    }
    return nameless;
}

inline QByteArrayList smallOf(const QWidgetList& widgets) {
    QByteArrayList small;
    for (const QWidget* const widget : widgets)
        if (widget->width() < kTarget || widget->height() < kTarget) small << nameOf(*widget);
    return small;
}

/// Tab is to stop there. Of buttons that exclude one another at the one that is chosen; arrows lead to the others.
inline bool isTabStop(const QWidget& widget) {
    const auto* const button = qobject_cast<const QAbstractButton*>(&widget);
    const bool excludes = button && (button->autoExclusive() || (button->group() && button->group()->exclusive()));
    return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isEnabled() && !widget.focusProxy() && (!excludes || button->isChecked());
}

/// Presses Tab from the first of these until it comes round. What is wrong: where it is trapped, and which of them it does not reach.
inline QByteArrayList faultsOfTab(const QWidgetList& stops) {
    stops.constFirst()->setFocus(Qt::TabFocusReason);
    QWidgetList reached;
    QWidget* last = nullptr;
    int stays = 0;
    for (int step = 0; step < 300; ++step) {
        QWidget* const at = QApplication::focusWidget();
        if (!at) return {last ? "nothing has the focus after " + nameOf(*last) : "nothing has the focus"};
        // Links in a text are reached one after the other; where there is one stop there is nowhere else to go.
        constexpr int kMostLinks = 20;
        stays = at == last ? stays + 1 : 0;
        if (stops.size() == 1 && stays > 0) break;
        if (stays >= kMostLinks) return {"Tab is trapped in " + nameOf(*at)};
        if (step > 0 && at == stops.constFirst() && last != at) break;
        reached << at;
        last = at;
        QTest::keyClick(at, Qt::Key_Tab);
    }
    QByteArrayList missed;
    for (const QWidget* const widget : stops) {
        // Arrows lead through such a group from whichever of its buttons Tab stopped at.
        const auto* const button = qobject_cast<const QAbstractButton*>(widget);
        const QList<QAbstractButton*> group = button && button->group() ? button->group()->buttons() : QList<QAbstractButton*>();
        const bool isReached = reached.contains(const_cast<QWidget*>(widget)) ||
                               std::any_of(group.begin(), group.end(), [&](QAbstractButton* each) { return reached.contains(each); });
        if (!isReached) missed << nameOf(*widget);
    }
    return missed;
}

}  // namespace target_checks
