// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QTest>
#include <QWidget>

#include <poolscope/catalogue.h>
#include <poolscope/function.h>

#include "forms/function_catalogue.h"

namespace poolscope::ui {

/// The built-in functions, as the window offers them.
inline FunctionCatalogue builtInCatalogue() {
    register_catalogue();
    return FunctionCatalogue::fromRegistry(Registry::of_process());
}

/// The field of that name, as a screen reader finds it.
template <class W>
W* fieldNamed(QWidget& form, const char* name) {
    for (W* widget : form.findChildren<W*>())
        if (widget->accessibleName() == QLatin1String(name)) return widget;
    return nullptr;
}

/// Replaces what stands in a field by typing, as a person does.
inline void typeInto(QWidget* field, const QString& text) {
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
}

/// Whether some visible label of the form says this.
inline bool says(const QWidget& form, const QString& words) {
    for (const QLabel* label : form.findChildren<QLabel*>())
        if (label->isVisibleTo(&form) && label->text().contains(words)) return true;
    return false;
}

}  // namespace poolscope::ui
