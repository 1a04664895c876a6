// SPDX-License-Identifier: MIT
#include <poolscope/export.h>

#include "trace/export_watch.h"
#include "trace/exporters.h"
#include "trace/part_file.h"

namespace poolscope {

PoolState trace::reduce_watched(const std::string& path, ExportWatch watch) {
    Reader reader(path, ReadValues::No);
    PoolState state;
    while (const auto record = reader.next()) {
        state.apply(*record);
        watch.step(reader);
    }
    conclude(reader, state);
    return state;
}

void export_trace(const std::string& path, ExportFormat format, std::ostream& out, const ExportOptions& options) {
    const auto reduced = [&] { return trace::reduce_watched(path, trace::ExportWatch(options, 0, trace::kReduced)); };
    switch (format) {
    case ExportFormat::Text: {
        trace::Reader reader(path);
        return trace::export_text(reader, options, out);
    }
    case ExportFormat::JsonLines: {
        trace::Reader reader(path);
        return trace::export_json_lines(reader, options, out);
    }
    case ExportFormat::Csv: return trace::export_csv(reduced(), trace::Reader(path), options, out);
    case ExportFormat::ResultLines: return trace::export_result_lines(reduced(), trace::Reader(path), options, out);
    case ExportFormat::Chrome: return trace::export_chrome(reduced(), trace::Reader(path), options, out);
    }
}

void export_to_file(const std::string& path, ExportFormat format, const std::string& target,
                    const ExportOptions& options) {
    const trace::Reader must_be_a_trace(path);  // before anything is made beside the target
    trace::require_other_file(path, target);
    trace::PartFile file(target);
    export_trace(path, format, file.out(), options);
    file.finish();
}

}  // namespace poolscope
