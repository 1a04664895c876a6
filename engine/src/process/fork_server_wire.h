// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/unique_fd.h"

namespace poolscope::process {

/// One datagram between a host and its fork server: a fixed head, a text, and up to three descriptors.
struct ForkServerMessage {
    enum class Kind : std::uint32_t { StartWorker = 1, LoadModule, Started, StartFailed, ModuleLoaded, ModuleFailed };
    Kind kind = Kind::StartWorker;
    std::uint32_t token = 0;
    std::int32_t pid = 0;
    std::int32_t error_number = 0;
    std::string text;
    /// The set ones stand first: the lane and the standard streams of a worker to start, the pidfd of one that was started.
    std::array<base::UniqueFd, 3> fds;
};

enum class Wait { No, Yes };
/// False when the peer is gone or, with Wait::No, takes no more at the moment.
[[nodiscard]] bool send_message(int socket, const ForkServerMessage& message, Wait wait) noexcept;
/// Empty when nothing is there (with Wait::No); `gone` is set at the end of the connection or after an error.
[[nodiscard]] std::optional<ForkServerMessage> receive_message(int socket, Wait wait, bool& gone);

}  // namespace poolscope::process
