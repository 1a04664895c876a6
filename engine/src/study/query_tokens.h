// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace poolscope::study {

struct Token {
    enum class Kind : std::uint8_t { End, Number, Text, Word, Comparison, Sign };
    Kind kind = Kind::End;
    std::size_t column = 1;  ///< counted from 1
    std::string text;        ///< a text without its quotes
    double number = 0;       ///< its unit is in it: `200 ms` is 0.2
};

/// The words of a query, one ahead. Whatever finds something wrong throws QueryError.
class Tokens {
public:
    /// Borrows the text.
    explicit Tokens(std::string_view text) : text_(text) { next_ = scan(); }
    [[nodiscard]] const Token& peek() const noexcept { return next_; }
    Token take();
    bool take_word(std::string_view word);
    bool take_sign(std::string_view sign);
    void require(std::string_view sign);

private:
    [[nodiscard]] Token scan();
    [[nodiscard]] Token scan_number();
    [[nodiscard]] Token scan_text();
    [[nodiscard]] std::string_view scan_word();

    std::string_view text_;
    std::size_t at_ = 0;
    Token next_;
};

}  // namespace poolscope::study
