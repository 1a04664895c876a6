// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <poolscope/host_client.h>

#include "base/event_loop.h"
#include "base/unique_fd.h"
#include "host/announcement.h"
#include "host/command_server.h"
#include "host/host_commands.h"
#include "host/host_life.h"
#include "host/host_log.h"
#include "host/host_signals.h"
#include "host/pool_run.h"
#include "host/run_trace.h"

namespace poolscope::host {

struct HostSettings {
    std::string run_folder;
    std::optional<int> connection;  ///< a connected socket that was inherited: the first client
    WhenAlone when_alone = WhenAlone::Terminate;
    std::optional<std::uint64_t> value_limit;
    PoolRun::Programs programs;
};

/// The parent of the workers: one thread, one loop, commands from its clients, one pool, one trace.
class Host final : private ClientListener, private HostControl {
public:
    /// Makes the run folder, the trace and the socket. Throws SystemError; nothing is left listening then.
    explicit Host(HostSettings settings);
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    ~Host() override;

    /// Until the host's life ends. Returns the exit status.
    [[nodiscard]] int run();

private:
    void one_round();
    void live_on();
    void end_pool();
    void signal_came(int signal);
    /// Leaves without any more order; the kernel ends the workers (PR_SET_PDEATHSIG, closed lanes).
    [[noreturn]] void leave_at_once();
    void remove_socket() noexcept;

    void line_came(ClientId client, const Line& line) override;
    void client_has_gone(ClientId client) override;
    void told(const std::string& text) override;

    void keep(WhenAlone when_alone) override;
    [[nodiscard]] WhenAlone when_alone() const override { return life_.when_alone; }
    void shut_down() override;
    [[nodiscard]] std::string run_folder() const override { return settings_.run_folder; }

    HostSettings settings_;
    base::UniqueFd folder_;
    base::EventLoop loop_;
    HostSignals signals_;
    HostLog log_;
    RunTrace trace_;
    PoolRun run_;
    HostCommands commands_;
    CommandServer server_;
    bool listens_ = false;
    Announcement announcement_;

    LifeFacts life_;
    std::optional<base::SteadyTime> ask_life_again_;
    std::optional<base::SteadyTime> leave_by_;  ///< set when the end began
    bool leaving_ = false;
    std::optional<int> signal_;
};

}  // namespace poolscope::host
