// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdown_words.h"

#include <cctype>

namespace poolscope::app {

namespace {

bool is_space(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

/// Where the mark that begins at `at` ends the emphasis; npos: it begins none.
std::size_t end_of_emphasis(const std::string& text, std::size_t at, const std::string& mark) {
    const std::size_t begin = at + mark.size();
    if (begin >= text.size() || is_space(text[begin]) || (mark == "*" && text[begin] == '*')) return std::string::npos;
    const std::size_t paragraph = text.find("\n\n", begin);
    for (std::size_t end = text.find(mark, begin + 1); end != std::string::npos && end < paragraph; end = text.find(mark, end + 1)) {
        const bool is_longer = mark == "*" && (text[end - 1] == '*' || (end + 1 < text.size() && text[end + 1] == '*'));
        if (!is_space(text[end - 1]) && !is_longer) return end;
    }
    return std::string::npos;
}

}  // namespace

std::string without_marks(const std::string& markdown) {
    for (const std::string mark : {"`", "**", "*"}) {
        const std::size_t at = markdown.find(mark);
        if (at == std::string::npos) continue;
        const std::size_t end = mark == "`" ? markdown.find(mark, at + 1) : end_of_emphasis(markdown, at, mark);
        // What stands before the first mark of another kind has none of this one.
        const std::size_t first = markdown.find_first_of("`*");
        if (at != first) continue;
        if (end == std::string::npos) {
            if (mark == "**") continue;  // one star of the two may begin something
            return markdown.substr(0, at + mark.size()) + without_marks(markdown.substr(at + mark.size()));
        }
        const std::string inner = markdown.substr(at + mark.size(), end - at - mark.size());
        return markdown.substr(0, at) + (mark == "`" ? inner : without_marks(inner)) + without_marks(markdown.substr(end + mark.size()));
    }
    return markdown;
}

}  // namespace poolscope::app
