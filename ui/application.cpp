// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include <cstdio>

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include "format/glyph.h"
#include "format/language.h"
#include "format/theme.h"
#include "forms/cost_note.h"
#include "forms/scenario_form.h"
#include "session/places.h"
#include "window/lesson_desk.h"
#include "study/machine_figures.h"
#include "study/sweep_file.h"
#include "study/sweep_page.h"
#include "window/comfort.h"
#include "window/main_window.h"
#include "window/picture_taker.h"

namespace poolscope::ui {

int runWindow(int& argc, char** argv, const WindowOptions& options) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("poolscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Poolscope"));
    QApplication::setApplicationVersion(QStringLiteral(POOLSCOPE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.poolscope.Poolscope"));
    QApplication::setWindowIcon(programIcon());

    const Places places(options.configFolder);
    Theme theme(application);
    Language language(application);
    Comfort::restore(*places.openSettings(), theme, &language);
    if (!options.theme.isEmpty()) theme.choose(themeFromKey(options.theme));
    if (!options.language.isEmpty()) language.choose(languageFromKey(options.language));
    if (options.textSize) theme.setTextSize(*options.textSize);
    MainWindow window(places, theme, options.hostProgram);
    MachineFigures figures;
    QObject::connect(&figures, &MachineFigures::found, &window.form().costNote(), &CostNote::setCosts);
    QTimer::singleShot(0, &figures, &MachineFigures::find);
    window.comfort().setLanguage(language);
    if (options.size) window.resize(*options.size);
    window.openStartScenario();
    if (!options.file.isEmpty()) window.openFile(options.file);
    if (!options.attach.isEmpty()) window.attach(options.attach);
    window.showPage(options.tab);
    if (options.file.isEmpty() && options.screenshotPath.isEmpty() && !options.runImmediately) window.lessons().welcome();
    window.show();
    // A trace has been run already.
    if (options.runImmediately && window.session().origin() == Session::Origin::Nothing)
        QTimer::singleShot(0, &window, [&window, &options] {
            if (isSweepFile(options.file)) return window.sweepPage().start();
            window.run();
            window.showPage(options.tab);  // run() brings Live to the front
        });
    std::optional<PictureTaker> picture;
    if (!options.screenshotPath.isEmpty()) picture.emplace(window, options.screenshotPath, options.pictureAfter);
    return QApplication::exec();
}

}  // namespace poolscope::ui
