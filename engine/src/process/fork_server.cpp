// SPDX-License-Identifier: MIT
#include "process/fork_server.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "base/posix_error.h"
#include "process/fork_server_wire.h"
#include "process/reaping.h"
#include "process/worker_start.h"

namespace poolscope::process {

using base::UniqueFd;

base::Result<ForkServer> ForkServer::start(const std::string& executable, int doorbell, int bell) {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return base::Failure{base::describe_error("cannot start the fork server: socketpair", errno), errno};
    UniqueFd own(ends[0]);
    const UniqueFd theirs(ends[1]);
    base::Result<OwnedChild> child = spawn_fork_server(executable, theirs.get(), doorbell, bell);
    if (!child) return child.failure();
    return ForkServer(std::move(child.value()), std::move(own));
}

bool ForkServer::request_module(const std::string& path) {
    ForkServerMessage message;
    message.kind = ForkServerMessage::Kind::LoadModule;
    message.text = path;
    return send_message(socket_.get(), message, Wait::No);
}

bool ForkServer::request_worker(const WorkerRequest& request) {
    ForkServerMessage message;
    message.kind = ForkServerMessage::Kind::StartWorker;
    message.token = request.token;
    message.error_number = request.refuse_with;
    const std::array<int, 3> borrowed{request.lane, request.output, request.error};
    for (std::size_t i = 0; i < borrowed.size(); ++i) message.fds[i] = UniqueFd(borrowed[i]);
    const bool sent = send_message(socket_.get(), message, Wait::No);
    for (UniqueFd& fd : message.fds) std::ignore = fd.release();
    return sent;
}

std::vector<ForkServer::Answer> ForkServer::receive(bool& gone) {
    std::vector<Answer> answers;
    while (std::optional<ForkServerMessage> message = receive_message(socket_.get(), Wait::No, gone)) {
        Answer answer;
        answer.token = message->token;
        answer.message = std::move(message->text);
        answer.error_number = message->error_number;
        switch (message->kind) {
        case ForkServerMessage::Kind::Started:
            if (message->fds[0] && message->pid > 0) {
                answer.kind = Answer::Kind::Started;
                // From here on it has an owner, and a group of its own: it has not called exec, so its parent may do this.
                setpgid(message->pid, message->pid);
                answer.child = OwnedChild(message->pid, std::move(message->fds[0]));
            } else if (message->pid > 0) {
                // Its pidfd was dropped on the way: this process may have no more descriptors. Nobody could own it without, so it goes.
                // It is this process's own child and not reaped, so the pid is its own.
                ::kill(message->pid, SIGKILL);
                reap_killed(message->pid, -1);
                answer.error_number = EMFILE;
                answer.message = base::describe_error("cannot start a worker: the pidfd from the fork server", EMFILE);
            } else {
                answer.message = "the fork server started a worker but did not say which";
            }
            break;
        case ForkServerMessage::Kind::ModuleLoaded: answer.kind = Answer::Kind::ModuleLoaded; break;
        case ForkServerMessage::Kind::ModuleFailed: answer.kind = Answer::Kind::ModuleFailed; break;
        default: answer.kind = Answer::Kind::StartFailed; break;
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

ForkServer& ForkServer::operator=(ForkServer&& other) noexcept {
    if (this != &other) {
        end();
        child_ = std::move(other.child_);
        socket_ = std::move(other.socket_);
    }
    return *this;
}

ForkServer::~ForkServer() { end(); }

void ForkServer::end() noexcept {
    // One signal to the whole group, so that the server cannot clone one more in between (the kernel lets no fork of a
    // process succeed that has a deadly signal waiting). What it has answered and nobody took is in the group as well.
    child_.end_group();
}

}  // namespace poolscope::process
