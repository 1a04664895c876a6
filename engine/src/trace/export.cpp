// SPDX-License-Identifier: MIT
#include <poolscope/export.h>

#include "trace/exporters.h"

namespace poolscope {
namespace {

PoolState reduce_whole(const std::string& path) {
    trace::Reader reader(path, trace::ReadValues::No);
    PoolState state;
    reduce_rest(reader, state);
    return state;
}

}  // namespace

void export_trace(const std::string& path, ExportFormat format, std::ostream& out) {
    switch (format) {
    case ExportFormat::Text: {
        trace::Reader reader(path);
        return trace::export_text(reader, out);
    }
    case ExportFormat::JsonLines: {
        trace::Reader reader(path);
        return trace::export_json_lines(reader, out);
    }
    case ExportFormat::Csv: return trace::export_csv(reduce_whole(path), trace::Reader(path), out);
    case ExportFormat::Chrome: return trace::export_chrome(reduce_whole(path), trace::Reader(path), out);
    }
}

}  // namespace poolscope
