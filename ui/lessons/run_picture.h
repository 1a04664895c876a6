// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include <poolscope/run_sketch.h>

#include "format/appearance.h"

class QPainter;

namespace poolscope::ui {

/// Paints the lanes of a sketch into a rectangle, in the colours of the timeline.
void paintSketch(QPainter& painter, const QRectF& area, const RunSketch& sketch, Appearance appearance);

/// A run in small with a scale of time below, marks over it, and a part that can be picked by dragging or with the arrow keys.
class RunPicture : public QWidget {
    Q_OBJECT

public:
    /// A moment, or a part of the time, and what it means.
    struct Mark {
        double from = 0;
        double to = 0;
        QString text;
        Ink ink = Ink::Accent;
    };

    explicit RunPicture(QWidget* parent = nullptr);

    /// Shows time from 0 to `seconds`; the sketch takes its own part of that.
    void setScale(double seconds);
    void setSketch(const RunSketch& sketch);
    void setMarks(std::vector<Mark> marks);
    void setPickable(bool pickable);
    void setPicked(std::optional<std::pair<double, double>> picked);
    [[nodiscard]] std::optional<std::pair<double, double>> picked() const { return m_picked; }

    [[nodiscard]] QSize sizeHint() const override { return {300, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 110}; }

signals:
    /// The learner has picked another part.
    void pickedChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(double seconds) const;
    [[nodiscard]] double secondsAt(double x) const;
    void pick(double one, double other);
    void pickFrom(double from, double width);
    void paintAxis(QPainter& painter) const;
    void paintBand(QPainter& painter, const Mark& mark, int row) const;

    RunSketch m_sketch;
    std::vector<Mark> m_marks;
    double m_scale = 1;
    bool m_isPickable = false;
    double m_grabbed = 0;
    bool m_isDragged = false;
    std::optional<std::pair<double, double>> m_picked;
};

}  // namespace poolscope::ui
