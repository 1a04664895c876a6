// SPDX-License-Identifier: MIT
#include "process/stdio_flush.h"

#include <chrono>
#include <cstdio>
#include <exception>
#include <future>
#include <thread>
#include <utility>

#include <limits.h>
#include <poll.h>
#include <stdio_ext.h>
#include <sys/stat.h>

extern "C" {
// Every open stream, the next one in _chain: glibc exports it, and no header of its has it.
extern std::FILE* _IO_list_all;
}

namespace poolscope::process {
namespace {

/// How long a process that leaves waits for streams that other threads of its have.
constexpr std::chrono::milliseconds kPatience{500};
constexpr std::chrono::milliseconds kLookAgain{1};

/// Whether so much can be written to the stream's file without waiting for a reader: a pipe that takes anything takes PIPE_BUF.
bool takes(std::FILE* file, std::size_t bytes) noexcept {
    pollfd watched{fileno_unlocked(file), POLLOUT, 0};
    return bytes <= PIPE_BUF && ::poll(&watched, 1, 0) == 1;
}

bool lock_before(std::FILE* file, std::chrono::steady_clock::time_point deadline) noexcept {
    while (::ftrylockfile(file) != 0) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(kLookAgain);
    }
    return true;
}

/// The kernel counts the threads as subfolders (proc(5)). False when it does not say.
bool has_one_thread() noexcept {
    struct stat threads {};
    return ::stat("/proc/self/task", &threads) == 0 && threads.st_nlink == 3;
}

}  // namespace

void flush_standard_streams() noexcept {
    for (std::FILE* file : {stdout, stderr}) {
        if (::ftrylockfile(file) != 0) continue;
        const std::size_t held_back = __fpending(file);
        if (held_back > 0 && takes(file, held_back)) fflush_unlocked(file);
        ::funlockfile(file);
    }
}

void forget_unwritten() noexcept {
    for (std::FILE* file = _IO_list_all; file != nullptr; file = file->_chain)
        if (__fpending(file) > 0) __fpurge(file);
}

void flush_before_exit() noexcept {
    if (has_one_thread()) {
        std::fflush(nullptr);
        return;
    }
    // The standard streams first: they do not depend on what becomes of the others.
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (std::FILE* file : {stdout, stderr}) {
        if (!lock_before(file, deadline)) continue;
        fflush_unlocked(file);
        ::funlockfile(file);
    }
    try {
        std::promise<void> done;
        const std::future<void> flushed = done.get_future();
        std::thread([done = std::move(done)]() mutable {
            std::fflush(nullptr);
            done.set_value();
        }).detach();
        flushed.wait_until(deadline);
    } catch (const std::exception&) {
        // No thread to be had: what the other streams hold back is lost.
    }
}

}  // namespace poolscope::process
