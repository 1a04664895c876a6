// SPDX-License-Identifier: MIT
// A module with a good function, and one whose name the program has already.
#include <poolscope/function.h>

namespace {
int from_rival(int x) { return x; }
}  // namespace
int square(int x) { return -x; }

POOLSCOPE_FUNCTION(from_rival);
POOLSCOPE_FUNCTION(square);
