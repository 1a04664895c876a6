// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace poolscope::app {

/// A table in a terminal: columns as wide as their widest cell, two spaces between them.
class TextTable {
public:
    enum class Align { Left, Right };
    struct Column {
        std::string title;
        Align align = Align::Left;
    };

    explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}
    /// Missing cells are empty.
    void add_row(std::vector<std::string> cells);
    /// A line across the table.
    void add_note(std::string text);
    void write(std::ostream& out) const;

private:
    struct Row {
        std::vector<std::string> cells;
        bool is_note = false;
    };
    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

}  // namespace poolscope::app
