// SPDX-License-Identifier: MIT
#include "host/protocol.h"

#include <algorithm>
#include <limits>

#include <poolscope/bounded_json.h>
#include <poolscope/errors.h>

#include "host/call_lines.h"
#include "host/strict_json.h"

namespace poolscope::host {

namespace {

/// Text that came from anywhere may be no UTF-8; it is sent with replacement characters then.
std::string to_line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json id_json(RequestId id) {
    return id ? Json(*id) : Json(nullptr);
}

const char* type_name(const std::exception& error) {
    if (dynamic_cast<const ValueError*>(&error) != nullptr) return "ValueError";
    if (dynamic_cast<const TypeError*>(&error) != nullptr) return "TypeError";
    if (dynamic_cast<const TimeoutError*>(&error) != nullptr) return "TimeoutError";
    if (dynamic_cast<const PermissionError*>(&error) != nullptr) return "PermissionError";
    if (dynamic_cast<const SystemError*>(&error) != nullptr) return "SystemError";
    if (dynamic_cast<const BrokenPoolError*>(&error) != nullptr) return "BrokenPoolError";
    if (dynamic_cast<const CancelledError*>(&error) != nullptr) return "CancelledError";
    if (dynamic_cast<const ScenarioError*>(&error) != nullptr) return "ValueError";
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) return "MemoryError";
    return "RuntimeError";
}

ParsedRequest refuse(RequestId id, std::string_view type, std::string_view message) {
    return {std::nullopt, failure_line(id, type, message)};
}

}  // namespace

ParsedRequest parse_request(const std::string& line) {
    Problems problems;
    auto document = parse_strict_json(line, problems);
    if (!document || !problems.empty()) {
        std::string message = "the line is no command in JSON";
        for (const ScenarioProblem& problem : problems.take())
            message += "; " + problem.place + ": " + problem.message;
        return refuse({}, "ValueError", message);
    }
    Json& json = *document;
    if (!json.is_object()) return refuse({}, "TypeError", "the line is not a JSON object");
    Request request;
    if (auto id = json.find("id"); id != json.end()) {
        constexpr auto kGreatest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (!id->is_number_unsigned() || id->get<std::uint64_t>() > kGreatest) {
            return refuse({}, "TypeError", "\"id\" is not an integer from 0 to 2^63-1");
        }
        request.id = id->get<std::uint64_t>();
        json.erase("id");
    }
    auto command = json.find("command");
    if (command == json.end()) return refuse(request.id, "TypeError", "\"command\" is missing");
    if (!command->is_string()) return refuse(request.id, "TypeError", "\"command\" is not a string");
    request.command = command->get<std::string>();
    json.erase("command");
    request.arguments = std::move(json);
    return {std::move(request), {}};
}

std::string success_line(RequestId id, const Json& body) {
    Json reply = {{"id", id_json(id)}, {"ok", true}};
    reply.update(body);
    return to_line(reply);
}

std::string failure_line(RequestId id, std::string_view type, std::string_view message) {
    return to_line({{"id", id_json(id)}, {"ok", false}, {"error", {{"type", type}, {"message", message}}}});
}

std::string failure_line(RequestId id, const std::exception& error) {
    return failure_line(id, type_name(error), error.what());
}

std::optional<HostReply> parse_reply(std::string_view line) {
    if (auto reply = read_taken_line(line)) return reply;
    Json json = parse_bounded_json(line);
    if (!json.is_object()) return {};
    auto ok = json.find("ok");
    if (ok == json.end() || !ok->is_boolean()) return {};
    HostReply reply;
    reply.ok = ok->get<bool>();
    if (auto id = json.find("id"); id != json.end() && id->is_number_unsigned())
        reply.request = id->get<std::uint64_t>();
    if (auto error = json.find("error"); error != json.end() && error->is_object()) {
        auto text = [&](const char* key) {
            auto member = error->find(key);
            return member != error->end() && member->is_string() ? member->get<std::string>() : std::string();
        };
        reply.error_type = text("type");
        reply.error_message = text("message");
    }
    for (const char* key : {"id", "ok", "error"})
        json.erase(key);
    reply.body = std::move(json);
    return reply;
}

std::string request_line(std::uint64_t id, const Json& command) {
    Json request = {{"id", id}};
    for (const auto& [key, value] : command.items()) {
        if (key != "id") request[key] = value;
    }
    return to_line(request);
}

void require_known_keys(const Json& object, std::string_view what, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        std::string message = "unknown key \"" + key + "\" in " + std::string(what);
        if (known.size() == 0) {
            message += ", which has none";
        } else {
            message += "; known are";
            for (std::string_view name : known)
                message += (name == *known.begin() ? " " : ", ") + std::string(name);
        }
        throw TypeError(message);
    }
}

const Json& required(const Json& object, const char* key) {
    auto member = object.find(key);
    if (member == object.end()) throw TypeError(std::string("\"") + key + "\" is missing");
    return *member;
}

const std::string& required_text(const Json& object, const char* key) {
    const Json& member = required(object, key);
    if (!member.is_string()) throw TypeError(std::string("\"") + key + "\" is not a string");
    return member.get_ref<const std::string&>();
}

}  // namespace poolscope::host
