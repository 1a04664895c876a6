// SPDX-License-Identifier: MIT
#pragma once

#include "source_tree.h"

/// What holds for every file alone: its name says its subject, it names the licence of its room, it is not too long,
/// it leaves nothing undone and knows no folder of one machine. Returns breaches as "path:line: message".
[[nodiscard]] QStringList fileBreaches(const SourceFile& file);

/// What holds for the files together: nine in ten C++ files stay under 400 lines.
[[nodiscard]] QStringList sizeBreaches(const SourceTree& tree);

/// Names at the project's top that have no place there, of the names given.
[[nodiscard]] QStringList topLevelBreaches(const QStringList& names);
