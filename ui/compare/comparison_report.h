// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include "compare/comparison_set.h"

namespace poolscope::ui {

/// A comparison as one HTML page that needs nothing beside itself: what can be said, the runs, what differs, timelines over each other, where
/// the time went, curves. Needs a QApplication.
[[nodiscard]] QString comparisonReport(const ComparisonSet& set);

/// Reads runs, which are traces or run folders, and writes their report; `baseline` is an index. For a program without a window: waits until
/// they are read. Returns what went wrong, or nothing.
[[nodiscard]] QString writeComparisonReport(const QStringList& runs, int baseline, study::Measure measure, const QString& target);

}  // namespace poolscope::ui
