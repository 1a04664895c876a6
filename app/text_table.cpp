// SPDX-License-Identifier: GPL-3.0-or-later
#include "text_table.h"

#include <algorithm>
#include <utility>

#include "terminal.h"

namespace poolscope::app {

void TextTable::add_row(std::vector<std::string> cells) {
    cells.resize(columns_.size());
    rows_.push_back({std::move(cells), false});
}

void TextTable::add_note(std::string text) {
    rows_.push_back({{std::move(text)}, true});
}

void TextTable::write(std::ostream& out) const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        std::size_t width = display_width(columns_[i].title);
        for (const Row& row : rows_) {
            if (!row.is_note) width = std::max(width, display_width(row.cells[i]));
        }
        widths.push_back(width);
    }
    const auto write_row = [&](const auto& cell) {
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const std::string text = cell(i);
            const std::string padding(widths[i] - display_width(text), ' ');
            if (i > 0) line += "  ";
            line += columns_[i].align == Align::Right ? padding + text : text + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    };
    write_row([this](std::size_t i) { return columns_[i].title; });
    for (const Row& row : rows_) {
        if (row.is_note) {
            out << row.cells.front() << '\n';
        } else {
            write_row([&row](std::size_t i) { return row.cells[i]; });
        }
    }
}

}  // namespace poolscope::app
