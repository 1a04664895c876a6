// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "compare/comparison_set.h"

namespace poolscope::ui {

/// Where the time of each configuration went: a bar a configuration, as long as its run, cut into the parts that add up to it,
/// with the difference to the baseline behind it. Colours are those of the timeline; each part has its name in it or below.
class TimePartsBars : public QWidget {
    Q_OBJECT

public:
    /// Borrows the set.
    explicit TimePartsBars(const ComparisonSet& set, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    void follow();
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] QRect barArea() const;
    [[nodiscard]] QString description() const;
    void paintLegend(QPainter& painter, int top) const;

    const ComparisonSet& m_set;
    std::vector<study::TimeParts> m_times;  ///< by group
    double m_longest = 0;
};

}  // namespace poolscope::ui
