// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <poolscope/batch_spec.h>
#include <poolscope/host_client.h>

/// The lines of PROTOCOL.md that come by the hundred thousand: a call of a function with a few plain values, and the reply
/// that it was taken. They are written and read without making a JSON document of them. What they do not know they leave to
/// protocol.h, which knows all; what they know means the same there, letter by letter.
namespace poolscope::host {

/// A call as it came. Views are of the line.
struct CallLine {
    std::uint64_t id = 0;
    Method method = Method::ApplyAsync;
    std::string_view function;
    std::string_view arguments_text;   ///< between the brackets
    std::size_t arguments_count = 0;
    std::vector<std::byte> arguments;  ///< the encoded list
};

/// Empty: the batch is more than that.
[[nodiscard]] std::optional<std::string> call_line(std::uint64_t id, const BatchSpec& batch);
/// Empty: the line is another one, or has its parts in another order, or is no line at all.
[[nodiscard]] std::optional<CallLine> read_call_line(std::string_view line);

[[nodiscard]] std::string taken_line(std::uint64_t id, BatchId batch);
/// Empty: another reply.
[[nodiscard]] std::optional<HostReply> read_taken_line(std::string_view line);

}  // namespace poolscope::host
