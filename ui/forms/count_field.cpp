// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/count_field.h"

#include <QLineEdit>
#include <QWheelEvent>

namespace poolscope::ui {

namespace {
constexpr int kHeight = 26;
}

CountField::CountField(QWidget* parent) : QAbstractSpinBox(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(kHeight);
    lineEdit()->setClearButtonEnabled(true);
    connect(lineEdit(), &QLineEdit::textChanged, this, &CountField::textChanged);
}

void CountField::setDefault(const QString& words, qint64 start) {
    lineEdit()->setPlaceholderText(words);
    m_start = start;
}

void CountField::setNarrow() {
    lineEdit()->setClearButtonEnabled(false);
    setMinimumWidth(56);
}

QString CountField::text() const {
    return lineEdit()->text();
}

void CountField::setText(const QString& text) {
    // The same text again would forget what can be undone.
    if (text != lineEdit()->text()) lineEdit()->setText(text);
}

std::optional<qint64> CountField::numberIn(const QString& text) {
    bool good = false;
    const qint64 number = text.trimmed().toLongLong(&good);
    return good ? std::optional(number) : std::nullopt;
}

void CountField::stepBy(int steps) {
    const std::optional<qint64> number = numberIn(text());
    if (!number && !text().trimmed().isEmpty()) return;
    qint64 next = m_start;
    // The first step from an empty field shows the default itself when that is a number one can see there.
    if (__builtin_add_overflow(number.value_or(m_start), steps, &next)) return;
    if (next < 1) next = 1;
    // As if typed, so that it can be undone.
    lineEdit()->selectAll();
    lineEdit()->insert(QString::number(next));
    lineEdit()->selectAll();
}

QValidator::State CountField::validate(QString& /*input*/, int& /*position*/) const {
    return QValidator::Acceptable;
}

QAbstractSpinBox::StepEnabled CountField::stepEnabled() const {
    const QString written = text().trimmed();
    const std::optional<qint64> number = numberIn(written);
    if (!number && !written.isEmpty()) return StepNone;
    return number.value_or(m_start) > 1 ? StepUpEnabled | StepDownEnabled : StepEnabled(StepUpEnabled);
}

void CountField::wheelEvent(QWheelEvent* event) {
    // Somebody who scrolls the form past this field does not mean its value.
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

}  // namespace poolscope::ui
