// SPDX-License-Identifier: MIT
#include "study/query_tokens.h"

#include <charconv>
#include <utility>

#include <poolscope/trace_query.h>

namespace poolscope::study {

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Unit {
    std::string_view name;
    double factor;
};
// Seconds and MiB are what the names of queries are counted in.
constexpr Unit kUnits[] = {{"s", 1},          {"ms", 1e-3}, {"us", 1e-6},   {"min", 60},
                           {"KiB", 1. / 1024}, {"MiB", 1},   {"GiB", 1024.}, {"x", 1}};

}  // namespace

Token Tokens::take() {
    Token token = std::move(next_);
    next_ = scan();
    return token;
}

bool Tokens::take_word(std::string_view word) {
    if (next_.kind != Token::Kind::Word || next_.text != word) return false;
    next_ = scan();
    return true;
}

bool Tokens::take_sign(std::string_view sign) {
    if (next_.kind != Token::Kind::Sign || next_.text != sign) return false;
    next_ = scan();
    return true;
}

void Tokens::require(std::string_view sign) {
    if (!take_sign(sign)) throw QueryError(next_.column, "'" + std::string(sign) + "' is missing here");
}

Token Tokens::scan() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
    Token token;
    token.column = at_ + 1;
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (is_digit(c)) return scan_number();
    if (c == '"' || c == '\'') return scan_text();
    if (is_letter(c)) {
        token.kind = Token::Kind::Word;
        token.text = scan_word();
        return token;
    }
    for (const std::string_view sign : {"<=", ">=", "==", "!=", "<", ">"}) {
        if (text_.substr(at_, sign.size()) != sign) continue;
        token.kind = Token::Kind::Comparison;
        token.text = sign;
        at_ += sign.size();
        return token;
    }
    if (std::string_view("+-*/().,").find(c) == std::string_view::npos) {
        if (c == '=') throw QueryError(token.column, "'=' is written '==' here");
        if (static_cast<unsigned char>(c) >= 0x80) throw QueryError(token.column, "only plain characters can stand here");
        throw QueryError(token.column, std::string("'") + c + "' cannot stand here");
    }
    token.kind = Token::Kind::Sign;
    token.text = c;
    ++at_;
    return token;
}

Token Tokens::scan_number() {
    Token token;
    token.kind = Token::Kind::Number;
    token.column = at_ + 1;
    const char* const begin = text_.data() + at_;
    const auto result = std::from_chars(begin, text_.data() + text_.size(), token.number, std::chars_format::fixed);
    if (result.ec != std::errc{}) throw QueryError(token.column, "is no number that can be used");
    std::size_t behind = static_cast<std::size_t>(result.ptr - text_.data());
    token.text = text_.substr(at_, behind - at_);
    at_ = behind;
    while (behind < text_.size() && text_[behind] == ' ') ++behind;
    if (behind < text_.size() && text_[behind] == '%') {
        token.number /= 100;
        at_ = behind + 1;
    } else if (behind < text_.size() && is_letter(text_[behind])) {
        const std::size_t before = at_;
        at_ = behind;
        const std::string_view word = scan_word();
        if (word == "and" || word == "or") {
            at_ = before;
            return token;
        }
        for (const Unit& unit : kUnits) {
            if (unit.name != word) continue;
            token.number *= unit.factor;
            return token;
        }
        throw QueryError(behind + 1, "there is no unit '" + std::string(word) + "'; known: s, ms, us, min, KiB, MiB, GiB, %");
    }
    return token;
}

Token Tokens::scan_text() {
    Token token;
    token.kind = Token::Kind::Text;
    token.column = at_ + 1;
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) throw QueryError(token.column, "the closing quote is missing");
    token.text = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return token;
}

std::string_view Tokens::scan_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (is_letter(text_[at_]) || is_digit(text_[at_]))) ++at_;
    return text_.substr(begin, at_ - begin);
}

}  // namespace poolscope::study
