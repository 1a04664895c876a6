// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "session/standstill.h"

namespace poolscope::ui {

class RunMoment;

/// The reason as a sentence, with its facts: "All 4 workers run their initializer slow_start; PoolWorker-2 since 3.2 s."
[[nodiscard]] QString standstillText(const StandstillReason& reason, const RunMoment& moment, Time now);
/// What can be done about it; empty when there is nothing to do but to wait.
[[nodiscard]] QString standstillAdvice(const StandstillReason& reason, const RunMoment& moment);
/// Whether the pool is held up by something that will not pass by itself, or that nobody would expect.
[[nodiscard]] bool isTrouble(StandstillCause cause);

}  // namespace poolscope::ui
