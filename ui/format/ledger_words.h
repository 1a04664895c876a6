// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/ledger.h>

namespace poolscope::ui {

/// "Useful work", "Starting", "Idle: the last tasks ran elsewhere"
[[nodiscard]] QString causeName(LedgerCause cause);
/// What the cause means, and what can be done about it, in a sentence or two.
[[nodiscard]] QString causeMeaning(LedgerCause cause);
/// The state whose colour and letter the cause has in the timeline; Ended for none.
[[nodiscard]] WorkerActivity causeActivity(LedgerCause cause);

}  // namespace poolscope::ui
