// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <poolscope/scenario.h>

namespace poolscope::ui {

/// The options of a pool that CPython has not, as designated initialisers in the order of PoolOptions: ".task_timeout =
/// std::chrono::seconds(2)". Options that are left to their default are left out.
[[nodiscard]] QStringList cppLimits(const PoolSpec& pool);
/// The fault plan as ".faults = {...}"; empty for an empty plan.
[[nodiscard]] QString cppFaults(const FaultPlan& plan);

}  // namespace poolscope::ui
