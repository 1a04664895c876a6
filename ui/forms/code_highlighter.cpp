// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/code_highlighter.h"

#include "format/appearance.h"

namespace poolscope::ui {

namespace {

// Names of the groups are the kinds of token; the first alternative that matches wins, so a # in a text is no comment.
QString tokens(CodeHighlighter::Language language) {
    const bool python = language == CodeHighlighter::Language::Python;
    const QString comment = python ? QStringLiteral("#.*") : QStringLiteral("//.*");
    const QString words =
        python ? QStringLiteral("import|from|as|def|return|if|else|for|while|in|with|and|or|not|is|lambda|pass|raise|global|"
                                "None|True|False")
               : QStringLiteral("#include|auto|bool|char|const|double|else|false|for|if|int|long|namespace|nullptr|return|"
                                "static|std|struct|throw|true|unsigned|using|void|while");
    return QStringLiteral("(?<text>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|(?<=#include )<[^>]*>)"
                          "|(?<comment>%1)"
                          "|(?<keyword>(?<![\\w#])(?:%2)\\b)"
                          "|(?<number>\\b\\d[\\d']*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b)"
                          "|(?<call>\\b[A-Za-z_]\\w*(?=\\())")
        .arg(comment, words);
}

}  // namespace

CodeHighlighter::CodeHighlighter(Language language, QTextDocument* document)
    : QSyntaxHighlighter(document), m_tokens(tokens(language)) {
    m_comment.setFontItalic(true);
    m_keyword.setFontWeight(QFont::DemiBold);
}

void CodeHighlighter::setPalette(const QPalette& palette) {
    const bool dark = appearanceOf(palette) == Appearance::Dark;
    m_comment.setForeground(ink(Ink::Muted, palette));
    m_text.setForeground(ink(Ink::Good, palette));
    m_keyword.setForeground(ink(Ink::Accent, palette));
    m_number.setForeground(ink(Ink::Caution, palette));
    m_call.setForeground(dark ? QColor(0xc9, 0xa8, 0xff) : QColor(0x6a, 0x35, 0xb5));
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString& text) {
    for (auto match = m_tokens.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch token = match.next();
        const auto is = [&token](const char* kind) { return token.capturedLength(QLatin1String(kind)) > 0; };
        const QTextCharFormat& format = is("comment")   ? m_comment
                                        : is("text")    ? m_text
                                        : is("keyword") ? m_keyword
                                        : is("number")  ? m_number
                                                        : m_call;
        setFormat(static_cast<int>(token.capturedStart()), static_cast<int>(token.capturedLength()), format);
    }
}

}  // namespace poolscope::ui
