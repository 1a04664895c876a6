// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace_command.h"

#include <cerrno>
#include <iostream>

#include <poolscope/errors.h>
#include <poolscope/export.h>
#include <poolscope/export_sqlite.h>
#include <poolscope/trace.h>

#include "exit_status.h"
#include "quantity_words.h"

namespace poolscope::app {

namespace {

void tell_damage(const std::string& file) {
    trace::Reader reader(file);
    while (reader.next()) {
    }
    if (reader.skipped_bytes() > 0) {
        std::cerr << "poolscope: " << file << ": " << counted(reader.skipped_bytes(), "damaged byte")
                  << " in the middle could not be read and were skipped\n";
    }
    if (reader.pending_bytes() > 0) {
        std::cerr << "poolscope: " << file << ": the last " << counted(reader.pending_bytes(), "byte")
                  << " are no whole record: the run broke off there, or is still going on\n";
    }
}

ExportFormat stream_format(TraceFormat format) {
    switch (format) {
    case TraceFormat::JsonLines: return ExportFormat::JsonLines;
    case TraceFormat::Csv: return ExportFormat::Csv;
    case TraceFormat::Chrome: return ExportFormat::Chrome;
    case TraceFormat::ResultLines: return ExportFormat::ResultLines;
    default: return ExportFormat::Text;
    }
}

int export_to_output(const TraceOptions& options) {
    if (options.format == TraceFormat::Sqlite) {
        std::cerr << "poolscope: a database goes into a file: name one with --output\n";
        return kBadInput;
    }
    if (options.output) {
        export_to_file(options.file, stream_format(options.format), *options.output);
        return kSucceeded;
    }
    export_trace(options.file, stream_format(options.format), std::cout);
    std::cout << std::flush;
    if (std::cout) return kSucceeded;
    std::cerr << "poolscope: standard output cannot be written\n";
    return kBroken;
}

}  // namespace

int trace_command(const TraceOptions& options) {
    try {
        const bool is_database = options.format == TraceFormat::Sqlite && options.output;
        if (is_database) export_sqlite(options.file, *options.output);
        const int status = is_database ? kSucceeded : export_to_output(options);
        tell_damage(options.file);
        return status;
    } catch (const SystemError& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        // A full disk is no mistake of who asked.
        return error.error_number() == ENOSPC || error.error_number() == EIO ? kBroken : kBadInput;
    } catch (const std::exception& error) {  // no trace, or not there
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
}

}  // namespace poolscope::app
