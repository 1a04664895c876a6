// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHeaderView>
#include <QList>
#include <QPointer>
#include <QSplitter>

class QDockWidget;
class QMainWindow;

namespace poolscope::ui {

/// How the window was laid out when it was built: docks, tool bars, splitters, columns. To be taken before what was
/// remembered is restored.
class FirstLayout {
public:
    explicit FirstLayout(QMainWindow& window);

    /// Puts all of it back; what has been closed is shown again. What is there on demand only, as the guide of a demo, stays as
    /// it is, open or closed.
    void restore();

private:
    QMainWindow& m_window;
    QByteArray m_docks;
    QList<QPointer<QDockWidget>> m_onDemand;
    QList<std::pair<QPointer<QSplitter>, QByteArray>> m_splitters;
    QList<std::pair<QPointer<QHeaderView>, QByteArray>> m_headers;
};

}  // namespace poolscope::ui
