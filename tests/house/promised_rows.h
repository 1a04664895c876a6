// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include "source_tree.h"

/// Whether the promises of engine/SEMANTICS.md and the tests that show them are the same ones, each as "path:line: message". A line of a
/// table of the document either names a test program that there is, or is a row of a tst_promised_*.cpp; and every row there is in the document.
[[nodiscard]] QStringList promiseBreaches(const SourceTree& tree);
