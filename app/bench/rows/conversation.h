// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "row.h"

namespace poolscope::bench {

/// What the main of a row program does: answers standard input on standard output, a line a request, until the input ends.
///   prepare ROW [KEY=VALUE ...]   makes the pool and warms it: "ok"; "none" for a row that this side does not have, "none WHY" for
///                                 one that cannot be measured here
///   sample                        measures once: "ok NUMBER", in the row's unit
///   finish                        ends the pool: "ok"
/// What goes wrong is answered with "error WHAT". Returns the exit status.
[[nodiscard]] int converse(const Rows& rows);

}  // namespace poolscope::bench
