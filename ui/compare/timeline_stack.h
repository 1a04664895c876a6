// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "compare/comparison_set.h"

namespace poolscope::ui {

/// At which moment the runs are laid over each other: its place on the axis is 0.
enum class Alignment { Start, Submit, FirstTask, HalfDone };
[[nodiscard]] QString alignmentName(Alignment alignment);
/// That moment of a run; its start when it never came to that.
[[nodiscard]] Time alignedMoment(const study::ComparedRun& run, Alignment alignment);

/// The shown runs below each other on one axis of time: each a strip with the share of its slots in each state, as the timeline's
/// overview has it, and the moments at which its first and last item was settled.
///
/// Up and Down choose a run, Left and Right move the cursor, whose place is told for every run.
class TimelineStack : public QWidget {
    Q_OBJECT

public:
    /// Borrows the set.
    explicit TimelineStack(const ComparisonSet& set, QWidget* parent = nullptr);

    void setAlignment(Alignment alignment);
    [[nodiscard]] Alignment alignment() const { return m_alignment; }
    /// Nanoseconds from the aligned moment; none: no cursor.
    void setCursorPlace(std::optional<double> place);
    /// What is known of each run at a place, for screen readers and the line below.
    [[nodiscard]] QString textAt(double place) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void cursorMoved(double place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Axis {
        double begin = 0, end = 1;  ///< nanoseconds from the aligned moment
        QRect plot;
        [[nodiscard]] double xOf(double place) const { return plot.left() + (place - begin) / (end - begin) * plot.width(); }
        [[nodiscard]] double placeAt(double x) const { return begin + (x - plot.left()) / plot.width() * (end - begin); }
    };
    [[nodiscard]] Axis axis() const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int headerWidth() const;
    [[nodiscard]] QImage strip(std::size_t run, const Axis& axis, int height) const;
    void paintAxis(QPainter& painter, const Axis& axis) const;
    void paintRun(QPainter& painter, std::size_t run, const Axis& axis, int top) const;
    void moveCursor(double place);
    void follow();

    const ComparisonSet& m_set;
    Alignment m_alignment = Alignment::Submit;
    std::optional<double> m_cursor;
};

}  // namespace poolscope::ui
