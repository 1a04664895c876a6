// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter_lexer.h"

namespace poolscope::ui {

namespace {

bool isOperatorSign(QChar sign) {
    return sign == u':' || sign == u'=' || sign == u'<' || sign == u'>';
}

bool endsWord(QChar sign) {
    return sign.isSpace() || isOperatorSign(sign) || sign == u'(' || sign == u')' || sign == u'"' || sign == u',';
}

class Lexer {
public:
    explicit Lexer(QStringView text) : m_text(text) {}

    std::vector<FilterToken> read() {
        std::vector<FilterToken> tokens;
        for (;;) {
            const qsizetype before = m_at;
            while (m_at < m_text.size() && m_text[m_at].isSpace())
                ++m_at;
            FilterToken token = next(tokens);
            token.isAttached = before == token.begin && before > 0;
            tokens.push_back(token);
            if (token.kind == FilterToken::Kind::End) return tokens;
        }
    }

private:
    FilterToken next(const std::vector<FilterToken>& before) {
        using Kind = FilterToken::Kind;
        FilterToken token;
        token.begin = m_at;
        const auto take = [&](Kind kind, qsizetype length) {
            token.kind = kind;
            token.text = m_text.sliced(m_at, length).toString();
            m_at += length;
            token.end = m_at;
            return token;
        };
        if (m_at >= m_text.size()) return take(Kind::End, 0);
        const QChar sign = m_text[m_at];
        if (sign == u'(') return take(Kind::Open, 1);
        if (sign == u')') return take(Kind::Close, 1);
        if (sign == u',') return take(Kind::Comma, 1);
        if (sign == u'"') return quoted(token);
        if (isOperatorSign(sign)) {
            const bool isPair = (sign == u'<' || sign == u'>') && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'=';
            return take(Kind::Operator, isPair ? 2 : 1);
        }
        // A minus begins a condition; inside a value it belongs to the number.
        const bool isAfterOperator =
            !before.empty() && (before.back().kind == Kind::Operator || before.back().kind == Kind::Comma);
        if (sign == u'-' && !isAfterOperator) return take(Kind::Minus, 1);
        qsizetype end = m_at + 1;
        while (end < m_text.size() && !endsWord(m_text[end]))
            ++end;
        const QStringView word = m_text.sliced(m_at, end - m_at);
        return take(word == u"OR" || word == u"|" ? Kind::Or : Kind::Word, end - m_at);
    }

    FilterToken quoted(FilterToken token) {
        token.kind = FilterToken::Kind::Quoted;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == u'"' || m_text[m_at + 1] == u'\\'))
                ++m_at;
            token.text += m_text[m_at];
        }
        token.isOpen = m_at >= m_text.size();
        if (!token.isOpen) ++m_at;
        token.end = m_at;
        return token;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

}  // namespace

std::vector<FilterToken> lexFilter(QStringView text) {
    return Lexer(text).read();
}

}  // namespace poolscope::ui
