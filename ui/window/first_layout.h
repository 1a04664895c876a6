// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHeaderView>
#include <QList>
#include <QPointer>
#include <QSplitter>

class QMainWindow;

namespace poolscope::ui {

/// How the window was laid out when it was built: docks, tool bars, splitters, columns. To be taken before what was
/// remembered is restored.
class FirstLayout {
public:
    explicit FirstLayout(QMainWindow& window);

    /// Puts all of it back; what has been closed is shown again.
    void restore();

private:
    QMainWindow& m_window;
    QByteArray m_docks;
    QList<std::pair<QPointer<QSplitter>, QList<int>>> m_splitters;
    QList<std::pair<QPointer<QHeaderView>, QByteArray>> m_headers;
};

}  // namespace poolscope::ui
