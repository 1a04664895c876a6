// SPDX-License-Identifier: MIT
#pragma once

#include "source_tree.h"

/// Who may include whom (the rooms and their one direction):
///   engine/src   base <- process, lane, trace (which do not know each other) <- tasks <- worker <- supervise <- host;
///                every room may include the public headers; no Qt anywhere
///   engine/include   only public headers, the standard library, POSIX and nlohmann
///   ui           its own files and the engine's public headers; models, session and format know no view
///   app          its own files, ui, and the engine's public headers
/// Returns each #include of `file` that breaks one, as "path:line: message".
[[nodiscard]] QStringList includeBreaches(const SourceFile& file, const SourceTree& tree);
