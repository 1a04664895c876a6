// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include "timeline/time_index.h"
#include "timeline/time_scale.h"

namespace poolscope::ui {

/// The whole run in one strip: how many lanes were busy when, with every crash and failure, and the part that is visible
/// below as a window that can be dragged, or pulled wider at its edges.
class OverviewStrip final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewStrip(const TimeIndex& index, QWidget* parent = nullptr);

    void setHeaderWidth(int width);
    /// The picture is painted anew from this moment on.
    void noteChange(Time from);
    void reset();
    void setWindow(Time begin, Time end);
    void setCursorTime(std::optional<Time> cursor);
    /// What is told at the left: "following", "12.4 s".
    void setCaption(const QString& title, const QString& detail);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// The window was dragged or drawn here.
    void windowChosen(poolscope::ui::Time begin, poolscope::ui::Time end);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Grip : std::uint8_t { None, Window, Begin, End };
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] double xOf(Time time) const;
    [[nodiscard]] Time timeAtX(double x) const;
    [[nodiscard]] Grip gripAt(double x) const;
    void bringUpToDate();
    void paintColumns(int from);
    void paintColumn(int x, const StateTimes& times, Time duration);
    void paintMarks(QPainter& painter) const;

    const TimeIndex& m_index;
    QImage m_picture;
    TimeScale m_scale;
    Time m_dirtyFrom = 0;
    int m_headerWidth = 0;
    Time m_begin = 0, m_end = 0;  ///< the window
    std::optional<Time> m_cursor;
    QString m_title, m_detail;
    Grip m_grip = Grip::None;
    Time m_gripOffset = 0;
};

}  // namespace poolscope::ui
