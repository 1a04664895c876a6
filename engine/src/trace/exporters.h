// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>

#include <poolscope/export.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

/// One exporter for each format of <poolscope/export.h>. The first two go through the records; the others need the
/// whole run reduced first.
namespace poolscope::trace {

void export_text(Reader& reader, const ExportOptions& options, std::ostream& out);
void export_json_lines(Reader& reader, const ExportOptions& options, std::ostream& out);
void export_csv(const PoolState& state, const Reader& reader, const ExportOptions& options, std::ostream& out);
void export_result_lines(const PoolState& state, const Reader& reader, const ExportOptions& options, std::ostream& out);
void export_chrome(const PoolState& state, const Reader& reader, const ExportOptions& options, std::ostream& out);

}  // namespace poolscope::trace
