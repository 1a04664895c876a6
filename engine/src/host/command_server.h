// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <sys/types.h>

#include <poolscope/ids.h>

#include "base/event_loop.h"
#include "base/unique_fd.h"
#include "host/line_stream.h"

namespace poolscope::host {

/// One connection, numbered from 1.
using ClientId = StrongId<struct ClientIdTag, std::uint64_t>;

/// Who wants to know what clients do. Called on the loop's thread.
class ClientListener {
public:
    virtual ~ClientListener() = default;
    virtual void line_came(ClientId client, const Line& line) = 0;
    virtual void client_has_gone(ClientId client) = 0;
    /// Something worth telling: a client was refused or dropped.
    virtual void told(const std::string& text) = 0;
};

/// Accepts clients of this user, takes their lines and sends them replies, without ever waiting for one of them.
class CommandServer {
public:
    struct Limits {
        std::size_t most_clients;
        LineStream::Limits line;
    };
    /// Loop and listener are borrowed.
    CommandServer(base::EventLoop& loop, ClientListener& listener, Limits limits);
    ~CommandServer();
    CommandServer(const CommandServer&) = delete;
    CommandServer& operator=(const CommandServer&) = delete;

    void listen(base::UniqueFd listening_socket);
    /// Takes a connected socket as a client. Throws SystemError when the other end is another user's.
    void adopt(base::UniqueFd connection);
    /// Queues a line; a client that has gone is ignored, one that does not read is dropped.
    void send(ClientId client, std::string_view line);
    [[nodiscard]] std::size_t clients() const noexcept { return clients_.size(); }
    /// Bytes that clients have not taken yet.
    [[nodiscard]] std::size_t unsent() const noexcept;

private:
    struct Client;
    void accept_all();
    /// False: no more can be accepted now.
    [[nodiscard]] bool accept_one();
    void pause_accepting(const std::string& why);
    void accept_once_more();
    void client_is_ready(ClientId id, std::uint32_t events);
    void read_lines(ClientId id);
    void flush(Client& client);
    void watch_output(Client& client);
    void drop(ClientId id);

    base::EventLoop& loop_;
    ClientListener& listener_;
    Limits limits_;
    base::UniqueFd listening_;
    std::optional<base::EventLoop::TimerId> accept_again_;
    bool shortage_is_told_ = false;  ///< since the last client that could be accepted
    std::map<ClientId, std::unique_ptr<Client>> clients_;
    std::uint64_t next_client_ = 1;
};

}  // namespace poolscope::host
