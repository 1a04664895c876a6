// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal.h"

#include <cstdlib>
#include <cstring>
#include <cwchar>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace poolscope::app {

namespace {

// The next character of a UTF-8 text and how many bytes it has; a byte that is none counts as one character.
struct Character {
    char32_t code = U'?';
    std::size_t bytes = 1;
};

Character next_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 0;
    if (length == 0 || text.size() < length) return {};
    char32_t code = lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) != 0x80) return {};
        code = (code << 6) | (byte & 0x3fu);
    }
    return {code, length};
}

std::size_t columns_of(char32_t code) {
    const int columns = ::wcwidth(static_cast<wchar_t>(code));
    return columns < 0 ? 1 : static_cast<std::size_t>(columns);
}

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

}  // namespace

Terminal Terminal::of(int descriptor) {
    Terminal terminal;
    const char* kind = std::getenv("TERM");
    terminal.interactive = ::isatty(descriptor) == 1 && (kind == nullptr || std::strcmp(kind, "dumb") != 0);
    terminal.colours = terminal.interactive && !is_set("NO_COLOR");
    terminal.unicode = std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
    return terminal;
}

std::size_t terminal_width(int descriptor) {
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

std::size_t display_width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Character character = next_character(text);
        columns += columns_of(character.code);
        text.remove_prefix(character.bytes);
    }
    return columns;
}

std::string shortened(std::string_view text, std::size_t columns) {
    constexpr std::string_view kMark = "...";
    if (display_width(text) <= columns) return std::string(text);
    if (columns <= kMark.size()) return std::string(kMark.substr(0, columns));
    std::size_t used = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const Character character = next_character(text.substr(end));
        used += columns_of(character.code);
        if (used + kMark.size() > columns) break;
        end += character.bytes;
    }
    return std::string(text.substr(0, end)) + std::string(kMark);
}

std::string on_one_line(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    while (!text.empty()) {
        const Character character = next_character(text);
        const bool control = character.code < 0x20 || (character.code >= 0x7f && character.code < 0xa0);
        if (control) {
            line += ' ';
        } else if (character.bytes == 1 && static_cast<unsigned char>(text.front()) >= 0x80) {
            line += '?';
        } else {
            line += text.substr(0, character.bytes);
        }
        text.remove_prefix(character.bytes);
    }
    return line;
}

}  // namespace poolscope::app
