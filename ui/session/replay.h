// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

class Selection;
class Session;

/// Plays what was recorded once more: it moves the time cursor that all views follow, faster or slower than it happened, or from
/// event to event. The run itself, also one that still goes on, knows nothing of it.
class Replay : public QObject {
    Q_OBJECT

public:
    enum class Motion {
        Smooth,
        Reduced,  ///< for who wants no motion: it jumps from event to event, four times a second at most
    };
    static constexpr std::array<double, 8> kSpeeds{0.1, 0.25, 0.5, 1, 2, 4, 8, 16};

    /// Borrows both.
    Replay(const Session& session, Selection& selection, QObject* parent = nullptr);

    [[nodiscard]] bool canPlay() const;
    [[nodiscard]] bool isPlaying() const { return m_isPlaying; }
    [[nodiscard]] double speed() const { return m_speed; }

    /// From the cursor, or from the beginning when the views follow the run or it has been played to its end.
    void play();
    void pause();
    void toggle();
    /// 0.1 to 16; others are cut off there.
    void setSpeed(double speed);
    void faster();
    void slower();
    /// To the next moment at which a worker's state changed, and back. They pause.
    void stepForward();
    void stepBack();
    void setMotion(Motion motion);
    [[nodiscard]] Motion motion() const { return m_motion; }
    /// A window that nobody sees plays nothing: the clock stands still until it is seen again.
    void setSeen(bool seen);

    /// The nearest changes of any lane after and before a moment; empty: there is none.
    [[nodiscard]] static std::optional<Time> nextChange(const PoolState& state, Time after);
    [[nodiscard]] static std::optional<Time> previousChange(const PoolState& state, Time before);

signals:
    /// It plays or it does not, or with another speed.
    void changed();

private:
    void tick();
    void moveTo(Time time);
    void schedule();
    [[nodiscard]] Time end() const;

    const Session& m_session;
    Selection& m_selection;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    double m_position = 0;  ///< on the trace's clock, since the origin: finer than the cursor at low speeds
    double m_speed = 1;
    Motion m_motion = Motion::Smooth;
    bool m_isPlaying = false;
    bool m_isSeen = true;
    bool m_isMoving = false;  ///< the cursor's change is our own
};

}  // namespace poolscope::ui
