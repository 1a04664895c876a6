// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/explained_choice.h"

#include <QAbstractItemView>
#include <QWheelEvent>

#include "forms/explained_delegate.h"

namespace poolscope::ui {

namespace {
constexpr int kHeight = 26;
}

ExplainedChoice::ExplainedChoice(QWidget* parent) : QComboBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(kHeight);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setItemDelegate(new ExplainedDelegate(this));
}

void ExplainedChoice::addChoice(const QString& key, const QString& name, const QString& explanation) {
    addItem(name, key);
    const int row = count() - 1;
    setItemData(row, explanation, kExplanationRole);
    setItemData(row, explanation, Qt::ToolTipRole);
    setItemData(row, explanation, Qt::AccessibleDescriptionRole);
}

QString ExplainedChoice::currentKey() const {
    return currentData().toString();
}

QString ExplainedChoice::currentExplanation() const {
    return currentData(kExplanationRole).toString();
}

void ExplainedChoice::setCurrentKey(const QString& key) {
    int row = findData(key);
    if (row < 0) {
        addChoice(key, key, {});
        row = count() - 1;
    }
    setCurrentIndex(row);
}

void ExplainedChoice::showPopup() {
    // The explanations need more room than the column gives the closed box.
    view()->setMinimumWidth(qMax(width(), view()->sizeHintForColumn(0) + 4));
    QComboBox::showPopup();
}

void ExplainedChoice::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace poolscope::ui
