// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::app {

/// For each batch: what was called, how it ended, its first results (in input order; for imap_unordered as they
/// arrived), and its first error.
void write_batches(const PoolState& state, const trace::Reader& values, std::ostream& out);

}  // namespace poolscope::app
