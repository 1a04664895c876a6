// SPDX-License-Identifier: MIT
#include <cstdint>

#include <poolscope/function.h>

#include "tasks/catalogue_sections.h"
#include "tasks/file_digest.h"
#include "tasks/input_file.h"

namespace poolscope::tasks {
namespace {

std::uint64_t count_words(const std::string& path) {
    InputFile file(path);
    std::uint64_t words = 0;
    bool in_word = false;
    for (auto piece = file.next(); !piece.empty(); piece = file.next()) {
        for (const std::byte byte : piece) {
            const auto c = std::to_integer<unsigned char>(byte);
            const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
            if (!blank && !in_word) ++words;
            in_word = !blank;
        }
    }
    return words;
}

}  // namespace

void register_file_functions() {
    register_function<&count_words>("count_words", R"(count_words(path)
How many words a file holds: runs of bytes between blanks and line ends, as `wc -w` counts them in ASCII text.

Example: `count_words("/usr/share/common-licenses/GPL-3")` gives `5644`.)");
    register_function<&sha256_of_file>("sha256_file", R"(sha256_file(path)
The SHA-256 checksum of a file, 64 hexadecimal digits, as `sha256sum` prints it.

Example: `sha256_file("/dev/null")` gives `"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`.)");
}

}  // namespace poolscope::tasks
