// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include <poolscope/value.h>

#include "tasks/utf8_text.h"

namespace poolscope {
namespace {

template <class J>
void write(ValueWriter& writer, const J& json, int depth) {
    if (depth > kMaxValueDepth) detail::throw_too_deep_to_write();
    switch (json.type()) {
    case J::value_t::null: return writer.null();
    case J::value_t::boolean: return writer.boolean(json.template get<bool>());
    case J::value_t::number_integer: return writer.integer(json.template get<std::int64_t>());
    case J::value_t::number_unsigned: return writer.integer(json.template get<std::uint64_t>());
    case J::value_t::number_float: return writer.real(json.template get<double>());
    case J::value_t::string: return writer.string(json.template get_ref<const std::string&>());
    case J::value_t::binary: return writer.bytes(std::as_bytes(std::span(json.get_binary())));
    case J::value_t::array:
        writer.begin_list(json.size());
        for (const auto& element : json) write(writer, element, depth + 1);
        return;
    case J::value_t::object:
        writer.begin_map(json.size());
        for (const auto& [key, value] : json.items()) {
            writer.string(key);
            write(writer, value, depth + 1);
        }
        return;
    case J::value_t::discarded: break;
    }
    throw EncodingError("a discarded JSON value cannot be encoded");
}

/// Exact: what was written as JSON comes back equal, bytes are JSON's binary values. Shown: whatever it is can be dumped.
enum class Purpose { Exact, Shown };

std::string base64(std::span<const std::byte> bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t here = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < here ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += k <= here ? kDigits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

template <class J, Purpose purpose>
J real_number(double value) {
    if constexpr (purpose == Purpose::Shown) {
        if (std::isnan(value)) return "NaN";
        if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    }
    return value;
}

template <class J, Purpose purpose>
J text_value(std::string_view text) {
    if constexpr (purpose == Purpose::Shown) return tasks::made_utf8(text);
    else return std::string(text);
}

template <class J, Purpose purpose>
J bytes_value(std::span<const std::byte> bytes) {
    if constexpr (purpose == Purpose::Shown) {
        return J{{"bytes", base64(bytes)}};
    } else {
        const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
        return J::binary(std::vector<std::uint8_t>(data, data + bytes.size()));
    }
}

template <class J, Purpose purpose>
J read(ValueReader& reader);

template <class J, Purpose purpose>
J read_array(ValueReader& reader) {
    typename J::array_t elements;
    if (reader.peek() == Tag::Packed) {
        const auto packed = reader.packed();
        elements.reserve(packed.count);
        detail::visit_packed(packed, [&]<class E>(E element) {
            if constexpr (std::is_floating_point_v<E>) elements.push_back(real_number<J, purpose>(element));
            else elements.emplace_back(element);
        });
        return elements;
    }
    const std::uint32_t count = reader.begin_list();
    const ValueReader::Nested nested(reader);
    detail::reserve_if_possible(elements, count);
    for (std::uint32_t i = 0; i < count; ++i) elements.push_back(read<J, purpose>(reader));
    return elements;
}

template <class J, Purpose purpose>
J read_object(ValueReader& reader) {
    J object = J::object();
    auto& members = object.template get_ref<typename J::object_t&>();
    // An ordered object is a vector that searches from its beginning: large ones find their keys here instead.
    std::unordered_map<std::string, std::size_t> places;
    const std::uint32_t count = reader.begin_map();
    const ValueReader::Nested nested(reader);
    for (std::uint32_t i = 0; i < count; ++i) {
        // A key that is no string is shown as JSON text, as Python's json.dumps does for numbers.
        J key_value = read<J, Purpose::Shown>(reader);
        std::string key = key_value.is_string() ? key_value.template get<std::string>() : key_value.dump();
        J value = read<J, purpose>(reader);
        if constexpr (std::is_same_v<J, nlohmann::ordered_json>) {
            const auto [place, fresh] = places.try_emplace(key, members.size());
            if (fresh) members.emplace_back(std::move(key), std::move(value));
            else std::next(members.begin(), static_cast<std::ptrdiff_t>(place->second))->second = std::move(value);
        } else {
            members.insert_or_assign(std::move(key), std::move(value));
        }
    }
    return object;
}

template <class J, Purpose purpose>
J read(ValueReader& reader) {
    const Tag tag = reader.peek();
    switch (tag) {
    case Tag::Null: reader.null(); return nullptr;
    case Tag::False:
    case Tag::True: return reader.boolean();
    case Tag::Int64: return reader.integer<std::int64_t>();
    case Tag::Uint64: return reader.integer<std::uint64_t>();
    case Tag::Double: return real_number<J, purpose>(reader.real());
    case Tag::String: return text_value<J, purpose>(reader.string());
    case Tag::Bytes: return bytes_value<J, purpose>(reader.bytes());
    case Tag::Packed:
    case Tag::List:
    case Tag::Tuple: return read_array<J, purpose>(reader);
    case Tag::Map: return read_object<J, purpose>(reader);
    case Tag::Large: break;  // peek() tells what it is
    }
    detail::throw_bad_tag(static_cast<std::uint8_t>(tag));
}

}  // namespace

namespace detail {

void write_json(ValueWriter& writer, const nlohmann::json& json) { write(writer, json, 0); }
void write_json(ValueWriter& writer, const nlohmann::ordered_json& json) { write(writer, json, 0); }
void read_json(ValueReader& reader, nlohmann::json& json) { json = read<nlohmann::json, Purpose::Exact>(reader); }
void read_json(ValueReader& reader, nlohmann::ordered_json& json) {
    json = read<nlohmann::ordered_json, Purpose::Exact>(reader);
}

}  // namespace detail

Json value_to_json(std::span<const std::byte> bytes) {
    ValueReader reader(bytes);
    Json json = read<Json, Purpose::Shown>(reader);
    if (!reader.at_end()) detail::throw_bytes_left(reader.remaining());
    return json;
}

void json_to_value(const Json& json, ValueWriter& writer) { detail::write_json(writer, json); }

}  // namespace poolscope
