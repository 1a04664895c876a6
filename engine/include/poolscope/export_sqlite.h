// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <poolscope/export.h>

namespace poolscope {

/// Writes a run as an SQLite 3 database: tables runs (one row), batches, tasks, items, workers, events and spans, with the
/// keys in the columns of those names. Times are seconds since the run's beginning; arguments and values are JSON. The file
/// is complete or not there at all, as with export_to_file(). Throws what that throws, and std::runtime_error with SQLite's
/// words.
///
/// In a library of its own, Poolscope::sqlite, so that programs with a pool and its workers need no SQLite.
void export_sqlite(const std::string& path, const std::string& target, const ExportOptions& options = {});

}  // namespace poolscope
