// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <poolscope/json.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope {

enum class ExportFormat { Text, JsonLines, Csv, Chrome, ResultLines };

/// Which part of a run is written, and who watches it.
struct ExportOptions {
    /// Rows of PoolState::result(), written in this order; none: all. What is written of settled items obeys it (Csv,
    /// ResultLines, the table `items` of export_sqlite()); everything else is written whole.
    std::optional<std::vector<std::uint32_t>> rows = std::nullopt;
    /// Asked now and then, on the calling thread, with the share that is done (0 to 1). False: give up, with ExportCancelled.
    std::function<bool(double done)> proceed = nullptr;
};

/// ExportOptions::proceed() said no. Nothing is left behind.
class ExportCancelled : public std::runtime_error {
public:
    ExportCancelled() : std::runtime_error("the export was cancelled") {}
};

/// Writes a whole trace. Text: a line a record, in words. JsonLines: an object a record. Csv: a row a settled item.
/// ResultLines: an object a settled item. Chrome: the trace event format that Perfetto opens. Throws what trace::Reader throws;
/// that the stream has failed is for the caller to see, and ends the work early.
void export_trace(const std::string& path, ExportFormat format, std::ostream& out, const ExportOptions& options = {});
/// The same into a file, which is complete or not there at all: it gets its name when it is whole, and what had that name
/// before stays until then. A device or a pipe is written to as it is. Throws SystemError too, which says when the disk is full, or that
/// the target is the trace itself.
void export_to_file(const std::string& path, ExportFormat format, const std::string& target,
                    const ExportOptions& options = {});

/// The document that `poolscope run --json` prints (shape: DESIGN.md, "The command line"), from a run's state and its
/// values in the trace. Results are in input order; an item that gave none is null.
[[nodiscard]] Json run_document(const PoolState& state, const trace::Reader& values);

}  // namespace poolscope
