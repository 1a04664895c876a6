// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace poolscope::tests {

/// What the items of batches under test do. Each but a quick one notes in the file FOLDER/begun that it was begun, before anything else.
///
///     ok          returns the item's number
///     quick       the same, within a microsecond
///     slow        the same after 20 ms
///     kill        SIGKILL
///     segfault    SIGSEGV
///     exit        exit code 3
///     kill twice  SIGKILL the first two times that it is begun, then ok
///     hang        never returns
///     stubborn    the same, ignoring SIGTERM
///     stop        SIGSTOP, then ok
///     throw       throws
///     grow        takes memory without end
///     keep        takes memory until 204 MiB are resident, keeps it, ok
///     complain    writes to standard error, then SIGKILL
///     bad error   tells in its lane of an error of the item that is no error, then hangs
///     bad start   the same of an error of its initializer
///     tarry       has ended, by its lane's ledger, before it notes its begin, and never comes to tell of it; alone in its chunk
int work(const std::string& folder, int item, const std::string& what);

/// Initializers.
void initialize_never();

/// How often this item was begun, by all workers together.
[[nodiscard]] int times_begun(const std::string& folder, int item);

}  // namespace poolscope::tests
