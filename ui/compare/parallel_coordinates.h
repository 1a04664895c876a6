// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "compare/parallel_scales.h"

namespace poolscope::ui {

/// A line for each run through what it was set to and what came of it. Dragging along a scale brushes it: runs whose lines pass all
/// brushes stay, the others fade. A click on a scale without dragging lifts its brush.
///
/// Keys: Left and Right choose a scale, Up and Down move its brush from value to value, with Shift they stretch it, Escape lifts it.
class ParallelCoordinates : public QWidget {
    Q_OBJECT

public:
    /// Borrows the set.
    explicit ParallelCoordinates(const ComparisonSet& set, QWidget* parent = nullptr);

    /// The entries whose runs pass all brushes; all that are shown when there is none.
    [[nodiscard]] std::vector<quint64> brushed() const;
    [[nodiscard]] bool hasBrush() const;
    [[nodiscard]] const std::vector<ParallelScale>& scales() const { return m_scales; }
    /// Where a value of a scale is in the widget.
    [[nodiscard]] QPointF pointOf(std::size_t scale, double place) const;

    [[nodiscard]] QSize sizeHint() const override { return {480, 240}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 180}; }

signals:
    void brushChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Brush {
        double low = 0, high = 1;
    };
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] double placeAt(double y) const;
    [[nodiscard]] std::size_t scaleAt(double x) const;
    [[nodiscard]] bool passes(std::size_t run) const;
    void setBrush(std::size_t scale, std::optional<Brush> brush);
    void moveBrush(int by, Qt::KeyboardModifiers modifiers);
    void paintScale(QPainter& painter, std::size_t index) const;
    void follow();
    void speak();

    const ComparisonSet& m_set;
    std::vector<ParallelScale> m_scales;
    std::vector<std::optional<Brush>> m_brushes;  ///< by scale
    std::size_t m_current = 0;
    std::optional<std::size_t> m_dragged;
    double m_pressed = 0;
};

}  // namespace poolscope::ui
