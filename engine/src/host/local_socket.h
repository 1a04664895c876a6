// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <sys/types.h>

#include "base/unique_fd.h"

namespace poolscope::host {

/// The name of the socket in a run folder.
inline constexpr const char* kSocketName = "host.sock";

/// Opens the folder, created when missing (mode 0700, and the folders above it as the umask says). Throws SystemError,
/// also when it belongs to another user or is open to others (mode & 0077), for whoever may write there can put another
/// socket in its place.
[[nodiscard]] base::UniqueFd open_run_folder(const std::string& folder);

/// Opens a folder only to connect to the host in it. Throws SystemError.
[[nodiscard]] base::UniqueFd open_existing_folder(const std::string& folder);

/// Removes a socket on which nobody listens. True: there was one.
bool remove_socket_of_dead_host(const base::UniqueFd& folder) noexcept;
/// Makes the socket in the folder and listens. It has mode 0600 from the moment it exists. A socket that a dead host
/// left is replaced. Throws SystemError, with EADDRINUSE when a living host listens there. Both functions go through
/// /proc/self/fd, so that the path may be of any length (unix(7): sun_path has 108 bytes).
[[nodiscard]] base::UniqueFd listen_in(const base::UniqueFd& folder);
/// Connects to the socket in the folder. Throws SystemError; ENOENT or ECONNREFUSED: no host listens there.
[[nodiscard]] base::UniqueFd connect_in(const base::UniqueFd& folder);

/// Two connected sockets, both close-on-exec. Throws SystemError.
[[nodiscard]] std::pair<base::UniqueFd, base::UniqueFd> connected_pair();

/// Who is at the other end (SO_PEERCRED). For a listening peer, as it was when it began to listen.
struct Peer {
    pid_t pid = 0;
    uid_t uid = 0;
};
[[nodiscard]] Peer peer_of(int socket);
/// Throws SystemError (EACCES) when the process at the other end is not this user's.
void require_same_user(const Peer& peer, uid_t own);

}  // namespace poolscope::host
