// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iosfwd>
#include <string>

#include <poolscope/pool_state.h>

namespace poolscope::app {

/// How a worker ended, in words: "maxtasksperchild reached", "killed by SIGKILL", "exited with code 3".
[[nodiscard]] std::string end_words(const WorkerLife& life);

/// A row for each process life, in the order of their starts. Of very many the first and the last are shown and the
/// rest is counted.
void write_life_table(const PoolState& state, std::ostream& out);

}  // namespace poolscope::app
