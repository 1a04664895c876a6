// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

class QLineEdit;

namespace poolscope::ui {

class ExplainedChoice;

/// A field for an amount with its unit, memory or a time, that may be left empty. Never changes what was typed, so that the
/// form can say beside it what is wrong with it.
class MeasureField : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Bytes, Duration };

    /// `name` is what screen readers call the number's field.
    MeasureField(Kind kind, const QString& name, QWidget* parent = nullptr);

    /// What stands in grey in the empty field.
    void setPlaceholder(const QString& words);
    [[nodiscard]] bool isEmpty() const;
    /// In bytes or seconds; nothing when the field is empty or its text is no number.
    [[nodiscard]] std::optional<double> amount() const;
    /// Shows the amount in the largest unit that says it exactly. The same amount as is shown stays as it was written.
    void setAmount(std::optional<double> amount);
    /// Where the number is typed.
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

signals:
    void changed();

private:
    Kind m_kind;
    QLineEdit* m_edit;
    ExplainedChoice* m_unit;
};

}  // namespace poolscope::ui
