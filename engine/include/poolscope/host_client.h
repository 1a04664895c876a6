// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/batch_spec.h>
#include <poolscope/control.h>
#include <poolscope/ids.h>
#include <poolscope/json.h>
#include <poolscope/limits.h>
#include <poolscope/scenario.h>

/// Talks to a host over its local socket: JSON lines, one object a command, one object a reply
/// (engine/src/host/PROTOCOL.md). What happens in the pool is not told here but in the trace.
namespace poolscope {

/// The host's answer to one command.
struct HostReply {
    std::uint64_t request = 0;  ///< what send() and its kin returned
    bool ok = false;
    std::string error_type;  ///< "ValueError", "TypeError", ...
    std::string error_message;
    Json body = Json::object();  ///< what the command gives, if anything
};

/// What the host does when the batches of a scenario are done.
enum class AfterBatches { Close, KeepOpen };
/// What the host does when its last client has gone.
enum class WhenAlone { Terminate, GoOn };

/// How a host that this client launched has ended.
struct HostExit {
    std::optional<int> exit_code;
    std::optional<int> signal;
    std::string error_output;  ///< the last lines of its standard error
};

struct HostLaunch {
    std::string run_folder = {};  ///< created (mode 0700) when missing; holds `trace`, `host.sock` and `scenario.json`
    std::string program = {};     ///< empty: poolscope-host beside the running program
    WhenAlone when_alone = WhenAlone::Terminate;
    std::optional<std::uint64_t> value_limit = {};  ///< bytes of one value kept in the trace; empty: 64 KiB
};

/// Not for use by several threads at once. Nothing blocks except wait(), launch() and attach() (for the host's first
/// answer: milliseconds, at most 30 s), and the destructor (see there).
class HostClient {
public:
    /// Starts a host and connects to it. Throws SystemError that names what failed; nothing runs then. The host is in a
    /// session of its own: a terminal's Ctrl+C reaches this program alone, which may then terminate() or simply end.
    [[nodiscard]] static HostClient launch(const HostLaunch& launch);
    /// Connects to a host that runs already. Throws SystemError.
    [[nodiscard]] static HostClient attach(const std::string& run_folder,
                                           std::chrono::milliseconds patience = std::chrono::seconds(30));
    HostClient(HostClient&&) noexcept;
    HostClient& operator=(HostClient&&) noexcept;
    /// Disconnects. A host launched with WhenAlone::Terminate ends and is waited for (milliseconds when its workers
    /// obey SIGTERM; killed after 5 s). One told to go on is left running; it is reaped when it ends.
    ~HostClient();

    [[nodiscard]] std::string trace_path() const;
    [[nodiscard]] std::string run_folder() const;
    [[nodiscard]] std::int32_t host_pid() const noexcept;
    /// What its owner lets this client do; the host itself sees to it.
    [[nodiscard]] Control control() const noexcept;
    /// The reply to `hello` with which the connection began.
    [[nodiscard]] const Json& greeting() const noexcept;

    /// Each of these sends a command and returns its number; the reply comes through receive().
    std::uint64_t start(const Scenario& scenario, AfterBatches after);  ///< creates the pool and submits the batches
    std::uint64_t submit(const BatchSpec& batch);  ///< reply body: {"batch": N}; while replies are due it may wait for the next receive() or wait()
    std::uint64_t close();
    std::uint64_t terminate();
    std::uint64_t join();  ///< the reply comes when no worker is left
    std::uint64_t kill_worker(WorkerId worker, int signal);
    /// Live control; each is told in the trace as what happened.
    std::uint64_t resize(std::uint32_t processes);
    std::uint64_t pause();   ///< no task is begun from now on; what runs goes on
    std::uint64_t resume();
    std::uint64_t drain_worker(WorkerId worker);    ///< leaves when what it runs is done, and is replaced
    std::uint64_t restart_worker(WorkerId worker);  ///< is ended now, and is replaced
    std::uint64_t cancel_batch(BatchId batch);
    std::uint64_t cancel_task(TaskId task);
    std::uint64_t cancel_item(BatchId batch, std::uint64_t item);
    std::uint64_t set_limits(const WorkerLimits& limits);  ///< of workers that start from now on; left out: no limit
    std::uint64_t workers();  ///< reply body: {"processes": N, "paused": false, "workers": [...]}, see PROTOCOL.md
    std::uint64_t functions();         ///< reply body: {"functions": [...]}
    std::uint64_t shut_down();         ///< terminates the pool and ends the host
    std::uint64_t send(Json command);  ///< any command; "id" is added

    /// Readable when a reply may have come or something is to be sent: call receive(). For QSocketNotifier or poll.
    [[nodiscard]] int descriptor() const noexcept;
    /// Takes what has come; empty when nothing has.
    [[nodiscard]] std::vector<HostReply> receive();
    /// Waits up to `timeout` until receive() has something to give or the connection ended. True: call receive().
    [[nodiscard]] bool wait(std::chrono::milliseconds timeout);
    /// False once the host has gone or closed the connection.
    [[nodiscard]] bool connected() const noexcept;
    /// How the host ended; empty while it runs or when it is not this client's child.
    [[nodiscard]] std::optional<HostExit> host_exit();

private:
    struct Impl;
    explicit HostClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// What sweep_run_folders() removed.
struct Swept {
    std::size_t sockets = 0;
    std::size_t folders = 0;
};
/// Removes what hosts that were killed left in the run folders directly below `parent`: sockets on which nobody listens,
/// and whole run folders of this user that hold no trace and that nobody has touched for some time. Traces stay, and
/// so does everything in folders that a living host holds or that are no run folders. For the start of a program;
/// what cannot be removed is left as it is.
Swept sweep_run_folders(const std::string& parent, std::chrono::seconds untouched_for = std::chrono::minutes(1));

}  // namespace poolscope
