// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_program.h"

#include <QApplication>

#include "format/theme.h"

namespace poolscope::ui {

QString reportWithoutWindow(int& argc, char** argv, const std::function<QString()>& write) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("poolscope"));
    Theme theme(*qApp);
    theme.choose(ThemeChoice::Light);
    return write();
}

}  // namespace poolscope::ui
