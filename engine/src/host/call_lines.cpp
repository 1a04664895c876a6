// SPDX-License-Identifier: MIT
#include "host/call_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <nlohmann/json.hpp>

#include <poolscope/value.h>

namespace poolscope::host {
namespace {

constexpr std::string_view kBegin = "{\"id\":";
constexpr std::string_view kSubmit = ",\"command\":\"submit\",\"batch\":{\"method\":\"";
constexpr std::string_view kFunction = "\",\"function\":\"";
constexpr std::string_view kArgs = "\",\"args\":[";
constexpr std::string_view kEnd = "],\"kwargs\":{}}}";
constexpr std::string_view kTaken = ",\"ok\":true,\"batch\":";
constexpr std::size_t kFewArguments = 48;  // bytes
constexpr std::uint64_t kGreatestId = std::numeric_limits<std::int64_t>::max();

/// What JSON writes as it is.
bool is_plain(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

template <class Number> void append_number(std::string& text, Number number) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

bool append_value(std::string& text, const Json& value) {
    switch (value.type()) {
    case Json::value_t::null: text += "null"; return true;
    case Json::value_t::boolean: text += value.get<bool>() ? "true" : "false"; return true;
    case Json::value_t::number_integer: append_number(text, value.get<std::int64_t>()); return true;
    case Json::value_t::number_unsigned: append_number(text, value.get<std::uint64_t>()); return true;
    case Json::value_t::string: {
        const auto& string = value.get_ref<const std::string&>();
        if (!is_plain(string)) return false;
        text += '"';
        text += string;
        text += '"';
        return true;
    }
    default: return false;
    }
}

/// Takes what is expected from the front of a line.
class Cursor {
public:
    explicit Cursor(std::string_view line) noexcept : rest_(line) {}
    bool take(std::string_view expected) noexcept {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    /// A whole number as JSON writes it: no sign but "-", no zero in front.
    template <class Number> bool number(Number& number) noexcept {
        const std::size_t sign = !rest_.empty() && rest_[0] == '-' ? 1 : 0;
        if (rest_.size() <= sign || rest_[sign] < '0' || rest_[sign] > '9') return false;
        if (rest_[sign] == '0' && (sign == 1 || (rest_.size() > 1 && rest_[1] >= '0' && rest_[1] <= '9'))) return false;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error != std::errc() || end == rest_.data()) return false;
        const auto size = static_cast<std::size_t>(end - rest_.data());
        if (size < rest_.size() && (rest_[size] == '.' || rest_[size] == 'e' || rest_[size] == 'E')) return false;
        rest_.remove_prefix(size);
        return true;
    }
    /// Up to the next quote, if JSON writes it so.
    bool plain(std::string_view& text) noexcept {
        const std::size_t end = rest_.find('"');
        if (end == std::string_view::npos || !is_plain(rest_.substr(0, end))) return false;
        text = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return true;
    }
    [[nodiscard]] std::string_view rest() const noexcept { return rest_; }
    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

private:
    std::string_view rest_;
};

bool read_value(Cursor& line, ValueWriter& value) {
    std::int64_t number = 0;
    if (line.number(number)) {
        value.integer(number);
        return true;
    }
    if (line.take("\"")) {
        std::string_view text;
        if (!line.plain(text) || !line.take("\"")) return false;
        value.string(text);
        return true;
    }
    if (line.take("null")) return value.null(), true;
    if (line.take("true")) return value.boolean(true), true;
    if (line.take("false")) return value.boolean(false), true;
    return false;
}

bool read_arguments(Cursor& line, CallLine& call) {
    const std::string_view begin = line.rest();
    call.arguments.reserve(kFewArguments);
    ValueWriter writer(call.arguments);
    writer.begin_list(0);  // how many they are is known behind them
    while (!line.rest().starts_with(']')) {
        if (call.arguments_count > 0 && !line.take(",")) return false;
        if (!read_value(line, writer)) return false;
        ++call.arguments_count;
    }
    call.arguments_text = begin.substr(0, begin.size() - line.rest().size());
    detail::put(call.arguments.data() + 1, detail::checked_size(call.arguments_count));
    return true;
}

}  // namespace

std::optional<std::string> call_line(std::uint64_t id, const BatchSpec& batch) {
    if (!takes_arguments(batch.method) || !batch.args.is_array() || !batch.kwargs.is_object() || !batch.kwargs.empty() ||
        !is_plain(batch.function)) {
        return {};
    }
    std::string line;
    line.reserve(160);
    line += kBegin;
    append_number(line, id);
    line += kSubmit;
    line += to_string(batch.method);
    line += kFunction;
    line += batch.function;
    line += kArgs;
    const std::size_t before = line.size();
    for (const Json& value : batch.args) {
        if (line.size() != before) line += ',';
        if (!append_value(line, value)) return {};
    }
    line += kEnd;
    return line;
}

std::optional<CallLine> read_call_line(std::string_view line) {
    Cursor cursor(line);
    CallLine call;
    if (!cursor.take(kBegin) || !cursor.number(call.id) || call.id > kGreatestId || !cursor.take(kSubmit)) return {};
    if (cursor.take("apply_async")) call.method = Method::ApplyAsync;
    else if (cursor.take("apply")) call.method = Method::Apply;
    else return {};
    if (!cursor.take(kFunction) || !cursor.plain(call.function) || !cursor.take(kArgs)) return {};
    if (!read_arguments(cursor, call) || cursor.rest() != kEnd) return {};
    return call;
}

std::string taken_line(std::uint64_t id, BatchId batch) {
    std::string line;
    line.reserve(64);
    line += kBegin;
    append_number(line, id);
    line += kTaken;
    append_number(line, batch.value);
    line += '}';
    return line;
}

std::optional<HostReply> read_taken_line(std::string_view line) {
    Cursor cursor(line);
    HostReply reply;
    std::uint32_t batch = 0;
    if (!cursor.take(kBegin) || !cursor.number(reply.request) || !cursor.take(kTaken) || !cursor.number(batch) ||
        cursor.rest() != "}") {
        return {};
    }
    reply.ok = true;
    reply.body.emplace("batch", batch);
    return reply;
}

}  // namespace poolscope::host
