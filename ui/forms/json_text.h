// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>

namespace poolscope::ui {

/// What a text field with JSON in it says: a value, or in words why it says none.
struct JsonReading {
    Json value;
    QString problem;  ///< empty: `value` is what was written

    [[nodiscard]] bool isGood() const { return problem.isEmpty(); }
};

/// Reads a list of values as one types arguments: `"blue", 7` and `["blue", 7]` are the same two values, an empty text
/// is no value. A single value that is itself a list therefore needs both brackets: `[[1, 2]]`.
[[nodiscard]] JsonReading readJsonList(const QString& text);
/// Reads named values: `{"samples": 100}` or, without the braces, `"samples": 100`. An empty text is none.
[[nodiscard]] JsonReading readJsonObject(const QString& text);

/// The shortest text that readJsonList() reads back as `list`, in lines of `width` letters as far as values are no longer.
[[nodiscard]] QString jsonListText(const Json& list, int width = 72);
/// The text that readJsonObject() reads back as `object`; empty for no members.
[[nodiscard]] QString jsonObjectText(const Json& object);
/// One value on one line, with a space after commas and colons.
[[nodiscard]] QString jsonLine(const Json& value);

}  // namespace poolscope::ui
