// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/sweep.h>

namespace poolscope::ui {

/// Whether a file is a sweep, by its key "poolscope_sweep"; one that is damaged further on is, too, so that its faults are told as a sweep's.
[[nodiscard]] bool isSweepFile(const QString& path);
/// Reads one. A scenario that it names is looked for beside it and among those in `scenarios`, which came with the program. Throws ScenarioError.
[[nodiscard]] study::SweepSpec readSweepFile(const QString& path, const QString& scenarios);
/// Writes it with its scenario in it, complete or not at all. Returns what went wrong, or nothing.
[[nodiscard]] QString writeSweepFile(const study::SweepSpec& spec, const QString& path);

}  // namespace poolscope::ui
