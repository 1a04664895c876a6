// SPDX-License-Identifier: MIT
#include "host/command_server.h"

#include <cerrno>
#include <optional>
#include <utility>
#include <vector>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "base/posix_error.h"
#include "host/local_socket.h"
#include "host/protocol.h"

namespace poolscope::host {

namespace {

/// No descriptor is left for another client: tried again after this, since the listening socket stays ready.
constexpr std::chrono::milliseconds kAcceptPause{100};

std::string name_of(ClientId id) {
    return "client " + std::to_string(id.value);
}

}  // namespace

struct CommandServer::Client {
    Client(ClientId number, base::UniqueFd socket, LineStream::Limits limits)
        : id(number), stream(std::move(socket), limits) {}
    ClientId id;
    LineStream stream;
    bool watches_output = false;
    bool is_read = false;  ///< its lines are handled: replies to them go out together
};

CommandServer::CommandServer(base::EventLoop& loop, ClientListener& listener, Limits limits)
    : loop_(loop), listener_(listener), limits_(limits) {}

CommandServer::~CommandServer() {
    if (accept_again_)
        loop_.cancel_timer(*accept_again_);
    else if (listening_)
        loop_.remove_fd(listening_.get());
    for (const auto& [id, client] : clients_)
        loop_.remove_fd(client->stream.fd());
}

void CommandServer::listen(base::UniqueFd listening_socket) {
    listening_ = std::move(listening_socket);
    loop_.add_fd(listening_.get(), EPOLLIN, [this](std::uint32_t) { accept_all(); });
}

void CommandServer::adopt(base::UniqueFd connection) {
    require_same_user(peer_of(connection.get()), ::geteuid());
    const ClientId id{next_client_++};
    auto client = std::make_unique<Client>(id, std::move(connection), limits_.line);
    loop_.add_fd(client->stream.fd(), EPOLLIN | EPOLLRDHUP,
                 [this, id](std::uint32_t events) { client_is_ready(id, events); });
    clients_.emplace(id, std::move(client));
}

void CommandServer::accept_all() {
    while (accept_one()) {
    }
}

bool CommandServer::accept_one() {
    base::UniqueFd socket(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket) {
        const int error = errno;
        if (error == EINTR || error == ECONNABORTED) return true;
        if (error != EAGAIN && error != EWOULDBLOCK) {
            pause_accepting(base::describe_error("cannot accept a client: accept4", error));
        }
        return false;
    }
    shortage_is_told_ = false;
    if (clients_.size() >= limits_.most_clients) {
        const std::string text = "too many clients are connected (" + std::to_string(clients_.size()) + ")";
        LineStream refused(std::move(socket), limits_.line);
        (void)refused.send(failure_line({}, "RuntimeError", text));
        listener_.told("a client was refused: " + text);
        return true;
    }
    try {
        adopt(std::move(socket));
    } catch (const SystemError& error) {
        listener_.told(std::string("a client was refused: ") + error.what());
    }
    return true;
}

/// A shortage may last for hours, and each try would tell of it again.
void CommandServer::pause_accepting(const std::string& why) {
    if (!std::exchange(shortage_is_told_, true)) listener_.told(why);
    loop_.remove_fd(listening_.get());
    accept_again_ = loop_.add_timer(std::chrono::steady_clock::now() + kAcceptPause, [this] { accept_once_more(); });
}

void CommandServer::accept_once_more() {
    accept_again_.reset();
    try {
        loop_.add_fd(listening_.get(), EPOLLIN, [this](std::uint32_t) { accept_all(); });
    } catch (const SystemError& error) {
        pause_accepting(std::string("cannot accept clients: ") + error.what());
    }
}

void CommandServer::client_is_ready(ClientId id, std::uint32_t events) {
    if ((events & EPOLLOUT) != 0) {
        flush(*clients_.at(id));
    }
    if ((events & ~std::uint32_t{EPOLLOUT}) != 0) read_lines(id);
}

void CommandServer::read_lines(ClientId id) {
    std::vector<Line> lines;
    Client& reader = *clients_.at(id);
    const bool alive = reader.stream.read(lines);
    reader.is_read = true;
    for (const Line& line : lines) {
        // A reply to the line before may have dropped the client.
        if (clients_.find(id) == clients_.end()) return;
        listener_.line_came(id, line);
    }
    const auto found = clients_.find(id);
    if (found == clients_.end()) return;
    found->second->is_read = false;
    if (alive) flush(*found->second);
    else drop(id);
}

void CommandServer::send(ClientId id, std::string_view line) {
    auto found = clients_.find(id);
    if (found == clients_.end()) return;
    Client& client = *found->second;
    switch (client.is_read ? client.stream.keep(line) : client.stream.send(line)) {
    case LineStream::Sending::Taken:
        if (!client.is_read) watch_output(client);
        return;
    case LineStream::Sending::Broken: client.stream.give_up_sending(); return;
    case LineStream::Sending::TooMuchUnsent:
        listener_.told(name_of(id) + " was dropped: it does not read its replies (" +
                       std::to_string(client.stream.unsent()) + " bytes wait for it)");
        drop(id);
        return;
    }
}

/// A client that hung up takes no reply, but what it said last is still to be read: only the end of that is its end.
void CommandServer::flush(Client& client) {
    if (!client.stream.flush()) client.stream.give_up_sending();
    watch_output(client);
}

std::size_t CommandServer::unsent() const noexcept {
    std::size_t bytes = 0;
    for (const auto& [id, client] : clients_)
        bytes += client->stream.unsent();
    return bytes;
}

void CommandServer::watch_output(Client& client) {
    const bool waits = client.stream.unsent() > 0;
    if (waits == client.watches_output) return;
    client.watches_output = waits;
    loop_.change_fd(client.stream.fd(), EPOLLIN | EPOLLRDHUP | (waits ? EPOLLOUT : 0U));
}

void CommandServer::drop(ClientId id) {
    auto found = clients_.find(id);
    if (found == clients_.end()) return;
    loop_.remove_fd(found->second->stream.fd());
    clients_.erase(found);
    listener_.client_has_gone(id);
}

}  // namespace poolscope::host
