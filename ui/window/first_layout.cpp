// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/first_layout.h"

#include <numeric>

#include <QDockWidget>
#include <QMainWindow>

namespace poolscope::ui {

namespace {

/// The first sizes in the room that there is now.
QList<int> scaled(const QList<int>& sizes, int room) {
    const int all = std::accumulate(sizes.begin(), sizes.end(), 0);
    if (all <= 0 || room <= 0) return sizes;
    QList<int> now;
    for (const int size : sizes) now << static_cast<int>(static_cast<qint64>(size) * room / all);
    return now;
}

}  // namespace

FirstLayout::FirstLayout(QMainWindow& window) : m_window(window), m_docks(window.saveState()) {
    const auto splitters = window.findChildren<QSplitter*>();
    for (QSplitter* const splitter : splitters) m_splitters.append({splitter, splitter->sizes()});
    const auto headers = window.findChildren<QHeaderView*>();
    for (QHeaderView* const header : headers)
        if (header->orientation() == Qt::Horizontal && header->model()) m_headers.append({header, header->saveState()});
}

void FirstLayout::restore() {
    m_window.restoreState(m_docks);
    const auto docks = m_window.findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly);
    for (QDockWidget* const dock : docks) dock->show();
    for (const auto& [splitter, sizes] : std::as_const(m_splitters)) {
        if (!splitter) continue;
        const int room = splitter->orientation() == Qt::Horizontal ? splitter->width() : splitter->height();
        splitter->setSizes(scaled(sizes, room));
    }
    for (const auto& [header, state] : std::as_const(m_headers))
        if (header) header->restoreState(state);
}

}  // namespace poolscope::ui
