// SPDX-License-Identifier: GPL-3.0-or-later
#include "trace_command.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

#include <poolscope/errors.h>
#include <poolscope/trace.h>

#include "exit_status.h"
#include "quantity_words.h"

namespace poolscope::app {

namespace fs = std::filesystem;

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

/// Beside the target first, so that a failure in the middle leaves what was there before.
int export_to_file(const TraceOptions& options) {
    const std::string part = *options.output + ".part";
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    if (!out) {
        std::cerr << "poolscope: " << *options.output << " cannot be written: " << std::strerror(errno) << '\n';
        return kBadInput;
    }
    std::error_code error;
    try {
        export_trace(options.file, options.format, out);
    } catch (...) {
        out.close();
        fs::remove(part, error);
        throw;
    }
    out.close();
    if (out) fs::rename(part, *options.output, error);
    if (!out || error) {
        std::cerr << "poolscope: " << *options.output << " cannot be written"
                  << (error ? ": " + error.message() : "; is the disk full?") << '\n';
        fs::remove(part, error);
        return kBroken;
    }
    return kSucceeded;
}

}  // namespace

int trace_command(const TraceOptions& options) {
    try {
        int status = kSucceeded;
        if (options.output) {
            status = export_to_file(options);
        } else {
            export_trace(options.file, options.format, std::cout);
            std::cout << std::flush;
            if (!std::cout) {
                std::cerr << "poolscope: standard output cannot be written\n";
                status = kBroken;
            }
        }
        tell_damage(options.file);
        return status;
    } catch (const std::exception& error) {  // no trace, or not there
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
}

}  // namespace poolscope::app
