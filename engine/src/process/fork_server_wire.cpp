// SPDX-License-Identifier: MIT
#include "process/fork_server_wire.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <tuple>

#include <sys/socket.h>
#include <sys/uio.h>

namespace poolscope::process {
namespace {

struct Head {
    std::uint32_t kind, token;
    std::int32_t pid, error_number;
};
static_assert(sizeof(Head) == 16);
constexpr std::size_t kMaxText = 8192;

constexpr std::size_t kMaxFds = std::tuple_size_v<decltype(ForkServerMessage::fds)>;

union ControlBuffer {
    cmsghdr aligned;
    std::array<char, CMSG_SPACE(sizeof(int) * kMaxFds)> bytes;
};

void take_descriptors(msghdr& header, ForkServerMessage& message) {
    std::size_t taken = 0;
    for (cmsghdr* item = CMSG_FIRSTHDR(&header); item != nullptr; item = CMSG_NXTHDR(&header, item)) {
        if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (item->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(item) + i * sizeof fd, sizeof fd);
            base::UniqueFd owned(fd);
            if (taken < kMaxFds) message.fds[taken++] = std::move(owned);
        }
    }
}

}  // namespace

bool send_message(int socket, const ForkServerMessage& message, Wait wait) noexcept {
    Head head{static_cast<std::uint32_t>(message.kind), message.token, message.pid, message.error_number};
    std::array<iovec, 2> parts{};
    parts[0] = {&head, sizeof head};
    parts[1] = {const_cast<char*>(message.text.data()), std::min(message.text.size(), kMaxText)};
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = parts.size();
    ControlBuffer control{};
    std::size_t count = 0;
    while (count < kMaxFds && message.fds[count]) ++count;
    if (count > 0) {
        header.msg_control = control.bytes.data();
        header.msg_controllen = CMSG_SPACE(sizeof(int) * count);
        cmsghdr* item = CMSG_FIRSTHDR(&header);
        item->cmsg_level = SOL_SOCKET;
        item->cmsg_type = SCM_RIGHTS;
        item->cmsg_len = CMSG_LEN(sizeof(int) * count);
        for (std::size_t i = 0; i < count; ++i) {
            const int fd = message.fds[i].get();
            std::memcpy(CMSG_DATA(item) + i * sizeof fd, &fd, sizeof fd);
        }
    }
    while (true) {
        if (sendmsg(socket, &header, MSG_NOSIGNAL | (wait == Wait::No ? MSG_DONTWAIT : 0)) >= 0) return true;
        if (errno != EINTR) return false;
    }
}

std::optional<ForkServerMessage> receive_message(int socket, Wait wait, bool& gone) {
    Head head{};
    std::array<char, kMaxText> text{};
    std::array<iovec, 2> parts{};
    parts[0] = {&head, sizeof head};
    parts[1] = {text.data(), text.size()};
    ControlBuffer control{};
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = parts.size();
    header.msg_control = control.bytes.data();
    header.msg_controllen = control.bytes.size();
    ssize_t size = 0;
    while (true) {
        size = recvmsg(socket, &header, MSG_CMSG_CLOEXEC | (wait == Wait::No ? MSG_DONTWAIT : 0));
        if (size >= 0) break;
        const int error = errno;
        if (error == EINTR) continue;
        gone = error != EAGAIN;
        return {};
    }
    ForkServerMessage message;
    take_descriptors(header, message);
    if (size < static_cast<ssize_t>(sizeof head)) {
        // 0 is the end of the connection; anything else shorter than a head is not this protocol.
        gone = true;
        return {};
    }
    message.kind = static_cast<ForkServerMessage::Kind>(head.kind);
    message.token = head.token;
    message.pid = head.pid;
    message.error_number = head.error_number;
    message.text.assign(text.data(), static_cast<std::size_t>(size) - sizeof head);
    return message;
}

}  // namespace poolscope::process
