// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <poolscope/pool_state.h>

#include "format/appearance.h"

namespace poolscope::ui {

/// "running", "crashed"
[[nodiscard]] QString activityName(WorkerActivity activity);
/// One letter that repeats the colour: S I . C R B O X, and a space for a worker that left in order.
[[nodiscard]] QChar activityLetter(WorkerActivity activity);
/// Fill of a state. Computed for colour-blind readers: worst pair CIEDE2000 21 in light and 19 in dark, over normal,
/// protan, deutan and tritan sight. Ended has no colour of its own (transparent).
[[nodiscard]] QColor activityColor(WorkerActivity activity, Appearance appearance);
/// Black or white, whichever reads better on the fill.
[[nodiscard]] QColor textOn(const QColor& fill);

/// A worker's end in a few words, as causeText(); empty while it lives.
[[nodiscard]] QString endText(const WorkerLife& worker);
/// One letter for a worker's end that was not in order, for marks: X crashed, K killed, T out of time, M memory, E exited,
/// I initializer failed, U by request, H host gone, N not started.
[[nodiscard]] QChar endLetter(EndCause cause);
/// Why a worker is gone, in the words of the window: "closed", "killed by SIGKILL", "exited with code 3". All tables, tool
/// tips, marks and facts take them from here.
[[nodiscard]] QString causeText(EndCause cause, std::optional<std::int32_t> exitCode,
                                std::optional<std::int32_t> signal);

}  // namespace poolscope::ui
