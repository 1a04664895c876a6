// SPDX-License-Identifier: MIT
// A shared object that registers nothing.
extern "C" int poolscope_test_idle() { return 0; }
