// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

class QGridLayout;
class QToolButton;

namespace poolscope::ui {

/// The steps of a lesson as buttons beside each other; where the text is too large for that they stand in two columns, or in one.
class StepRow : public QWidget {
    Q_OBJECT

public:
    /// Each name with its number before it. The buttons are called `stepRead` for "Read", by `objects`.
    StepRow(const QStringList& names, const QStringList& objects, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<QToolButton*>& buttons() const { return m_buttons; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void arrange();

    QGridLayout* m_grid;
    std::vector<QToolButton*> m_buttons;
    int m_columns = 0;
};

}  // namespace poolscope::ui
