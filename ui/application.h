// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <QSize>
#include <QString>

namespace poolscope::ui {

struct WindowOptions {
    QString file;          ///< a scenario or a trace to open; empty: the scenario of last time
    QString configFolder;  ///< settings and runs live here (--config); empty: in the XDG folders
    QString attach;        ///< the run folder of a pool to attach to
    QString theme;         ///< "system", "light" or "dark"; empty: as it was set last
    QString language;      ///< "system", "en" or "de"; empty: as it was set last
    std::optional<int> textSize;  ///< in per cent of the system's; empty: as it was set last
    bool runImmediately = false;

    /// Writes a picture of the window to this PNG file and ends: when the run has come to its end, or at `pictureAfter`
    /// from the start of the run. Nothing is remembered of such a window.
    QString screenshotPath;
    std::optional<std::chrono::milliseconds> pictureAfter;
    std::optional<QSize> size;
    QString tab;          ///< object name of the page to be in front: "results", "tasks", "batches", "events"
    QString hostProgram;  ///< empty: poolscope-host beside this program
};

/// Shows the window and returns the program's exit status when it has been closed. `argc` and `argv` are for Qt and
/// must live as long as this call. To be called once, from the main thread.
int runWindow(int& argc, char** argv, const WindowOptions& options);

}  // namespace poolscope::ui
