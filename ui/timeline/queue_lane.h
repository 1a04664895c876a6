// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "timeline/time_scale.h"

namespace poolscope::ui {

class QueueIndex;

/// The lane above all others: how many items waited, over time. Each column shows the most that there were within it.
class QueueLane : public QWidget {
    Q_OBJECT

public:
    explicit QueueLane(QWidget* parent = nullptr);

    /// Borrowed; null: nothing is shown.
    void setQueue(const QueueIndex* queue);
    void setScale(const TimeScale& scale, Time origin, Time now);
    /// What waits has changed.
    void refresh(Time now);
    void setCursorTime(std::optional<Time> cursor);
    void setHeaderWidth(int width);
    [[nodiscard]] QSize sizeHint() const override;
    /// Height of the painted column that holds this moment, in device-independent pixels.
    [[nodiscard]] double heightAt(Time time) const;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double plotHeight() const;
    void speak();

    const QueueIndex* m_queue = nullptr;
    TimeScale m_scale;
    Time m_origin = 0;
    Time m_now = 0;
    std::optional<Time> m_cursor;
    int m_headerWidth = 0;
};

}  // namespace poolscope::ui
