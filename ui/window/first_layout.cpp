// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/first_layout.h"

#include <QDockWidget>
#include <QMainWindow>

namespace poolscope::ui {

FirstLayout::FirstLayout(QMainWindow& window) : m_window(window), m_docks(window.saveState()) {
    const auto docks = window.findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly);
    for (QDockWidget* const dock : docks)
        if (dock->isHidden() && dock->testAttribute(Qt::WA_WState_ExplicitShowHide)) m_onDemand.append(dock);
    const auto splitters = window.findChildren<QSplitter*>();
    // The sizes that were asked for. Those that the parts have are what a window that was not yet shown had for them.
    for (QSplitter* const splitter : splitters) m_splitters.append({splitter, splitter->saveState()});
    const auto headers = window.findChildren<QHeaderView*>();
    for (QHeaderView* const header : headers)
        if (header->orientation() == Qt::Horizontal && header->model()) m_headers.append({header, header->saveState()});
}

void FirstLayout::restore() {
    const auto docks = m_window.findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly);
    QList<QDockWidget*> closed;
    for (QDockWidget* const dock : docks)
        if (dock->isHidden() && m_onDemand.contains(dock)) closed << dock;
    m_window.restoreState(m_docks);
    for (QDockWidget* const dock : docks) dock->setVisible(!closed.contains(dock));
    // A splitter keeps what was asked for and gives it anew whenever its room changes: the docks may settle afterwards.
    for (const auto& [splitter, state] : std::as_const(m_splitters))
        if (splitter) splitter->restoreState(state);
    for (const auto& [header, state] : std::as_const(m_headers))
        if (header) header->restoreState(state);
}

}  // namespace poolscope::ui
