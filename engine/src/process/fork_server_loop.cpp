// SPDX-License-Identifier: MIT
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_THREAD__)
#define POOLSCOPE_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define POOLSCOPE_THREAD_SANITIZER 1
#endif
#endif

#include "base/posix_error.h"
#include "base/unique_fd.h"
#include "process/fork_server.h"
#include "process/fork_server_wire.h"
#include "process/worker_start.h"

#ifdef POOLSCOPE_THREAD_SANITIZER
// The sanitizer's interface for forks that it does not see (sanitizer/linux_syscall_hooks.h, which g++ does not ship).
extern "C" {
void __sanitizer_syscall_pre_impl_fork();
void __sanitizer_syscall_post_impl_fork(long result);
}
#endif

namespace poolscope::process {
namespace {

/// fork(2), but the child becomes a child of this process's parent, which thus reaps it and learns how it ended.
/// clone3(2) has no wrapper in glibc. What glibc's own fork keeps right in the child is its thread id: the kernel
/// writes it where the parent's is kept (PR_GET_TID_ADDRESS); a fork server has no second thread whose locks could stay behind.
long clone_as_sibling(int& pidfd) {
    int* thread_id = nullptr;
    prctl(PR_GET_TID_ADDRESS, &thread_id, 0, 0, 0);
    clone_args arguments{};
    arguments.flags = CLONE_PARENT | CLONE_PIDFD;
    arguments.pidfd = reinterpret_cast<std::uintptr_t>(&pidfd);
    if (thread_id != nullptr) {
        arguments.flags |= CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID;
        arguments.child_tid = reinterpret_cast<std::uintptr_t>(thread_id);
    }
#ifdef POOLSCOPE_THREAD_SANITIZER
    __sanitizer_syscall_pre_impl_fork();
#endif
    const long result = syscall(SYS_clone3, &arguments, sizeof arguments);
    const int error = errno;
#ifdef POOLSCOPE_THREAD_SANITIZER
    __sanitizer_syscall_post_impl_fork(result);
#endif
    errno = error;
    return result;
}

/// So that no descriptor that comes by the socket takes the number of a standard stream, which may be closed in the host.
void open_standard_streams() {
    int fd = 0;
    while (fd >= 0 && fd <= STDERR_FILENO) fd = ::open("/dev/null", O_RDWR);
    if (fd > STDERR_FILENO) ::close(fd);
}

void start_worker(std::int32_t host_pid, ForkServerMessage request, const ForkServerDuties& duties) {
    ForkServerMessage answer;
    answer.token = request.token;
    std::fflush(nullptr);
    int pidfd = -1;
    // A start that is to be refused takes the way of one that the system refused, but for the call itself.
    const bool refused = request.error_number != 0;
    const long pid = refused ? -1 : clone_as_sibling(pidfd);
    const int error = refused ? request.error_number : errno;
    if (pid == 0) {
        settle_in_as_child(host_pid, Group::OfTheForkServer);
        // The lane takes the number of the server's socket, which is closed by that: a worker holds no line to the server.
        if (dup2(request.fds[0].get(), kLaneFd) < 0) _exit(71);
        for (int stream = 1; stream <= 2; ++stream) {
            const base::UniqueFd& own = request.fds[static_cast<std::size_t>(stream)];
            if (own && dup2(own.get(), stream) < 0) _exit(71);
        }
        for (base::UniqueFd& fd : request.fds) fd.reset();
        duties.worker_main();
        _exit(0);
    }
    if (pid < 0) {
        answer.kind = ForkServerMessage::Kind::StartFailed;
        answer.error_number = error;
        answer.text = base::describe_error("cannot start a worker: the fork server's clone3", answer.error_number);
    } else {
        answer.kind = ForkServerMessage::Kind::Started;
        answer.pid = static_cast<std::int32_t>(pid);
        answer.fds[0] = base::UniqueFd(pidfd);
    }
    if (!send_message(kServerSocketFd, answer, Wait::Yes)) _exit(0);
}

}  // namespace

void serve_forks(std::int32_t host_pid, const ForkServerDuties& duties) {
    settle_in_as_child(host_pid, Group::Own);
    open_standard_streams();
    fcntl(kServerSocketFd, F_SETFD, FD_CLOEXEC);
    bool gone = false;
    while (std::optional<ForkServerMessage> request = receive_message(kServerSocketFd, Wait::Yes, gone)) {
        if (request->kind == ForkServerMessage::Kind::StartWorker) {
            start_worker(host_pid, std::move(*request), duties);
        } else if (request->kind == ForkServerMessage::Kind::LoadModule) {
            ForkServerMessage answer;
            const std::string problem = duties.load_module(request->text);
            answer.kind = problem.empty() ? ForkServerMessage::Kind::ModuleLoaded : ForkServerMessage::Kind::ModuleFailed;
            answer.text = problem.empty() ? request->text : problem;
            if (!send_message(kServerSocketFd, answer, Wait::Yes)) break;
        }
    }
    _exit(0);
}

}  // namespace poolscope::process
