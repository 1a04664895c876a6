// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/about.h"

#include <QCoreApplication>
#include <QMessageBox>

#include <nlohmann/json.hpp>

#include "charts/plot.h"
#include "format/glyph.h"

namespace poolscope::ui {

void showAbout(QWidget* window) {
    const auto say = [](const char* text) { return QCoreApplication::translate("About", text); };
    auto* const box = new QMessageBox(window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("about"));
    box->setWindowTitle(say("About Poolscope"));
    box->setIconPixmap(programIcon().pixmap(QSize(64, 64), window->devicePixelRatioF()));
    box->setTextFormat(Qt::RichText);
    box->setText(
        QStringLiteral("<h3>Poolscope %1</h3><p>%2</p>")
            .arg(QCoreApplication::applicationVersion().toHtmlEscaped(), say("A process pool, and a window onto it.")));
    box->setInformativeText(
        QStringLiteral("<p>%1</p><p>%2</p><p>Qt %3: LGPL-3.0 · Boost: BSL-1.0 · nlohmann/json %4.%5.%6: MIT · QCustomPlot %7: GPL-3.0-or-later</p>")
            .arg(say("The window and the programs are free software under the GNU General Public License, version 3 or "
                     "later."),
                 say("The engine is free software under the MIT license."), QLatin1String(qVersion()))
            .arg(NLOHMANN_JSON_VERSION_MAJOR)
            .arg(NLOHMANN_JSON_VERSION_MINOR)
            .arg(NLOHMANN_JSON_VERSION_PATCH)
            .arg(Plot::libraryVersion()));
    box->setStandardButtons(QMessageBox::Close);
    box->setModal(false);
    box->show();
}

}  // namespace poolscope::ui
