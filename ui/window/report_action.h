// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

#include "session/reply.h"

namespace poolscope::ui {

class Session;

/// File > Export report…: writes the run that is shown as one HTML page.
class ReportAction : public QAction {
    Q_OBJECT

public:
    /// Borrows the session; dialogs belong to the window.
    ReportAction(const Session& session, QWidget* window);

    /// There is a run to report on, or none.
    void refresh();
    /// Writes it there, and tells by noticed().
    void writeTo(const QString& path);

signals:
    void noticed(const poolscope::ui::Notice& notice);

private:
    void ask();

    const Session& m_session;
    QWidget* m_window;
};

}  // namespace poolscope::ui
