// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "filter/filter.h"
#include "filter/filter_lexer.h"
#include "filter/filter_number.h"

namespace poolscope::ui {

namespace {

using Token = FilterToken;
using Kind = FilterNode::Kind;

QString say(const char* text) {
    return QCoreApplication::translate("Filter", text);
}

class Parser {
public:
    Parser(const QString& text, const FilterVocabulary& vocabulary) : m_vocabulary(vocabulary), m_tokens(lexFilter(text)) {}

    FilterNode whole() {
        FilterNode node = alternatives();
        if (isGood() && peek().kind == Token::Kind::Close) refuse(peek(), say("There is no ( for this )"));
        return node;
    }
    [[nodiscard]] bool isGood() const { return !m_problem.has_value(); }
    [[nodiscard]] const std::optional<FilterProblem>& problem() const { return m_problem; }

private:
    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    const Token& take() {
        const Token& token = peek();
        if (m_at + 1 < m_tokens.size()) ++m_at;
        return token;
    }
    void refuse(const Token& token, const QString& message) { refuse(token.begin, token.end, message); }
    void refuse(qsizetype begin, qsizetype end, const QString& message) {
        if (isGood()) m_problem = FilterProblem{begin, std::max<qsizetype>(1, end - begin), message};
    }

    FilterNode alternatives() {
        FilterNode any;
        any.kind = Kind::Any;
        any.begin = peek().begin;
        any.parts.push_back(conditions());
        while (isGood() && peek().kind == Token::Kind::Or) {
            const Token& sign = take();
            if (peek().kind == Token::Kind::End || peek().kind == Token::Kind::Close || peek().kind == Token::Kind::Or) {
                refuse(sign, say("A condition is missing after OR"));
                break;
            }
            any.parts.push_back(conditions());
        }
        any.end = peek().begin;
        if (any.parts.size() == 1) return std::move(any.parts.front());
        return any;
    }

    FilterNode conditions() {
        FilterNode all;
        all.begin = peek().begin;
        if (peek().kind == Token::Kind::Or) refuse(peek(), say("A condition is missing before OR"));
        while (isGood() && peek().kind != Token::Kind::End && peek().kind != Token::Kind::Close &&
               peek().kind != Token::Kind::Or)
            all.parts.push_back(condition());
        all.end = peek().begin;
        // What is in memory is asked first, so that the file is read for as few rows as can be.
        std::stable_partition(all.parts.begin(), all.parts.end(), [](const FilterNode& part) { return !part.readsText(); });
        return all;
    }

    FilterNode condition() {
        const qsizetype begin = peek().begin;
        bool isNegated = false;
        while (peek().kind == Token::Kind::Minus) {
            isNegated = !isNegated;
            const Token& sign = take();
            const bool isFollowed = peek().isAttached && peek().kind != Token::Kind::End && peek().kind != Token::Kind::Close;
            if (!isFollowed) refuse(sign, say("- says \"not\": a condition is missing right behind it"));
        }
        FilterNode node = isGood() ? positive() : FilterNode{};
        node.isNegated = node.isNegated != isNegated;
        node.begin = begin;
        node.end = m_at > 0 ? m_tokens[m_at - 1].end : begin;
        return node;
    }

    FilterNode positive() {
        const Token& token = take();
        switch (token.kind) {
        case Token::Kind::Open: return group(token);
        case Token::Kind::Quoted: return words(FilterField::Anything, {token.text});
        case Token::Kind::Word: return isOperator(peek()) ? field(token) : words(FilterField::Anything, {token.text});
        case Token::Kind::Comma: refuse(token, say("A comma stands between values of one field: state:failed,lost")); break;
        default: refuse(token, say("A field is missing before %1").arg(token.text)); break;
        }
        return {};
    }

    FilterNode group(const Token& open) {
        FilterNode inner;
        inner.parts.push_back(alternatives());
        if (peek().kind == Token::Kind::Close) take();
        else refuse(open, say("The ) for this ( is missing"));
        return inner;
    }

    static bool isOperator(const Token& token) { return token.kind == Token::Kind::Operator; }
    FilterNode words(FilterField of, std::vector<QString> list, bool isWhole = false) {
        FilterNode node;
        node.kind = Kind::Words;
        node.field = of;
        node.words = std::move(list);
        node.isWhole = isWhole;
        return node;
    }

    FilterNode field(const Token& name) {
        const std::optional<FilterField> known = filterFieldNamed(name.text);
        if (!known || !m_vocabulary.has(*known)) {
            QStringList names;
            for (const FilterField one : m_vocabulary.fields)
                names << QLatin1String(infoOf(one).name);
            refuse(name, (known ? say("The rows here have no %1. Fields: %2") : say("%1 is no field. To find it as text, put it in quotes. Fields: %2"))
                             .arg(name.text, names.join(QStringLiteral(", "))));
            return {};
        }
        const FilterFieldInfo& info = infoOf(*known);
        const Token& sign = take();
        FilterNode node;
        node.field = *known;
        const bool isComparison = sign.text != u":" && sign.text != u"=";
        switch (info.kind) {
        case FilterKind::Choice: choices(node, info, sign, isComparison); break;
        case FilterKind::Count:
        case FilterKind::Duration: numbers(node, info, sign); break;
        case FilterKind::Written:
            if (isComparison) numbers(node, info, sign);
            else texts(node, info, sign);
            break;
        case FilterKind::Name:
        case FilterKind::Text:
            if (isComparison) textNumber(node, info, sign);
            else texts(node, info, sign);
            break;
        }
        return node;
    }

    /// The values after an operator. Words that hang together are one: std::invalid_argument.
    struct Written {
        QString text;
        qsizetype begin = 0, end = 0;
        bool isQuoted = false;
    };
    std::vector<Written> values(const FilterFieldInfo& info, const Token& sign) {
        std::vector<Written> list;
        const bool isText = info.kind == FilterKind::Name || info.kind == FilterKind::Text || info.kind == FilterKind::Written;
        for (;;) {
            const Token& first = peek();
            if (first.kind != Token::Kind::Word && first.kind != Token::Kind::Quoted) {
                refuse(first.kind == Token::Kind::End ? sign : first, expected(info));
                return list;
            }
            if (first.isOpen) {
                refuse(first, say("The quote is not closed"));
                return list;
            }
            Written value{first.text, first.begin, first.end, first.kind == Token::Kind::Quoted};
            take();
            if (isText && !value.isQuoted)
                while (peek().isAttached && (peek().kind == Token::Kind::Word || isOperator(peek()) ||
                                             (info.kind == FilterKind::Text && peek().kind == Token::Kind::Comma))) {
                    value.text += peek().text;
                    value.end = take().end;
                }
            else if (peek().kind == Token::Kind::Word && isFilterUnit(peek().text, info.kind)) {
                value.text += peek().text;  // "2 s"
                value.end = take().end;
            }
            list.push_back(value);
            if (peek().kind != Token::Kind::Comma || !peek().isAttached) return list;
            take();
        }
    }
    void remember(FilterNode& node, const Token& sign, const std::vector<Written>& list) {
        node.isList = sign.text == u":";
        for (const Written& value : list)
            node.written.push_back(value.text);
    }

    void choices(FilterNode& node, const FilterFieldInfo& info, const Token& sign, bool isComparison) {
        node.kind = Kind::Numbers;
        if (isComparison) return refuse(sign, say("%1 takes : and names").arg(QLatin1String(info.name)));
        const std::vector<Written> list = values(info, sign);
        for (const Written& value : list) {
            const QString word = QString(value.text).replace(u'_', u'-').replace(u' ', u'-');
            const FilterChoice* fit = nullptr;
            int fits = 0;
            for (const FilterChoice& choice : m_vocabulary.states) {
                if (!choice.word.startsWith(word, Qt::CaseInsensitive)) continue;
                fit = &choice;
                const bool isWhole = choice.word.size() == word.size();
                fits = isWhole ? 1 : fits + 1;
                if (isWhole) break;
            }
            if (fits != 1) return refuse(value.begin, value.end, expected(info));
            node.ranges.push_back({fit->value, fit->value});
        }
        remember(node, sign, list);
    }

    void numbers(FilterNode& node, const FilterFieldInfo& info, const Token& sign) {
        node.kind = Kind::Numbers;
        const std::vector<Written> list = values(info, sign);
        for (const Written& value : list) {
            const std::optional<FilterRange> range = rangeOf(value.text, info.kind, sign.text);
            if (!range) return refuse(value.begin, value.end, expected(info));
            node.ranges.push_back(*range);
        }
        remember(node, sign, list);
    }

    std::optional<FilterRange> rangeOf(const QString& text, FilterKind kind, const QString& sign) const {
        FilterRange range;
        const qsizetype dots = text.indexOf(QLatin1String(".."));
        if (dots >= 0) {
            if (sign != u":" && sign != u"=") return std::nullopt;
            QString from = text.first(dots);
            const QString to = text.sliced(dots + 2);
            if (from.isEmpty() && to.isEmpty()) return std::nullopt;
            // "1.2..3.4s": the unit is meant for both.
            if (!from.isEmpty() && !to.isEmpty() && !from.back().isLetter())
                for (qsizetype at = 0; at < to.size(); ++at)
                    if (to[at].isLetter()) {
                        from += to.sliced(at);
                        break;
                    }
            const auto low = readFilterNumber(from, kind);
            const auto high = readFilterNumber(to, kind);
            if ((!from.isEmpty() && !isUsable(low)) || (!to.isEmpty() && !isUsable(high))) return std::nullopt;
            if (low) range.low = std::llround(low->value);
            if (high) range.high = std::llround(high->value);
            if (range.low > range.high) std::swap(range.low, range.high);
            return range;
        }
        const auto number = readFilterNumber(text, kind);
        if (!isUsable(number)) return std::nullopt;
        const qint64 whole = std::llround(number->value);
        if (sign == u">") range.low = whole + 1;
        else if (sign == u">=") range.low = whole;
        else if (sign == u"<") range.high = whole - 1;
        else if (sign == u"<=") range.high = whole;
        else if (kind == FilterKind::Duration) {
            // Nothing lasts two seconds to the nanosecond: as exact as it was written.
            range.low = std::llround(number->value - number->precision / 2);
            range.high = std::llround(number->value + number->precision / 2) - 1;
        } else range.low = range.high = whole;
        return range;
    }
    static bool isUsable(const std::optional<FilterNumber>& number) { return number && number->isSmallEnough; }

    void textNumber(FilterNode& node, const FilterFieldInfo& info, const Token& sign) {
        node.kind = Kind::TextNumber;
        const std::vector<Written> list = values(info, sign);
        if (!isGood()) return;
        const auto number = readFilterNumber(list.front().text, FilterKind::Text);
        if (!number || list.size() != 1)
            return refuse(list.front().begin, list.back().end, say("A number is expected after %1").arg(sign.text));
        node.low = -std::numeric_limits<double>::infinity();
        node.high = std::numeric_limits<double>::infinity();
        if (sign.text == u">") node.low = std::nextafter(number->value, node.high);
        else if (sign.text == u">=") node.low = number->value;
        else if (sign.text == u"<") node.high = std::nextafter(number->value, node.low);
        else node.high = number->value;
    }

    void texts(FilterNode& node, const FilterFieldInfo& info, const Token& sign) {
        const std::vector<Written> list = values(info, sign);
        node = words(node.field, {}, sign.text == u"=");
        for (const Written& value : list)
            node.words.push_back(value.text);
        remember(node, sign, list);
    }

    QString expected(const FilterFieldInfo& info) const {
        const QString name = QLatin1String(info.name);
        switch (info.kind) {
        case FilterKind::Choice: {
            QStringList list;
            for (const FilterChoice& choice : m_vocabulary.states)
                list << choice.word;
            return say("%1 is one of %2").arg(name, list.join(QStringLiteral(", ")));
        }
        case FilterKind::Count: return say("%1 takes whole numbers: 7, 1,3 or 10..20").arg(name);
        case FilterKind::Duration: return say("%1 takes a time in %2: 2s or 10ms..50ms").arg(name, filterUnits(info.kind));
        case FilterKind::Written: return say("%1 takes a text, or after < and > a size in %2").arg(name, filterUnits(info.kind));
        default: return say("A text is expected after %1, in quotes if it has blanks").arg(name);
        }
    }

    const FilterVocabulary& m_vocabulary;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::optional<FilterProblem> m_problem;
};

}  // namespace

ParsedFilter parseFilter(const QString& text, const FilterVocabulary& vocabulary) {
    Parser parser(text, vocabulary);
    FilterNode root = parser.whole();
    if (!parser.isGood()) return {{}, parser.problem()};
    if (root.kind != Kind::All || root.isNegated) {  // one alternative or condition alone
        FilterNode all;
        all.parts.push_back(std::move(root));
        root = std::move(all);
    }
    return {Filter(text, std::move(root)), std::nullopt};
}

}  // namespace poolscope::ui
