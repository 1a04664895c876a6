// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include <QObject>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

/// One thing that a run is made of.
struct Subject {
    enum class Kind { None, Worker, Task, Result, Batch, Event };
    Kind kind = Kind::None;
    std::uint32_t index = kNoIndex;  ///< into the PoolState's list of that kind
    friend bool operator==(const Subject&, const Subject&) = default;
};

/// Neighbouring slots, both included.
struct SlotRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    friend bool operator==(const SlotRange&, const SlotRange&) = default;
};

/// A part of a run's time: [begin, end), on the clock of its trace.
struct TimeRange {
    Time begin = 0;
    Time end = 0;
    std::optional<SlotRange> lanes = std::nullopt;  ///< none: all that there are, as in a chart
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
};

/// What all views share: the one thing that is selected, the moment that is looked at, and the part of the time that was
/// picked. Views set it and follow its signals; none knows another.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] Subject subject() const { return m_subject; }
    /// The past moment that every view shows; none: the run as it is now ("Following").
    [[nodiscard]] std::optional<Time> cursor() const { return m_cursor; }
    /// The part of the time that was picked in a chart or in the timeline.
    [[nodiscard]] std::optional<TimeRange> range() const { return m_range; }
    /// What becomes of a moment that a view asks for, as there is none before a run's begin and none that has not come.
    void setMoments(std::function<std::optional<Time>(Time)> moments) { m_moments = std::move(moments); }

public slots:
    void select(poolscope::ui::Subject subject) {
        if (subject == m_subject) return;
        m_subject = subject;
        emit changed(subject);
    }
    void clear() { select({}); }
    void setCursor(std::optional<poolscope::trace::Time> cursor) {
        if (cursor && m_moments) cursor = m_moments(*cursor);
        if (cursor == m_cursor) return;
        m_cursor = cursor;
        emit cursorChanged(cursor);
    }
    void setRange(const std::optional<poolscope::ui::TimeRange>& range) {
        if (range == m_range) return;
        m_range = range;
        emit rangeChanged(range);
    }

signals:
    void changed(poolscope::ui::Subject subject);
    void cursorChanged(const std::optional<poolscope::trace::Time>& cursor);
    void rangeChanged(const std::optional<poolscope::ui::TimeRange>& range);

private:
    Subject m_subject;
    std::optional<Time> m_cursor;
    std::optional<TimeRange> m_range;
    std::function<std::optional<Time>(Time)> m_moments;
};

}  // namespace poolscope::ui
