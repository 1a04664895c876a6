// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope::process {

// fflush(nullptr) waits for the lock of every stream that another thread uses, and one that reads from a terminal or
// writes to a full pipe has its lock until somebody types or reads. These do without that.

/// Before a fork: writes out what the standard streams hold back, so that it stands before what the child writes. Waits for
/// nobody: what cannot be written now stays where it is.
void flush_standard_streams() noexcept;

/// In the child of a fork: forgets what its streams hold back, for that is the parent's to write. Only async-signal-safe calls.
void forget_unwritten() noexcept;

/// At the end of a worker: writes out what every stream holds back. Streams that another thread has are waited for with a bound.
void flush_before_exit() noexcept;

}  // namespace poolscope::process
