// SPDX-License-Identifier: GPL-3.0-or-later
#include "output_lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "quantity_words.h"
#include "terminal.h"

namespace poolscope::app {

namespace {

// A line without an end is told in pieces of this size.
constexpr std::size_t kLongestLine = 16 * 1024;

std::string source_of(const trace::TaskOutput& piece, const PoolState& state) {
    std::string source = "PoolWorker-" + std::to_string(piece.worker.value);
    if (piece.task) {
        if (const auto index = state.find_task(*piece.task)) {
            const TaskRow task = state.task(*index);
            source = std::to_string(task.batch.value) + "/";
            if (piece.item) {
                source += std::to_string(*piece.item);
            } else if (task.items == 1) {
                source += std::to_string(task.first_item);
            } else {
                source += std::to_string(task.first_item) + "-" + std::to_string(task.first_item + task.items - 1);
            }
        }
    }
    return source + (piece.stream == trace::OutputStream::Err ? " err" : " out");
}

}  // namespace

void OutputLines::end_line(Open& open) {
    if (open.source.empty()) return;
    lines_ += "[" + open.source + "] " + on_one_line(open.text) + "\n";
    open.text.clear();
}

void OutputLines::take(const trace::TaskOutput& piece, const PoolState& state) {
    Open& open = open_[{piece.worker.value, piece.stream}];
    std::string source = source_of(piece, state);
    if (open.source != source) {
        if (!open.text.empty()) end_line(open);
        open.source = std::move(source);
    }
    std::string_view text = piece.text;
    while (!text.empty()) {
        const std::size_t newline = text.find('\n');
        const std::size_t size = std::min(newline, std::min(text.size(), kLongestLine - open.text.size()));
        open.text += text.substr(0, size);
        text.remove_prefix(size);
        if (size == newline) text.remove_prefix(1);
        if (size == newline || open.text.size() >= kLongestLine) end_line(open);
    }
    if (piece.omitted > 0) {
        if (!open.text.empty()) end_line(open);
        lines_ += "[" + open.source + "] ... " + counted(piece.omitted, "byte") + " more, not kept\n";
    }
}

std::string OutputLines::rest() {
    for (auto& [key, open] : open_) {
        if (!open.text.empty()) end_line(open);
    }
    return lines();
}

}  // namespace poolscope::app
