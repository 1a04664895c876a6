// SPDX-License-Identifier: MIT
#include "tasks/inlined_value.h"

#include <poolscope/value_codec.h>
#include <poolscope/wire.h>

namespace poolscope::tasks {
namespace {

void copy_packed(ValueReader& reader, ValueWriter& writer) {
    const ValueReader::PackedArray array = reader.packed();
    const std::uint32_t count = detail::checked_size(array.count);
    std::byte* at = detail::put_tag(writer.extend(6), Tag::Packed);
    at = detail::put(at, static_cast<std::uint8_t>(array.kind));
    detail::put(at, count);
    writer.encoded({array.data, array.count * packed_size(array.kind)});
}

void copy(ValueReader& reader, ValueWriter& writer) {
    const Tag tag = reader.peek();
    switch (tag) {
    case Tag::String: return writer.string(reader.string());
    case Tag::Bytes: return writer.bytes(reader.bytes());
    case Tag::Packed: return copy_packed(reader, writer);
    case Tag::List:
    case Tag::Tuple: {
        const std::uint32_t count = reader.begin_list();
        const ValueReader::Nested nested(reader);
        if (tag == Tag::List) writer.begin_list(count);
        else writer.begin_tuple(count);
        for (std::uint32_t i = 0; i < count; ++i) copy(reader, writer);
        return;
    }
    case Tag::Map: {
        const std::uint32_t count = reader.begin_map();
        const ValueReader::Nested nested(reader);
        writer.begin_map(count);
        for (std::uint64_t i = 0; i < 2 * std::uint64_t{count}; ++i) copy(reader, writer);
        return;
    }
    default: writer.encoded(reader.skip());
    }
}

}  // namespace

bool append_inlined(std::vector<std::byte>& out, std::span<const std::byte> value, const detail::LargeSource& large) {
    const std::size_t before = out.size();
    try {
        ValueReader reader(value, &large);
        ValueWriter writer(out);
        copy(reader, writer);
        return true;
    } catch (const DecodingError&) {
        out.resize(before);
    } catch (const EncodingError&) {
        out.resize(before);
    }
    return false;
}

}  // namespace poolscope::tasks
