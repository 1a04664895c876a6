// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>

namespace poolscope::testing {

/// The environment variable with the name of the server's abstract socket.
inline constexpr const char* kPidfdServer = "POOLSCOPE_PIDFD_SERVER";

/// A question to the server: a pidfd of a process, or a signal to the one whose pidfd comes with it.
struct PidfdRequest {
    enum class What : std::int32_t { Open, Signal } what = What::Open;
    std::int32_t pid = 0;
    std::uint32_t flags = 0;
    std::int32_t signal = 0;
};
/// Its answer; a pidfd comes with it when one was opened.
struct PidfdAnswer {
    std::int32_t error = 0;  ///< 0, or what errno was
};

/// Sends a whole message, and a descriptor with it where that is not negative. 0, or what errno was.
template <typename Message>
int send_with(int socket, const Message& message, int fd) noexcept {
    Message copy = message;
    iovec part{&copy, sizeof copy};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fd)] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (fd >= 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        cmsghdr* const first = CMSG_FIRSTHDR(&header);
        first->cmsg_level = SOL_SOCKET;
        first->cmsg_type = SCM_RIGHTS;
        first->cmsg_len = CMSG_LEN(sizeof fd);
        std::memcpy(CMSG_DATA(first), &fd, sizeof fd);
    }
    while (true) {
        if (::sendmsg(socket, &header, MSG_NOSIGNAL) >= 0) return 0;
        if (errno != EINTR) return errno;
    }
}

/// Receives a whole message and the descriptor that came with it, or -1; closed in programs that are started. 0, or what errno was.
template <typename Message>
int receive_with(int socket, Message& message, int& fd) noexcept {
    fd = -1;
    iovec part{&message, sizeof message};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fd)] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    ssize_t got = 0;
    do got = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0) return errno;
    if (got != static_cast<ssize_t>(sizeof message)) return ECONNRESET;
    const cmsghdr* const first = CMSG_FIRSTHDR(&header);
    if (first != nullptr && first->cmsg_type == SCM_RIGHTS) std::memcpy(&fd, CMSG_DATA(first), sizeof fd);
    // A descriptor that the receiver had no room for is dropped on the way.
    else if ((header.msg_flags & MSG_CTRUNC) != 0) return EMFILE;
    return 0;
}

inline sockaddr_un abstract_address(const char* name, socklen_t& length) noexcept {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t size = ::strnlen(name, sizeof address.sun_path - 1);
    std::memcpy(address.sun_path + 1, name, size);
    length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + size);
    return address;
}

}  // namespace poolscope::testing
