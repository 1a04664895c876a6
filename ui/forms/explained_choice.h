// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace poolscope::ui {

/// A combo box whose list explains each choice under its name. A choice is known by its key.
class ExplainedChoice : public QComboBox {
    Q_OBJECT

public:
    explicit ExplainedChoice(QWidget* parent = nullptr);

    void addChoice(const QString& key, const QString& name, const QString& explanation);
    [[nodiscard]] QString currentKey() const;
    /// The sentence that explains what is chosen.
    [[nodiscard]] QString currentExplanation() const;
    /// A key that is not offered is added, so that what a file says is shown and not changed silently.
    void setCurrentKey(const QString& key);

    void showPopup() override;

protected:
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace poolscope::ui
