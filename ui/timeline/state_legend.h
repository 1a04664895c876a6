// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace poolscope::ui {

/// One row that says what the colours, heights, patterns, letters and marks of the lanes mean.
class StateLegend final : public QWidget {
    Q_OBJECT
public:
    explicit StateLegend(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace poolscope::ui
