// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <poolscope/value_codec.h>

namespace poolscope {
namespace tasks {

/// Any value, unread, in the bytes it came in.
struct Encoded {
    std::span<const std::byte> bytes;
};

}  // namespace tasks

template <>
struct ValueCodec<tasks::Encoded> {
    static void write(ValueWriter& writer, const tasks::Encoded& value) { writer.encoded(value.bytes); }
    static tasks::Encoded read(ValueReader& reader) { return {reader.skip()}; }
    static std::string name() { return "any"; }
};

}  // namespace poolscope
