// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/report_action.h"

#include <QDir>
#include <QFileDialog>
#include <QSaveFile>

#include "format/glyph.h"
#include "report/run_report.h"
#include "session/session.h"

namespace poolscope::ui {

ReportAction::ReportAction(const Session& session, QWidget* window)
    : QAction(glyphIcon(Glyph::Export), tr("Export &report…"), window), m_session(session), m_window(window) {
    setObjectName(QStringLiteral("exportReport"));
    setToolTip(tr("The run as one HTML page with pictures"));
    connect(this, &QAction::triggered, this, &ReportAction::ask);
    refresh();
}

void ReportAction::refresh() {
    setEnabled(m_session.state().summary().records > 0);
}

void ReportAction::ask() {
    auto* const dialog = new QFileDialog(m_window, tr("Export report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("HTML pages (*.html)"));
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(QStringLiteral("report"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportAction::writeTo);
    dialog->open();
}

void ReportAction::writeTo(const QString& path) {
    const QByteArray page = runReport(m_session.state(), m_session.values()).toUtf8();
    QSaveFile file(path);
    const bool isGood = file.open(QIODevice::WriteOnly) && file.write(page) == page.size() && file.commit();
    const QString shown = QDir::toNativeSeparators(path);
    emit noticed(isGood ? Notice{Notice::Weight::Note, tr("Written: %1").arg(shown), {}}
                        : Notice{Notice::Weight::Error, tr("%1 was not written.").arg(shown), file.errorString()});
}

}  // namespace poolscope::ui
