// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QAbstractSpinBox>

namespace poolscope::ui {

/// A field for a whole number that may be left empty, which means the default. Unlike a spin box it never changes what was
/// typed: "0", "-1" and "many" stay, so that the form can say beside it what is wrong with them.
class CountField : public QAbstractSpinBox {
    Q_OBJECT
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged USER true)

public:
    explicit CountField(QWidget* parent = nullptr);

    /// What an empty field stands for, shown in grey inside it ("default: 2"); stepping starts at `start`.
    void setDefault(const QString& words, qint64 start);
    [[nodiscard]] QString text() const;
    void setText(const QString& text);

    /// Empty: no number, or one that does not fit 64 bits.
    /// For a field that has only room for its number.
    void setNarrow();
    [[nodiscard]] static std::optional<qint64> numberIn(const QString& text);

    void stepBy(int steps) override;
    [[nodiscard]] QValidator::State validate(QString& input, int& position) const override;

signals:
    void textChanged(const QString& text);

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent* event) override;

private:
    qint64 m_start = 1;
};

}  // namespace poolscope::ui
