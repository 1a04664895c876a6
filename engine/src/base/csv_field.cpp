// SPDX-License-Identifier: MIT
#include <poolscope/csv_field.h>

namespace poolscope {

void append_csv_field(std::string& line, std::string_view text) {
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char letter : text) line.append(letter == '"' ? 2 : 1, letter);
    line += '"';
}

std::string csv_field(std::string_view text) {
    std::string field;
    append_csv_field(field, text);
    return field;
}

}  // namespace poolscope
