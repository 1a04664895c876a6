// SPDX-License-Identifier: MIT
#include "host/local_socket.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/posix_error.h"

namespace poolscope::host {

namespace {

/// Clients that may wait to be accepted.
constexpr int kBacklog = 64;

sockaddr_un address_in(const base::UniqueFd& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/%s", folder.get(), kSocketName);
    return address;
}

base::UniqueFd make_socket(int flags) {
    base::UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
    if (!socket) base::throw_system_error("cannot make a local socket: socket", errno);
    return socket;
}

int connect_to(const base::UniqueFd& socket, const sockaddr_un& address) {
    const void* generic = &address;
    int result = 0;
    do {
        result = ::connect(socket.get(), static_cast<const sockaddr*>(generic), sizeof address);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? errno : 0;
}

void remove_dead_socket(const base::UniqueFd& folder) {
    int error = connect_to(make_socket(SOCK_NONBLOCK), address_in(folder));
    if (error == 0 || error == EAGAIN) {
        base::throw_system_error("a host listens in this run folder already: bind", EADDRINUSE);
    }
    if (error == ECONNREFUSED && ::unlinkat(folder.get(), kSocketName, 0) < 0 && errno != ENOENT) {
        base::throw_system_error("cannot remove the socket of a dead host: unlink", errno);
    }
}

}  // namespace

base::UniqueFd open_run_folder(const std::string& folder) {
    std::error_code ignored;
    auto parent = std::filesystem::path(folder).parent_path();
    if (!parent.empty()) std::filesystem::create_directories(parent, ignored);  // what failed shows in mkdir
    if (::mkdir(folder.c_str(), 0700) < 0 && errno != EEXIST) {
        base::throw_system_error("cannot create the run folder " + folder + ": mkdir", errno);
    }
    base::UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) base::throw_system_error("cannot open the run folder " + folder + ": open", errno);
    struct stat status {};
    if (::fstat(fd.get(), &status) < 0)
        base::throw_system_error("cannot look at the run folder " + folder + ": fstat", errno);
    if (status.st_uid != ::geteuid())
        base::throw_system_error("the run folder " + folder + " belongs to another user", EACCES);
    if ((status.st_mode & 0077) != 0) {
        base::throw_system_error("the run folder " + folder + " is open to other users; make it private (chmod 700)",
                                 EACCES);
    }
    if (::faccessat(fd.get(), ".", W_OK | X_OK, 0) < 0) {
        base::throw_system_error("cannot write into the run folder " + folder + ": faccessat", errno);
    }
    return fd;
}

base::UniqueFd open_existing_folder(const std::string& folder) {
    base::UniqueFd fd(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!fd) base::throw_system_error("cannot open the run folder " + folder + ": open", errno);
    return fd;
}

bool remove_socket_of_dead_host(const base::UniqueFd& folder) noexcept {
    const base::UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    return socket && connect_to(socket, address_in(folder)) == ECONNREFUSED &&
           ::unlinkat(folder.get(), kSocketName, 0) == 0;
}

base::UniqueFd listen_in(const base::UniqueFd& folder) {
    remove_dead_socket(folder);
    base::UniqueFd socket = make_socket(SOCK_NONBLOCK);
    // bind(2) gives the file the mode of the socket's own inode, less the umask: set before, there is no moment in
    // which the file exists with another mode, and no umask is changed that workers would inherit.
    if (::fchmod(socket.get(), 0600) < 0)
        base::throw_system_error("cannot make the host's socket private: fchmod", errno);
    sockaddr_un address = address_in(folder);
    const void* generic = &address;
    if (::bind(socket.get(), static_cast<const sockaddr*>(generic), sizeof address) < 0) {
        base::throw_system_error("cannot make the host's socket: bind", errno);
    }
    struct stat status {};
    if (::fstatat(folder.get(), kSocketName, &status, AT_SYMLINK_NOFOLLOW) < 0) {
        base::throw_system_error("cannot look at the host's socket: fstatat", errno);
    }
    if ((status.st_mode & 0077) != 0) base::throw_system_error("the host's socket is open to other users", EACCES);
    if (::listen(socket.get(), kBacklog) < 0)
        base::throw_system_error("cannot listen on the host's socket: listen", errno);
    return socket;
}

base::UniqueFd connect_in(const base::UniqueFd& folder) {
    base::UniqueFd socket = make_socket(SOCK_NONBLOCK);
    if (int error = connect_to(socket, address_in(folder)); error != 0) {
        base::throw_system_error("no host can be reached in this run folder: connect", error);
    }
    return socket;
}

std::pair<base::UniqueFd, base::UniqueFd> connected_pair() {
    int fds[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) {
        base::throw_system_error("cannot make a connection to a new host: socketpair", errno);
    }
    return {base::UniqueFd(fds[0]), base::UniqueFd(fds[1])};
}

Peer peer_of(int socket) {
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) < 0) {
        base::throw_system_error("cannot see who is at the other end: getsockopt", errno);
    }
    return {credentials.pid, credentials.uid};
}

void require_same_user(const Peer& peer, uid_t own) {
    if (peer.uid == own) return;
    base::throw_system_error("the process " + std::to_string(peer.pid) +
                                 " at the other end belongs to another user (uid " + std::to_string(peer.uid) + ")",
                             EACCES);
}

}  // namespace poolscope::host
