// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>

#include <poolscope/run_store.h>

namespace poolscope::ui {

/// Kept runs for other programs, the same in every language. A row a run, RFC 4180, with a head line: folder, when it began (UTC), name,
/// configuration, ending, figures, where it comes from, note, tags.
[[nodiscard]] QByteArray runsCsv(const std::vector<StoredRun>& runs);
/// An array with an object a run: the same, and the environment.
[[nodiscard]] QByteArray runsJson(const std::vector<StoredRun>& runs);

}  // namespace poolscope::ui
