// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "timeline/time_scale.h"

namespace poolscope::ui {

/// The ruler over the lanes: round times from the run's origin, the time cursor with its exact moment, and the captions
/// of the lanes' headers. Pressing or dragging on it moves the cursor.
class TimeAxis final : public QWidget {
    Q_OBJECT
public:
    explicit TimeAxis(QWidget* parent = nullptr);

    void setScale(const TimeScale& scale, Time origin);
    /// There is no run: no ticks.
    void clear();
    void setCursorTime(std::optional<Time> cursor);
    /// Where the lanes begin; left of it are the captions.
    void setHeaderWidth(int width);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void scrubbed(poolscope::ui::Time time);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] double xOf(Time time) const;
    void scrubTo(const QPointF& position);

    TimeScale m_scale;
    bool m_isBlank = true;
    Time m_origin = 0;
    std::optional<Time> m_cursor;
    int m_headerWidth = 0;
};

}  // namespace poolscope::ui
