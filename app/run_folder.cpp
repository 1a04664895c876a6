// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_folder.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <poolscope/errors.h>

namespace poolscope::app {

namespace fs = std::filesystem;

RunFolder::RunFolder() {
    const char* place = std::getenv("TMPDIR");
    path_ = fs::absolute(place != nullptr && *place != '\0' ? place : "/tmp") / "poolscope-run-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) {
        const int error = errno;
        throw SystemError("cannot make a folder for the run: mkdtemp " + path_ + ": " +
                              std::generic_category().message(error) + "; TMPDIR names another place",
                          error);
    }
}

RunFolder::~RunFolder() {
    std::error_code ignored;  // nobody is left who could do something about it
    fs::remove_all(path_, ignored);
}

void RunFolder::keep(const std::string& file, const std::string& destination) const {
    const fs::path source = fs::path(path_) / file;
    std::error_code error;
    fs::rename(source, destination, error);
    if (error == std::errc::cross_device_link) {
        error.clear();
        fs::copy_file(source, destination, fs::copy_options::overwrite_existing, error);
    }
    if (error) throw SystemError("cannot keep the trace as " + destination + ": " + error.message(), error.value());
}

}  // namespace poolscope::app
