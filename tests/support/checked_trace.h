// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope::testing {

/// What a trace shows to be wrong with its run, in words, and where the state that is reduced from it counts otherwise
/// than the checker does; empty: nothing. A trace that cannot be read is wrong, too.
[[nodiscard]] std::string trace_faults(const std::string& path);

/// The same of the runs of real hosts in a folder of run folders, each when nobody writes its trace any more, which is waited for with a
/// bound. Of a trace that is written still only what it shows so far.
[[nodiscard]] std::string run_faults(const std::string& runs_folder);
/// What a trace that is still being written shows to be wrong so far.
[[nodiscard]] std::string faults_so_far(const std::string& path);

}  // namespace poolscope::testing
