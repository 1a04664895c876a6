// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/inspector_pane.h"

#include "views/inspector.h"
#include "views/output_view.h"

namespace poolscope::ui {

InspectorPane::InspectorPane(const Session& session, Selection& selection, QWidget* parent)
    : QSplitter(Qt::Vertical, parent), m_inspector(new Inspector(session, selection, this)),
      m_output(new OutputView(session, selection, this)) {
    addWidget(m_inspector);
    addWidget(m_output);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setSizes({300, 200});
    setChildrenCollapsible(false);
    m_inspector->setMinimumHeight(60);
    connect(m_output, &OutputView::hasOutputChanged, m_output, &QWidget::setVisible);
}

void InspectorPane::refresh() {
    m_inspector->refresh();
    m_output->refresh();
}

}  // namespace poolscope::ui
