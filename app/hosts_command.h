// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace poolscope::app {

enum class HostsOutput { Table, Json };

/// What `poolscope hosts` does. Returns the exit status.
[[nodiscard]] int hosts_command(HostsOutput output);

/// The run folder of the host that is meant: by the pid of its program, by its title or its program's name, or by that folder. Empty, after
/// a word on standard error, when there is none, or more than one.
[[nodiscard]] std::optional<std::string> host_named(const std::string& name);

}  // namespace poolscope::app
