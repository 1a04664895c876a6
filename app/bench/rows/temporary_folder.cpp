// SPDX-License-Identifier: GPL-3.0-or-later
#include "temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace poolscope::bench {

TemporaryFolder::TemporaryFolder() : path_((std::filesystem::temp_directory_path() / "poolscope-bench.XXXXXX").string()) {
    if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("cannot create " + path_ + ": mkdtemp: " + std::strerror(errno));
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

}  // namespace poolscope::bench
