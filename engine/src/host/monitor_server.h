// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <poolscope/control.h>
#include <poolscope/json.h>
#include <poolscope/pool_core.h>

#include "base/event_loop.h"
#include "base/unique_fd.h"
#include "host/announcement.h"
#include "host/command_server.h"
#include "host/protocol.h"

namespace poolscope::host {

/// Answers commands about a pool of this program. One thread for everything, the loop's, which is not the pool's: neither waits for the
/// other.
class MonitorServer final : private ClientListener {
public:
    struct Facts {
        std::string run_folder, program;
        Control control = Control::ReadOnly;
    };
    /// Takes over the socket that listens. The pool is borrowed. `loop` is shared with what the pool's thread still has to answer.
    MonitorServer(std::shared_ptr<base::EventLoop> loop, Facts facts, detail::PoolCore& pool, base::UniqueFd listening);
    ~MonitorServer() override;

    /// No worker is left: nobody new is let in, and who waits for that is told.
    void pool_has_ended();
    [[nodiscard]] std::size_t unsent() const noexcept { return server_.unsent(); }

private:
    using Reply = std::function<void(const std::string& line)>;
    void line_came(ClientId client, const Line& line) override;
    void client_has_gone(ClientId) override {}
    void told(const std::string& text) override;

    void handle(const Line& line, const Reply& reply);
    void carry_out(const Request& request, const Reply& reply);
    void require_control(const std::string& command) const;
    [[nodiscard]] Json greeting() const;

    std::shared_ptr<base::EventLoop> loop_;
    Facts facts_;
    detail::PoolCore& pool_;
    CommandServer server_;
    std::shared_ptr<MonitorServer*> self_;  ///< null when this has gone: answers of the pool may come later
    std::vector<std::function<void()>> joining_;
    bool ended_ = false;
};

}  // namespace poolscope::host
