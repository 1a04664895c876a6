// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <poolscope/json.h>

namespace poolscope::ui {

/// The C++ type that all values have in common: "int", "std::int64_t", "double", "bool", "std::string",
/// "std::vector<int>", ... or "poolscope::Json" when there is none.
[[nodiscard]] QString cppTypeOf(const Json& values);
/// One value of `type`: 7, 0.2, "text", {1, 2}.
[[nodiscard]] QString cppLiteral(const Json& value, const QString& type);
/// As an argument of a call that converts: texts and numbers as they are, everything else as a poolscope::Json.
[[nodiscard]] QString cppArgument(const Json& value);
/// The name as a C++ identifier, "::" included.
[[nodiscard]] QString cppName(const QString& name);

}  // namespace poolscope::ui
