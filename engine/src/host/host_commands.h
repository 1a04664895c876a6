// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>

#include <poolscope/json.h>

#include "host/command_server.h"
#include "host/host_life.h"
#include "host/pool_run.h"
#include "host/protocol.h"

namespace poolscope::host {

/// What commands may ask of the host itself.
class HostControl {
public:
    virtual ~HostControl() = default;
    virtual void keep(WhenAlone when_alone) = 0;
    [[nodiscard]] virtual WhenAlone when_alone() const = 0;
    virtual void shut_down() = 0;
    [[nodiscard]] virtual std::string run_folder() const = 0;
};

/// Carries out the commands of PROTOCOL.md. Whatever a client sends ends in a reply and nothing else.
class HostCommands {
public:
    using Reply = std::function<void(const std::string& line)>;

    /// Both are borrowed.
    HostCommands(PoolRun& run, HostControl& control) : run_(run), control_(control) {}

    /// `reply` is called once, now or when the command is done; it must not refer to what may be gone by then.
    void handle(const Line& line, Reply reply);
    /// The names of all commands, for messages.
    [[nodiscard]] static std::vector<std::string> names();

private:
    struct Call;
    using Handler = void (HostCommands::*)(Call&);
    static const std::map<std::string, Handler>& table();

    /// Whether the line was one of host/call_lines.h, and is done with.
    [[nodiscard]] bool submit_call(const std::string& line, const Reply& reply);
    void carry_out(const std::string& command, Call& call);
    void hello(Call& call);
    void start(Call& call);
    void submit(Call& call);
    void close(Call& call);
    void terminate(Call& call);
    void join(Call& call);
    void functions(Call& call);
    void keep(Call& call);
    void shut_down(Call& call);

    PoolRun& run_;
    HostControl& control_;
};

}  // namespace poolscope::host
