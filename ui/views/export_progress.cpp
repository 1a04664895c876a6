// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/export_progress.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "format/appearance.h"
#include "format/glyph.h"

namespace poolscope::ui {

namespace {
constexpr int kSteps = 1000;
}

ExportProgress::ExportProgress(QWidget* parent) : QWidget(parent), m_name(new QLabel(this)), m_bar(new QProgressBar(this)) {
    setObjectName(QStringLiteral("exportProgress"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kGap, 0, kGap, 0);
    row->setSpacing(kGap);
    auto* const cancel = new QToolButton(this);
    cancel->setObjectName(QStringLiteral("cancelExport"));
    cancel->setIcon(glyphIcon(Glyph::Cross));
    cancel->setToolTip(tr("Cancel the export"));
    cancel->setAccessibleName(tr("Cancel the export"));
    cancel->setAutoRaise(true);
    cancel->setFocusPolicy(Qt::StrongFocus);
    m_bar->setFixedWidth(140);
    m_bar->setMaximumHeight(14);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Export"));
    row->addWidget(m_name);
    row->addWidget(m_bar);
    row->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, &ExportProgress::cancelWanted);
    hide();
}

void ExportProgress::begin(const QString& target) {
    m_name->setText(tr("Writing %1").arg(QFileInfo(target).fileName()));
    m_bar->setRange(0, 0);  // no one knows how long yet
    show();
}

void ExportProgress::setDone(double done) {
    m_bar->setRange(0, kSteps);
    m_bar->setValue(static_cast<int>(done * kSteps));
}

void ExportProgress::end() {
    hide();
}

}  // namespace poolscope::ui
