// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <functional>
#include <new>
#include <stdexcept>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace poolscope::bench {

/// A child that runs a function on memory which it shares with this process; killed at the end. It is stopped while nobody
/// measures, so that it takes no processor from those who do.
template <class Shared>
class SharedChild {
public:
    explicit SharedChild(const std::function<void(Shared&)>& run) {
        void* const memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        if (memory == MAP_FAILED) throw std::runtime_error("no shared memory");
        shared_ = new (memory) Shared;
        pid_ = ::fork();
        if (pid_ < 0) throw std::runtime_error("no child");
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            run(*shared_);
            ::_exit(0);
        }
        stop();
    }
    SharedChild(const SharedChild&) = delete;
    SharedChild& operator=(const SharedChild&) = delete;
    ~SharedChild() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ::munmap(shared_, sizeof(Shared));
    }
    void stop() const { ::kill(pid_, SIGSTOP); }
    void go_on() const { ::kill(pid_, SIGCONT); }
    [[nodiscard]] Shared& shared() { return *shared_; }
    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    Shared* shared_ = nullptr;
    pid_t pid_ = -1;
};

}  // namespace poolscope::bench
