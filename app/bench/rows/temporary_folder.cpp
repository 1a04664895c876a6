// SPDX-License-Identifier: GPL-3.0-or-later
#include "temporary_folder.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace poolscope::bench {

TemporaryFolder::TemporaryFolder() : path_((std::filesystem::temp_directory_path() / "poolscope-bench.XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot create " + path_ + ": mkdtemp: " + std::strerror(errno));
}

TemporaryFolder::~TemporaryFolder() {
    // A program that was killed a moment ago may be ending still, with files of its own in here.
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    std::error_code error;
    do {
        std::filesystem::remove_all(path_, error);
        if (!error) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    } while (std::chrono::steady_clock::now() < until);
}

}  // namespace poolscope::bench
