// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_kind.h"

#include <exception>

#include <poolscope/trace.h>

namespace poolscope::app {

bool is_trace(const std::string& file) {
    try {
        return trace::Reader(file).next().has_value();
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace poolscope::app
