// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/function_field.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QWheelEvent>

#include "forms/explained_delegate.h"

namespace poolscope::ui {

namespace {
constexpr int kHeight = 26;
constexpr int kPopupWidth = 340;
}  // namespace

FunctionField::FunctionField(QWidget* parent) : QComboBox(parent), m_choices(new QStandardItemModel(this)) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(kHeight);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(8);
    setMaxVisibleItems(12);
    setModel(m_choices);
    setItemDelegate(new ExplainedDelegate(this));
    lineEdit()->setClearButtonEnabled(true);

    auto* search = new QCompleter(m_choices, this);
    search->setCompletionMode(QCompleter::PopupCompletion);
    search->setFilterMode(Qt::MatchContains);
    search->setCaseSensitivity(Qt::CaseInsensitive);
    search->setMaxVisibleItems(12);
    setCompleter(search);
    search->popup()->setItemDelegate(new ExplainedDelegate(this));
    search->popup()->setMinimumWidth(kPopupWidth);
    connect(this, &QComboBox::editTextChanged, this, [this] { emit nameChanged(name()); });
}

void FunctionField::setChoices(const std::vector<FunctionEntry>& entries) {
    const QString written = currentText();
    const QSignalBlocker quiet(this);
    m_choices->clear();
    for (const FunctionEntry& entry : entries) {
        auto* item = new QStandardItem(entry.name);
        item->setData(entry.signature, kExplanationRole);
        item->setToolTip(functionNote(entry));
        item->setAccessibleDescription(entry.signature + QStringLiteral(". ") + entry.summary);
        m_choices->appendRow(item);
    }
    setCurrentIndex(findText(written, Qt::MatchExactly));
    if (currentText() != written) setEditText(written);
}

QString FunctionField::name() const {
    return currentText().trimmed();
}

void FunctionField::setName(const QString& name) {
    if (name == currentText()) return;
    const int row = findText(name, Qt::MatchExactly);
    setCurrentIndex(row);
    if (row < 0) setEditText(name);
}

void FunctionField::setPlaceholder(const QString& words) {
    lineEdit()->setPlaceholderText(words);
}

void FunctionField::showPopup() {
    view()->setMinimumWidth(qMax(width(), kPopupWidth));
    QComboBox::showPopup();
}

void FunctionField::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QComboBox::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace poolscope::ui
