// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/replay.h"

#include <algorithm>

#include "session/selection.h"
#include "session/session.h"
#include "session/span_search.h"

namespace poolscope::ui {

namespace {

constexpr int kTickMs = 33;
constexpr int kReducedTickMs = 250;

}  // namespace

Replay::Replay(const Session& session, Selection& selection, QObject* parent)
    : QObject(parent), m_session(session), m_selection(selection) {
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Replay::tick);
    // Who takes the cursor by hand, or follows the run again, has it: playing goes on when that is asked for.
    connect(&selection, &Selection::cursorChanged, this, [this] {
        if (!m_isMoving) pause();
    });
    connect(&session, &Session::changed, this, [this](const ChangeSet& changes) {
        if (changes.replaced) pause();
        if (changes.replaced || changes.summary) emit changed();
    });
}

Time Replay::end() const {
    return std::max(m_session.now(), m_session.state().summary().origin);
}

bool Replay::canPlay() const {
    return m_session.state().summary().configuration.has_value() && end() > m_session.state().summary().origin;
}

void Replay::play() {
    if (m_isPlaying || !canPlay()) return;
    const Time origin = m_session.state().summary().origin;
    const std::optional<Time> cursor = m_selection.cursor();
    const bool isFromTheBegin = !cursor || *cursor >= end();
    m_isPlaying = true;
    moveTo(isFromTheBegin ? origin : *cursor);
    m_position = isFromTheBegin ? 0 : static_cast<double>(*cursor - origin);
    schedule();
    emit changed();
}

void Replay::pause() {
    if (!m_isPlaying) return;
    m_isPlaying = false;
    m_timer.stop();
    emit changed();
}

void Replay::toggle() {
    if (m_isPlaying) pause();
    else play();
}

void Replay::setSpeed(double speed) {
    speed = std::clamp(speed, kSpeeds.front(), kSpeeds.back());
    if (speed == m_speed) return;
    m_speed = speed;
    emit changed();
}

void Replay::faster() {
    const auto next = std::upper_bound(kSpeeds.begin(), kSpeeds.end(), m_speed);
    if (next != kSpeeds.end()) setSpeed(*next);
}

void Replay::slower() {
    const auto here = std::lower_bound(kSpeeds.begin(), kSpeeds.end(), m_speed);
    if (here != kSpeeds.begin()) setSpeed(*(here - 1));
}

void Replay::setMotion(Motion motion) {
    if (motion == m_motion) return;
    m_motion = motion;
    if (m_isPlaying) schedule();
}

void Replay::setSeen(bool seen) {
    if (seen == m_isSeen) return;
    m_isSeen = seen;
    if (m_isPlaying) schedule();
}

void Replay::schedule() {
    if (!m_isSeen) {
        m_timer.stop();
        return;
    }
    m_sinceTick.start();
    m_timer.start(m_motion == Motion::Smooth ? kTickMs : kReducedTickMs);
}

void Replay::moveTo(Time time) {
    m_isMoving = true;
    m_selection.setCursor(time);
    m_isMoving = false;
}

void Replay::tick() {
    const Time origin = m_session.state().summary().origin;
    m_position += static_cast<double>(m_sinceTick.nsecsElapsed()) * m_speed;
    m_sinceTick.start();
    const Time time = origin + static_cast<Time>(m_position);
    if (time >= end()) {
        pause();
        if (m_session.hasPool()) m_selection.setCursor({});  // it has caught up with the run: the views follow it
        else moveTo(end());
        return;
    }
    if (m_motion == Motion::Smooth) {
        moveTo(time);
        return;
    }
    // The latest change by now; where nothing has changed, nothing moves.
    const std::optional<Time> change = previousChange(m_session.state(), time + 1);
    if (change && *change > m_selection.cursor().value_or(origin)) moveTo(*change);
}

void Replay::stepForward() {
    if (!canPlay()) return;
    pause();
    const Time here = m_selection.cursor().value_or(end());
    if (const auto next = nextChange(m_session.state(), here)) moveTo(*next);
}

void Replay::stepBack() {
    if (!canPlay()) return;
    pause();
    const Time here = m_selection.cursor().value_or(end());
    if (const auto previous = previousChange(m_session.state(), here)) moveTo(*previous);
}

std::optional<Time> Replay::nextChange(const PoolState& state, Time after) {
    std::optional<Time> nearest;
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        const std::size_t index = spansBegunBy(state, slot, after);
        if (index < state.span_count(slot)) {
            const Time begin = state.span(slot, index).begin;
            nearest = std::min(nearest.value_or(begin), begin);
        }
    }
    return nearest;
}

std::optional<Time> Replay::previousChange(const PoolState& state, Time before) {
    std::optional<Time> nearest;
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        const std::size_t index = spansBegunBy(state, slot, before - 1);
        if (index > 0) {
            const Time begin = state.span(slot, index - 1).begin;
            nearest = std::max(nearest.value_or(begin), begin);
        }
    }
    return nearest;
}

}  // namespace poolscope::ui
