// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cmath>

#include <poolscope/value.h>

#include "tasks/utf8_text.h"

namespace poolscope {
namespace {

/// Writes values as Python's repr does until the limit is reached; the rest of a value is then not looked at.
class Repr {
public:
    explicit Repr(std::size_t limit) : limit_(limit) {}

    void value(ValueReader& reader) {
        if (const auto head = reader.skip_large()) return large(*head);
        switch (reader.peek()) {
        case Tag::Null: reader.null(); return add("None");
        case Tag::False:
        case Tag::True: return add(reader.boolean() ? "True" : "False");
        case Tag::Int64: return add(std::to_string(reader.integer<std::int64_t>()));
        case Tag::Uint64: return add(std::to_string(reader.integer<std::uint64_t>()));
        case Tag::Double: return real(reader.real());
        case Tag::String: return text(reader.string());
        case Tag::Bytes: return bytes(reader.bytes());
        case Tag::List: return sequence(reader, "[", "]");
        case Tag::Tuple: return tuple(reader);
        case Tag::Map: return map(reader);
        case Tag::Packed: return packed(reader);
        case Tag::Large: break;
        }
        detail::throw_bad_tag(static_cast<std::uint8_t>(reader.peek()));
    }

    [[nodiscard]] std::string take() && {
        if (text_.size() <= limit_) return std::move(text_);
        std::size_t keep = limit_ > 3 ? limit_ - 3 : 0;
        while (keep > 0 && (static_cast<unsigned char>(text_[keep]) & 0xC0) == 0x80) --keep;  // not inside a character
        return text_.substr(0, keep) + std::string("...").substr(0, limit_);
    }

    /// The limit is reached: the reader was not followed to the value's end.
    [[nodiscard]] bool full() const noexcept { return text_.size() > limit_; }

private:
    void add(std::string_view piece) { text_ += piece; }

    void real(double value) {
        if (std::isnan(value)) return add("nan");
        if (std::isinf(value)) return add(value > 0 ? "inf" : "-inf");
        char digits[32];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        std::string number(digits, end);
        // Python shows that it is no integer: 2.0
        if (number.find_first_of(".e") == std::string::npos) number += ".0";
        add(number);
    }

    void escape(unsigned char byte) {
        static constexpr char kHex[] = "0123456789abcdef";
        const char code[] = {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
        add({code, sizeof code});
    }

    void plain(char c, char quote) {
        if (c == quote || c == '\\') add({"\\", 1}), add({&c, 1});
        else if (c == '\n') add("\\n");
        else if (c == '\r') add("\\r");
        else if (c == '\t') add("\\t");
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) escape(static_cast<unsigned char>(c));
        else add({&c, 1});
    }

    void text(std::string_view string) {
        const bool other_quote = string.substr(0, limit_).find('\'') != std::string_view::npos &&
                                 string.substr(0, limit_).find('"') == std::string_view::npos;
        const char quote = other_quote ? '"' : '\'';
        add({&quote, 1});
        while (!string.empty() && !full()) {
            const std::size_t length = tasks::utf8_length(string);
            if (length == 0) escape(static_cast<unsigned char>(string.front()));
            else if (length == 1) plain(string.front(), quote);
            else add(string.substr(0, length));
            string.remove_prefix(length == 0 ? 1 : length);
        }
        add({&quote, 1});
    }

    void bytes(std::span<const std::byte> value) {
        constexpr std::size_t shown = 32;
        add("b'");
        for (const std::byte byte : value.first(std::min(value.size(), shown))) {
            const auto code = std::to_integer<unsigned char>(byte);
            if (code >= 0x7F) escape(code);
            else plain(static_cast<char>(code), '\'');
        }
        if (value.size() <= shown) return add("'");
        add("...' (" + std::to_string(value.size()) + " bytes)");
    }

    /// What lies in shared memory is not looked at: it may be another's by now.
    void large(const ValueReader::LargeHead& head) {
        if (head.tag == Tag::Packed) return add("[...] (" + std::to_string(head.count) + " numbers)");
        add((head.tag == Tag::Bytes ? "b'...' (" : "'...' (") + std::to_string(head.size_bytes) + " bytes)");
    }

    void sequence(ValueReader& reader, std::string_view open, std::string_view close) {
        const std::uint32_t count = reader.begin_list();
        const ValueReader::Nested nested(reader);
        add(open);
        for (std::uint32_t i = 0; i < count && !full(); ++i) {
            if (i != 0) add(", ");
            value(reader);
        }
        add(close);
    }

    void tuple(ValueReader& reader) {
        ValueReader ahead = reader;
        sequence(reader, "(", ahead.begin_list() == 1 ? ",)" : ")");
    }

    void map(ValueReader& reader) {
        const std::uint32_t count = reader.begin_map();
        const ValueReader::Nested nested(reader);
        add("{");
        for (std::uint32_t i = 0; i < count && !full(); ++i) {
            if (i != 0) add(", ");
            value(reader);
            if (full()) break;
            add(": ");
            value(reader);
        }
        add("}");
    }

    void packed(ValueReader& reader) {
        auto array = reader.packed();
        // Each element takes three characters at least.
        array.count = std::min(array.count, limit_ / 3 + 2);
        add("[");
        bool first = true;
        detail::visit_packed(array, [&]<class E>(E element) {
            if (!first) add(", ");
            first = false;
            if constexpr (std::is_floating_point_v<E>) real(static_cast<double>(element));
            else add(std::to_string(element));
        });
        add("]");
    }

    std::size_t limit_;
    std::string text_;
};

}  // namespace

std::string value_to_text(std::span<const std::byte> bytes, std::size_t max_chars) {
    try {
        ValueReader reader(bytes);
        Repr repr(max_chars);
        repr.value(reader);
        if (!reader.at_end() && !repr.full()) detail::throw_bytes_left(reader.remaining());
        return std::move(repr).take();
    } catch (const DecodingError&) {
        return "<damaged value>";
    }
}

}  // namespace poolscope
