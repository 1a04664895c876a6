// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace poolscope::ui {

/// A function of the built-in catalogue in C++, for code that is copied and built elsewhere.
struct CppFunction {
    QString name;            ///< what it is called there; not always as in the catalogue (::sleep is the system's)
    QStringList parameters;  ///< their names, for arguments that are given by name
    QStringList headers;     ///< without the angle brackets
    QString globals;         ///< what stands before the definition; shared by functions that need the same
    QString definition;
    enum class Result { Value, Nothing } result = Result::Value;
};

/// Empty definition for a function that is not of the catalogue, or too long to be shown there.
[[nodiscard]] CppFunction cppFunction(const QString& name);

}  // namespace poolscope::ui
