// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "study/sweep_outcome.h"

namespace poolscope::ui {

/// A sweep as one HTML page that needs nothing beside itself: what is certain, curves or a heat map, every configuration with its interval,
/// every run, and the sweep itself. `document` is what the outcome was read from. Needs a QApplication.
[[nodiscard]] QString sweepReport(const study::SweepSpec& spec, const SweepOutcome& outcome, const Json& document);

/// A sweep for other programs and people, by the end of the file's name: .html the report, .csv a row for each run, else the document as
/// JSON. Written complete or not at all. Returns what went wrong, or nothing.
[[nodiscard]] QString exportSweep(const study::SweepSpec& spec, const SweepOutcome& outcome, const Json& document, const QString& target);

/// Writes the report of a document that `poolscope sweep --json` has printed. Returns what went wrong, or nothing.
[[nodiscard]] QString writeSweepReport(const QByteArray& document, const QString& target);

}  // namespace poolscope::ui
