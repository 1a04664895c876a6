// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include <poolscope/json.h>

namespace poolscope::app {

/// A table as RFC 4180 has it: a row for each object, a column for each name that any of them has, in order of appearance. Null is an empty
/// cell; lists are told with blanks between, and what is in an object in columns of its own, "study_kind".
[[nodiscard]] std::string csv_text(std::span<const Json> rows);
/// Writes such a table, for the option --csv. False, after words on standard error, when it cannot be.
[[nodiscard]] bool write_csv(const std::string& path, std::span<const Json> rows);

}  // namespace poolscope::app
