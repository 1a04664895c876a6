// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>

#include <poolscope/json.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope {

enum class ExportFormat { Text, JsonLines, Csv, Chrome };

/// Writes a whole trace. Text: a line a record, in words. JsonLines: an object a record. Csv: a row a settled item.
/// Chrome: the trace event format that Perfetto opens. Throws what trace::Reader throws.
void export_trace(const std::string& path, ExportFormat format, std::ostream& out);

/// The document that `poolscope run --json` prints (shape: DESIGN.md, "The command line"), from a run's state and its
/// values in the trace. Results are in input order; an item that gave none is null.
[[nodiscard]] Json run_document(const PoolState& state, const trace::Reader& values);

}  // namespace poolscope
