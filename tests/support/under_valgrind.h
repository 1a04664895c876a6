// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

/// Leaves a test to the other presets where valgrind itself is in its way: `why` says how.
#ifdef POOLSCOPE_UNDER_VALGRIND
#define SKIP_UNDER_VALGRIND(why) QSKIP(why)
#else
#define SKIP_UNDER_VALGRIND(why) static_cast<void>(0)
#endif
