// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>

#include <QGridLayout>

class QLabel;

namespace poolscope::ui {

/// The rows of a form: a label that is the field's buddy, the field, and below both the lines that explain it. The labels of
/// all forms are equally wide, so that forms above one another line up.
class FieldGrid : public QGridLayout {
    Q_OBJECT

public:
    /// For `owner`, whose layout it becomes a part of; its font decides the width of the labels.
    explicit FieldGrid(const QWidget& owner);

    /// `word` is what the field is called, `tip` what it means and what it costs; both go to screen readers, too.
    QLabel* addField(const QString& word, QWidget* field, const QString& tip, std::initializer_list<QWidget*> below);
    /// A row without a label, over both columns.
    void addLine(QWidget* line);
};

}  // namespace poolscope::ui
