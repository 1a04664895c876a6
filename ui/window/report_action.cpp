// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/report_action.h"

#include <QFileDialog>

#include "format/glyph.h"
#include "report/run_report.h"
#include "session/session.h"
#include "views/command_model.h"
#include "views/file_export.h"

namespace poolscope::ui {

ReportAction::ReportAction(const Session& session, QWidget* window)
    : QAction(glyphIcon(Glyph::Export), tr("Export &report…"), window), m_session(session), m_window(window) {
    setObjectName(QStringLiteral("exportReport"));
    setToolTip(tr("The run as one HTML page with pictures"));
    connect(this, &QAction::triggered, this, &ReportAction::ask);
    refresh();
}

void ReportAction::refresh() {
    const bool isPossible = m_session.state().summary().records > 0;
    setEnabled(isPossible);
    setProperty(kWhyNot, isPossible ? QString() : tr("there is no run yet"));
}

void ReportAction::ask() {
    const auto* const dialog =
        openExportDialog(m_window, tr("Export report"), {{QStringLiteral("html"), tr("HTML pages (*.html)")}}, QStringLiteral("report"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportAction::writeTo);
}

void ReportAction::writeTo(const QString& path) {
    const QString why = isSameFile(m_session.tracePath(), path) ? tr("It is the trace itself: give the report another name.")
                                                                 : writeWhole(runReport(m_session.state(), m_session.values()).toUtf8(), path);
    emit noticed(writtenNotice(path, why));
}

}  // namespace poolscope::ui
