// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <poolscope/scenario.h>

namespace poolscope::ui {

/// The scenario as a C++ program with this library, as one types it: the functions it needs and their registration, the
/// pool with the options that are set, and the calls. Functions that are not shown are declared, to be defined elsewhere.
/// `measured`: what was measured of it, as lines of a comment.
[[nodiscard]] QString cppCode(const Scenario& scenario, const QStringList& measured = {});

}  // namespace poolscope::ui
