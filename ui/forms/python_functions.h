// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace poolscope::ui {

/// A function of the built-in catalogue in Python, for code that is copied and run elsewhere.
struct PythonFunction {
    QStringList imports;  ///< modules that the body uses
    QString globals;      ///< what stands before the definition; shared by functions that need the same
    QString definition;
};

/// Empty definition for a function that is not of the catalogue.
[[nodiscard]] PythonFunction pythonFunction(const QString& name);

}  // namespace poolscope::ui
