// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

class ValueSource;

/// A run as one HTML page that needs nothing beside itself: key figures, configuration, timeline, where the time went, charts,
/// batches, what was not done and why, worker lives, warnings. Light and printable, well-formed, all texts escaped. Lists are cut
/// at a few hundred rows and say so. Needs a QApplication; takes some tenths of a second.
[[nodiscard]] QString runReport(const PoolState& state, const ValueSource& values);

/// Reads a trace and writes its report to a file, which is complete or not there at all. Returns what went wrong, or nothing.
[[nodiscard]] QString writeRunReport(const QString& tracePath, const QString& target);

}  // namespace poolscope::ui
