// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include <poolscope/value_codec.h>

namespace poolscope {
namespace tasks {

/// A number as JSON has them: whole or real. The second kind of whole number is for what does not fit the first.
using Number = std::variant<std::int64_t, std::uint64_t, double>;

/// The product: whole if both are, exact. Throws std::overflow_error when it does not fit 64 bits.
[[nodiscard]] Number product(const Number& a, const Number& b);

}  // namespace tasks

template <>
struct ValueCodec<tasks::Number> {
    static void write(ValueWriter& writer, const tasks::Number& number) {
        if (const auto* real = std::get_if<double>(&number)) writer.real(*real);
        else if (const auto* whole = std::get_if<std::int64_t>(&number)) writer.integer(*whole);
        else writer.integer(std::get<std::uint64_t>(number));
    }
    static tasks::Number read(ValueReader& reader) {
        switch (reader.peek()) {
        case Tag::Int64: return reader.integer<std::int64_t>();
        case Tag::Uint64: return reader.integer<std::uint64_t>();
        default: return reader.real();
        }
    }
    static std::string name() { return "int | float"; }
};

}  // namespace poolscope
