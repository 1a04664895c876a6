// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace poolscope::app {

/// Those of export_trace(), and the database of export_sqlite(), which needs a file to go to.
enum class TraceFormat { Text, JsonLines, Csv, Chrome, ResultLines, Sqlite };

struct TraceOptions {
    std::string file;
    TraceFormat format = TraceFormat::Text;
    std::optional<std::string> output;  ///< empty: standard output
};

/// What `poolscope trace show` and `poolscope trace export` do: write the trace in a format, and tell on standard error
/// what of it was damaged. Returns the exit status.
[[nodiscard]] int trace_command(const TraceOptions& options);

struct ReportOptions {
    std::string file;
    std::string output;
};
/// What `poolscope trace report` does: writes a page with `write`, which is empty in a program without pictures. Returns the exit
/// status.
[[nodiscard]] int report_command(const ReportOptions& options,
                                 const std::function<std::string(const std::string&, const std::string&)>& write);

/// What `poolscope trace check` does: says on standard output whether the run kept its promises. Returns 0 when the trace is
/// sound, 1 when there are findings, 2 when the file is no trace.
struct CheckOptions {
    std::string file;
    bool json = false;
};
[[nodiscard]] int check_command(const CheckOptions& options);

}  // namespace poolscope::app
