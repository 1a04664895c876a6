// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>

namespace poolscope::ui {

/// A file of tests/ui/forms/golden: what code is expected, and scenarios whose texts would confuse moc in a source file.
inline QString golden(const char* name) {
    QFile file(qEnvironmentVariable("POOLSCOPE_SOURCE") + QStringLiteral("/tests/ui/forms/golden/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read the golden file %s", qPrintable(file.fileName()));
    return QString::fromUtf8(file.readAll());
}

}  // namespace poolscope::ui
