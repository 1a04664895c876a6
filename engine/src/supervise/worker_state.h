// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

namespace poolscope::supervise {

/// The life of a worker as the host sees it.
///
///     Starting ──▶ Started ──▶ Ready ──▶ Retiring ──▶ Ended
///         └────────────┴──────────┴──────────────────────▶ Ended
///
/// Starting: asked for, no process known yet. Started: there is a process; it loads, and runs the initializer. Ready: it
/// takes tasks. Retiring: it gets no more and will leave. Ended: reaped; nothing follows.
enum class WorkerState : std::uint8_t { Starting, Started, Ready, Retiring, Ended };

/// What can happen to it.
enum class WorkerEvent : std::uint8_t { ProcessKnown, SaidReady, AskedToLeave, Reaped };

/// The state after an event; empty: the event is not legal there.
[[nodiscard]] std::optional<WorkerState> after(WorkerState state, WorkerEvent event) noexcept;

}  // namespace poolscope::supervise
