// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/markdown_html.h"

#include <QRegularExpression>
#include <QTextDocument>

namespace poolscope::ui {

QString htmlOf(const QString& markdown) {
    static const QRegularExpression body(QStringLiteral("<body style=\"[^\"]*\">"));
    static const QRegularExpression size(QStringLiteral("font-size:[0-9.]+p[tx];"));
    QTextDocument document;
    document.setMarkdown(markdown);
    return document.toHtml().replace(body, QStringLiteral("<body>")).remove(size);
}

}  // namespace poolscope::ui
