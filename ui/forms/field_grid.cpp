// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/field_grid.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {
// A note stands closer to its field than to the next one.
constexpr int kNoteGap = 2;
}

FieldGrid::FieldGrid(const QWidget& owner) {
    setContentsMargins(0, 0, 0, 0);
    setHorizontalSpacing(kGap);
    setVerticalSpacing(kNoteGap);
    setColumnStretch(1, 1);
    setColumnMinimumWidth(0, owner.fontMetrics().horizontalAdvance(QStringLiteral("maxtasksperchild")));
}

QLabel* FieldGrid::addField(const QString& word, QWidget* field, const QString& tip,
                            std::initializer_list<QWidget*> below) {
    auto* label = new QLabel(word);
    label->setBuddy(field);
    label->setToolTip(tip);
    field->setToolTip(tip);
    if (field->accessibleName().isEmpty()) field->setAccessibleName(QString(word).remove(u'&'));
    // What is typed into a combo box goes to the line in it, which is asked for its name by itself.
    if (const auto* const combo = qobject_cast<QComboBox*>(field); combo && combo->lineEdit())
        combo->lineEdit()->setAccessibleName(field->accessibleName());
    if (!isEmpty()) addItem(new QSpacerItem(0, kSmallGap), rowCount(), 0);
    const int row = rowCount();
    addWidget(label, row, 0, Qt::AlignLeft | Qt::AlignVCenter);
    addWidget(field, row, 1);
    for (QWidget* line : below) addLine(line);
    return label;
}

void FieldGrid::addLine(QWidget* line) {
    addWidget(line, rowCount(), 0, 1, 2);
}

}  // namespace poolscope::ui
