// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"
#include "process/child.h"

namespace poolscope::process {

/// The host's end of a fork server: a small single-threaded program, started early, that forks each worker as the
/// host's own child (clone(2), CLONE_PARENT), so that the host reaps it and outlives the server's death.
/// Requests and answers are datagrams on a socket pair; nothing here blocks.
///
/// Between its clone and the server's answer a new worker is the host's child without the host knowing it, and the server
/// may die in between. So it stays in the server's process group until the host has taken the answer: whoever is in
/// that group when the server ends is nobody's, and is ended with it. Until the host has said something on its lane, a
/// new worker does nothing but wait for that (Supervisor::Impl::worker_started), and has nothing that could be lost.
class ForkServer {
public:
    /// What came back.
    struct Answer {
        enum class Kind { Started, StartFailed, ModuleLoaded, ModuleFailed };
        Kind kind = Kind::StartFailed;
        std::uint32_t token = 0;  ///< of the request
        OwnedChild child;         ///< Started
        std::string message;      ///< the failure, or the module's path
        int error_number = 0;
    };

    /// Starts the server; its workers get `doorbell` and `bell` from it.
    [[nodiscard]] static base::Result<ForkServer> start(const std::string& executable, int doorbell, int bell);

    /// Loads a shared object in the server, so that every worker has it from the start. Answered by ModuleLoaded or ModuleFailed.
    [[nodiscard]] bool request_module(const std::string& path);
    /// What a worker is to have of its own, borrowed.
    struct WorkerRequest {
        std::uint32_t token = 0;
        int lane = -1, output = -1, error = -1;  ///< as in WorkerDescriptors
        int refuse_with = 0;  ///< for a fault on order: the server answers as if the system had refused with this errno
    };
    /// Asks for a worker. Answered by Started or StartFailed. False: the server is gone or does not listen.
    [[nodiscard]] bool request_worker(const WorkerRequest& request);

    /// Readable when an answer has come or the server has gone.
    [[nodiscard]] int socket() const noexcept { return socket_.get(); }
    /// Takes what has come. `gone` is set when the server has closed its end.
    [[nodiscard]] std::vector<Answer> receive(bool& gone);

    ForkServer(ForkServer&&) noexcept = default;
    ForkServer& operator=(ForkServer&& other) noexcept;
    /// Ends the server at once, and with it the workers whose answers nobody took; those that were taken go on.
    ~ForkServer();

private:
    void end() noexcept;
    ForkServer(OwnedChild child, base::UniqueFd socket) : child_(std::move(child)), socket_(std::move(socket)) {}
    OwnedChild child_;
    base::UniqueFd socket_;
};

/// What the server's program does when asked.
struct ForkServerDuties {
    /// Returns an empty text, or why the module cannot be loaded.
    std::function<std::string(const std::string& path)> load_module;
    /// Runs in the new worker with descriptors kLaneFd, kDoorbellFd, kBellFd in place; must not return.
    std::function<void()> worker_main;
};

/// The server's program: answers requests until the host closes the socket. Never returns.
[[noreturn]] void serve_forks(std::int32_t host_pid, const ForkServerDuties& duties);

}  // namespace poolscope::process
