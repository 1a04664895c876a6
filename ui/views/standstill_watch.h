// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QToolButton>

#include "session/selection.h"

class QAction;

namespace poolscope::ui {

class Session;
class StandstillPanel;

/// The button that offers an explanation when nothing has moved for a while although items are pending; its action (Shift+F1) gives
/// it at any time.
class StandstillWatch : public QToolButton {
    Q_OBJECT

public:
    /// Borrows both.
    StandstillWatch(const Session& session, Selection& selection, QWidget* parent = nullptr);

    /// The run has changed, or time has passed.
    void refresh();
    [[nodiscard]] QAction* why() const { return m_why; }
    /// Null until it was asked for.
    [[nodiscard]] StandstillPanel* panel() const;
    /// After how long without a move it offers itself; three seconds at first.
    void setQuiet(std::chrono::nanoseconds quiet) { m_quiet = quiet.count(); }

private:
    void toggle();

    const Session& m_session;
    Selection& m_selection;
    QAction* m_why;
    QPointer<StandstillPanel> m_panel;
    QElapsedTimer m_sinceLooked;
    QTimer m_look;
    std::int64_t m_quiet = 3'000'000'000;
};

}  // namespace poolscope::ui
