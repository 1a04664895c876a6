// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope::base {

/// Asks the kernel for short slices of processor time for the calling thread: one that does a little now and then and for which others wait
/// is then let in soon after it was woken, where every processor is at work (sched_setattr(2), Linux 6.12; no effect before that). The
/// thread's share of the processor stays what it was. What it starts inherits the wish: see take_usual_slices().
void take_short_slices() noexcept;
/// Takes that wish back, for a thread or process that computes.
void take_usual_slices() noexcept;

}  // namespace poolscope::base
