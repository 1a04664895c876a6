// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <poolscope/host_client.h>
#include <poolscope/json.h>

/// The lines of PROTOCOL.md as values, for both sides. No system calls.
namespace poolscope::host {

inline constexpr int kProtocol = 1;
inline constexpr std::size_t kLongestLine = 64 * 1024 * 1024;  ///< as kLargestDocumentBytes
inline constexpr std::size_t kMostUnsent = 64 * 1024 * 1024;
inline constexpr std::size_t kMostClients = 32;

/// What was asked for is not allowed here. (CPython: PermissionError)
class PermissionError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

using RequestId = std::optional<std::uint64_t>;

/// One command as it came.
struct Request {
    RequestId id;
    std::string command;
    Json arguments;  ///< the other keys
};

/// Either a command (read as strictly as a scenario file: host/strict_json.h), or the reply that says why the line is
/// none.
struct ParsedRequest {
    std::optional<Request> request;
    std::string refusal;
};
[[nodiscard]] ParsedRequest parse_request(const std::string& line);

/// The reply that a command succeeded; `body` is an object whose members are added.
[[nodiscard]] std::string success_line(RequestId id, const Json& body = Json::object());
[[nodiscard]] std::string failure_line(RequestId id, std::string_view type, std::string_view message);
/// The same for an exception: its type as PROTOCOL.md names it.
[[nodiscard]] std::string failure_line(RequestId id, const std::exception& error);

/// A line that the host sent, or empty when it is no reply.
[[nodiscard]] std::optional<HostReply> parse_reply(std::string_view line);
/// A command as a line, without the newline.
[[nodiscard]] std::string request_line(std::uint64_t id, const Json& command);

/// Throws TypeError that names a key not in the list and says what is known.
void require_known_keys(const Json& object, std::string_view what, std::initializer_list<std::string_view> known);
/// The member, or throws TypeError that names it.
[[nodiscard]] const Json& required(const Json& object, const char* key);
/// The text of a string member. Throws TypeError when it is missing or no string.
[[nodiscard]] const std::string& required_text(const Json& object, const char* key);

}  // namespace poolscope::host
