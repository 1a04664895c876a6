// SPDX-License-Identifier: MIT
#pragma once

#include "row.h"

/// What the machine itself gives: the rows of `poolscope bench` done with as little as possible, without a pool.
namespace poolscope::bench {

void add_ring_limits(Rows& rows);
void add_memory_limits(Rows& rows);
void add_process_limits(Rows& rows);

/// The argument with which this program starts itself as a child that says one byte on descriptor 3 and stays until it is left.
inline constexpr const char* kSpeakingChild = "--speak";
/// The same, but it ends at once.
inline constexpr const char* kSpeakingOnce = "--speak-once";

}  // namespace poolscope::bench
