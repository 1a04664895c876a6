// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/inspector_pane.h"

#include <QVBoxLayout>

#include "views/find_line.h"
#include "views/inspector.h"
#include "views/output_view.h"

namespace poolscope::ui {

InspectorPane::InspectorPane(const Session& session, Selection& selection, QWidget* parent)
    : QSplitter(Qt::Vertical, parent), m_inspector(new Inspector(session, selection, this)),
      m_output(new OutputView(session, selection, this)), m_find(new FindLine(*m_inspector, m_output->textEdit(), this)) {
    auto* const top = new QWidget(this);
    auto* const column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_find);
    column->addWidget(m_inspector, 1);
    addWidget(top);
    addWidget(m_output);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setSizes({300, 200});
    setChildrenCollapsible(false);
    m_inspector->setMinimumHeight(60);
    connect(m_output, &OutputView::hasOutputChanged, m_output, &QWidget::setVisible);
}

void InspectorPane::find() {
    m_find->open();
}

void InspectorPane::refresh() {
    m_inspector->refresh();
    m_output->refresh();
}

}  // namespace poolscope::ui
