// SPDX-License-Identifier: MIT
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "fuzz_input.h"

/// The main of a fuzz target without libFuzzer: runs each file of the folders and files named once. Whatever was ever
/// found lies there too, so that it stays mended under every compiler and sanitizer.
namespace {

namespace fs = std::filesystem;

void run_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    // Copied to its exact size, so that a read behind its end is one behind the allocation's.
    const std::vector<std::uint8_t> input(content.begin(), content.end());
    // Said before it runs: a crash shows which it was.
    std::printf("%s, %zu bytes\n", path.filename().c_str(), input.size());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t files = 0;
    try {
        for (int argument = 1; argument < argc; ++argument) {
            if (!fs::is_directory(argv[argument])) {
                run_file(argv[argument]);
                ++files;
                continue;
            }
            for (const auto& entry : fs::directory_iterator(argv[argument])) {
                run_file(entry.path());
                ++files;
            }
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "an error came out of the target: %s\n", error.what());
        return 1;
    }
    std::printf("%zu inputs run\n", files);
    return files > 0 ? 0 : 1;
}
