// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <poolscope/json.h>

namespace poolscope::ui {

/// How wide generated code is; what does not fit goes over several lines.
inline constexpr qsizetype kCodeWidth = 88;

/// A JSON value as Python writes it: True, None, "text", {"key": [1, 2]}. One line.
[[nodiscard]] QString pythonLiteral(const Json& value);
/// The same, over several lines when it does not fit behind `column` characters; these are indented from `indent`.
[[nodiscard]] QString pythonLiteral(const Json& value, qsizetype indent, qsizetype column);
/// A list as a tuple: (), (1,), (1, 2).
[[nodiscard]] QString pythonTuple(const Json& list);
[[nodiscard]] QString pythonString(const QString& text);

/// The name as a Python identifier: "my::area" becomes "my_area", "lambda" becomes "lambda_".
[[nodiscard]] QString pythonName(const QString& name);

/// `head(arguments)tail`, on one line if it fits behind `indent` spaces, otherwise the arguments go on lines of their own.
[[nodiscard]] QString wrappedCall(const QString& head, const QStringList& arguments, const QString& tail, qsizetype indent);

}  // namespace poolscope::ui
