// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace poolscope::ui {

/// A row, or two where it is narrow, that say what the colours, heights, patterns, letters and marks of the lanes mean.
class StateLegend final : public QWidget {
    Q_OBJECT
public:
    explicit StateLegend(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    /// What it needs to name everything in that width.
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace poolscope::ui
