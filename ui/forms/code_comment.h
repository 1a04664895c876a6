// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace poolscope::ui {

/// Each line behind `sign` ("#", "//"), which no line can leave: line ends in it become blanks, and a backslash at its end, which would go on
/// with the comment, goes.
[[nodiscard]] inline QString codeComment(const QString& sign, const QStringList& lines) {
    QString comment;
    for (const QString& line : lines) {
        QString text = line.simplified();
        while (text.endsWith(u'\\') || text.endsWith(u' ')) text.chop(1);
        if (!text.isEmpty()) comment += sign + u' ' + text + u'\n';
    }
    return comment;
}

}  // namespace poolscope::ui
