// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QComboBox;

namespace poolscope::ui {

class Replay;

/// Play, pause and the speed of a replay; single steps are the scrub bar's.
class ReplayBar : public QWidget {
    Q_OBJECT

public:
    /// Borrows the replay.
    explicit ReplayBar(Replay& replay, QWidget* parent = nullptr);

    /// With their keys, for a menu and for the widgets in which the keys hold.
    [[nodiscard]] QList<QAction*> replayActions() const;

private:
    void follow();

    Replay& m_replay;
    QAction* m_play;
    QAction* m_slower;
    QAction* m_faster;
    QComboBox* m_speed;
};

}  // namespace poolscope::ui
