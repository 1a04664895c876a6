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
/// "closed", "killed by SIGKILL", "exited with code 3"
[[nodiscard]] QString causeText(EndCause cause, std::optional<std::int32_t> exitCode,
                                std::optional<std::int32_t> signal);

}  // namespace poolscope::ui
