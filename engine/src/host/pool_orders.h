// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/json.h>

namespace poolscope::supervise {
class Supervisor;
}

/// The commands of PROTOCOL.md that look at a running pool or change it, the same for a host of its own and for a program's pool.
namespace poolscope::host {

/// What a command means for the pool, read and checked; called on the thread of the supervisor. Gives the members of the reply, or
/// throws what the reply is to name.
using PoolOrder = std::function<Json(supervise::Supervisor&)>;

/// Empty: the command is none of these. Throws TypeError or ValueError that names what is wrong in its arguments.
[[nodiscard]] std::optional<PoolOrder> read_pool_order(const std::string& command, const Json& arguments);
[[nodiscard]] std::vector<std::string> pool_order_names();

/// A member that is a whole number of this range. Throws TypeError or ValueError that names it.
[[nodiscard]] std::int64_t whole_number(const Json& value, const char* key, std::int64_t least, std::int64_t most);

}  // namespace poolscope::host
