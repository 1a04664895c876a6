// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_kind.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <system_error>

#include <poolscope/trace.h>

namespace poolscope::app {

bool is_trace(const std::string& file) {
    try {
        return trace::Reader(file).next().has_value();
    } catch (const std::exception&) {
        return false;
    }
}

bool is_one_of(const std::string& file, std::span<const std::string> read) {
    return std::any_of(read.begin(), read.end(), [&file](const std::string& each) {
        const auto is = [&file](const std::string& path) {
            std::error_code error;
            return std::filesystem::equivalent(file, path, error);
        };
        return is(each) || is(each + "/trace") || is(each + "/scenario.json");
    });
}

}  // namespace poolscope::app
