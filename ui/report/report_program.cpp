// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_program.h"

#include <QApplication>

#include "format/theme.h"
#include "report/run_report.h"

namespace poolscope::ui {

QString writeReportWithoutWindow(int& argc, char** argv, const QString& tracePath, const QString& target) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("poolscope"));
    Theme theme(*qApp);
    theme.choose(ThemeChoice::Light);
    return writeRunReport(tracePath, target);
}

}  // namespace poolscope::ui
