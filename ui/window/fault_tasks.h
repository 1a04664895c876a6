// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QMenu;
class QWidget;

namespace poolscope {
struct BatchSpec;
}

namespace poolscope::ui {

class Session;

/// A menu of work that goes wrong, given to the pool that runs: what a fault looks like can be tried at any moment, without a plan
/// and without another run. Each is a batch like any other, so that the events and the results tell what became of it. What
/// befalls one worker from outside stands in its own menu.
class FaultTasks : public QObject {
    Q_OBJECT

public:
    /// Borrows the session; the menu belongs to `window`.
    FaultTasks(Session& session, QWidget* window);

    [[nodiscard]] QMenu* menu() const { return m_menu; }
    /// After every change of what the pool takes.
    void refresh();

private:
    void add(const char* name, const QString& text, const QString& tip, const BatchSpec& batch);

    Session& m_session;
    QMenu* m_menu;
};

}  // namespace poolscope::ui
