// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "session/selection.h"

class QAction;
class QLabel;
class QToolButton;

namespace poolscope::ui {

class MomentSlider;
class Session;

/// Takes every view to a past moment of the run, while the run goes on, and back to following it. Steps go from change to
/// change: to the next moment at which something began or ended in a slot.
class ScrubBar : public QWidget {
    Q_OBJECT

public:
    /// Borrows both.
    ScrubBar(const Session& session, Selection& selection, QWidget* parent = nullptr);

    /// The run has grown, or time has passed.
    void refresh();
    /// First, back, forward, last, follow: for a menu, with their keys.
    [[nodiscard]] QList<QAction*> momentActions() const;
    [[nodiscard]] MomentSlider& slider() { return *m_slider; }
    [[nodiscard]] QToolButton& followButton() { return *m_follow; }

private:
    QToolButton* addButton(QAction* action);
    void step(int by);
    void goTo(Time time);
    void goToValue(int value);
    void goToFirst();
    void goToLast();
    void follow();
    void show();

    const Session& m_session;
    Selection& m_selection;
    MomentSlider* m_slider;
    QLabel* m_text;
    QToolButton* m_follow;
    QAction* m_first;
    QAction* m_back;
    QAction* m_forward;
    QAction* m_last;
    QAction* m_followAction;
    Time m_unit = 1000;  ///< nanoseconds of one step of the slider's value
    QElapsedTimer m_sinceShown;
    QTimer m_again;  ///< what came too soon after the last time is shown a little later
};

}  // namespace poolscope::ui
