// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMimeData;

namespace poolscope::ui {

/// What was dropped onto the window.
struct DroppedFile {
    QString path;     ///< a scenario or a trace to open; empty: nothing of it lies on this machine
    int others = 0;   ///< how many more there were, of which none is opened
};

/// Looks at what is dragged, or was dropped. A run folder stands for the trace in it. No file is opened here, and none has
/// to exist: opening it says what is wrong with it.
[[nodiscard]] DroppedFile droppedFile(const QMimeData& dragged);

}  // namespace poolscope::ui
