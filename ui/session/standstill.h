// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

class RunMoment;

/// Why nothing happens in a pool, or why less does than could. What matters most comes first in this list.
enum class StandstillCause : std::uint8_t {
    NoPool,            ///< nothing was started
    HostGone,          ///< the host ended without a word
    Broken,            ///< nothing can run any more: PoolSummary::phase_message
    Ended,             ///< the pool has ended
    RecordingStopped,  ///< what happens is not written down any more
    Terminating,       ///< `count` workers have yet to go
    NoBatch,           ///< nothing was submitted yet
    AllDone,           ///< every batch has its results; `count` of them
    Closing,           ///< closed: no batch will come; `count` workers have yet to go
    Paused,            ///< no task is handed out, `since`; `count` tasks still run
    StoppedWorker,     ///< `worker` was stopped by a signal, `since`; its task waits with it
    Restarting,        ///< `worker` died, `count` times in a row in its slot; its successor is not there yet, `since`
    AllInitializing,   ///< all `count` workers run their initializer; `worker` the longest, `since`
    AllStarting,       ///< all `count` workers are being started; `worker` the longest, `since`
    Recycling,         ///< `count` workers leave and are replaced, `since`
    NoWorker,          ///< no slot has a worker
    LongTasks,         ///< all `count` workers are busy; `task` in `worker` the longest, `since`
    LastTasks,         ///< nothing is left to hand out: `count` tasks still run, `task` in `worker` the longest, `since`
    InputWaits,        ///< the input of `batch` gives nothing more at present: it waits, or results wait to be taken (imap)
    NotHandedOut,      ///< `count` workers are free, and tasks wait: the host is on its way
    Moving,            ///< results come: the last one at `since`
};

/// One reason, with the facts that its words are made of. What does not apply is empty.
struct StandstillReason {
    StandstillCause cause = StandstillCause::NoPool;
    std::optional<Time> since = std::nullopt;
    std::uint32_t worker = kNoIndex;  ///< index into workers()
    std::uint32_t task = kNoIndex;    ///< index into tasks()
    std::uint32_t batch = kNoIndex;   ///< index into batches()
    std::uint64_t count = 0;
    friend bool operator==(const StandstillReason&, const StandstillReason&) = default;
};

struct Standstill {
    std::vector<StandstillReason> reasons;  ///< at least one, the most important first
    std::uint64_t pendingItems = 0;         ///< submitted and not settled, as far as known
    Time lastMove = 0;                      ///< when the last result came, a batch was submitted or a worker became ready
    [[nodiscard]] const StandstillReason& main() const { return reasons.front(); }
};

/// Explains a moment of a run from its facts alone. `now` is the session's present, or the moment itself.
[[nodiscard]] Standstill explainStandstill(const RunMoment& moment, Time now);

}  // namespace poolscope::ui
