// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QRegularExpression>
#include <QSyntaxHighlighter>

namespace poolscope::ui {

/// Colours generated code: keywords, texts, numbers, comments and what is defined or called. Made for one-line texts and
/// comments, which is all that the generators write.
class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    enum class Language { Python, Cpp };

    CodeHighlighter(Language language, QTextDocument* document);

    /// Takes the colours for this palette's appearance.
    void setPalette(const QPalette& palette);

protected:
    void highlightBlock(const QString& text) override;

private:
    QRegularExpression m_tokens;
    QTextCharFormat m_comment;
    QTextCharFormat m_text;
    QTextCharFormat m_keyword;
    QTextCharFormat m_number;
    QTextCharFormat m_call;
};

}  // namespace poolscope::ui
