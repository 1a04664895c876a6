// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <poolscope/scenario.h>

namespace poolscope::ui {

/// The scenario as a Python program with multiprocessing, as one types it: the functions it needs, the pool with the
/// options that are set, and the calls. The program runs as it is; functions that are not of the built-in catalogue are
/// imported from a module to be named.
/// `measured`: what was measured of it, as lines of a comment.
[[nodiscard]] QString pythonCode(const Scenario& scenario, const QStringList& measured = {});

}  // namespace poolscope::ui
