// SPDX-License-Identifier: MIT
#include <cerrno>
#include <csignal>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <variant>

#include <sys/resource.h>
#include <unistd.h>

#include <poolscope/function.h>
#include <poolscope/signal_name.h>

#include "tasks/catalogue_sections.h"
#include "tasks/errno_text.h"

namespace poolscope {
namespace tasks {
namespace {

/// A signal by number or by name.
struct SignalArgument {
    int number = SIGSEGV;
};

}  // namespace
}  // namespace tasks

template <>
struct ValueCodec<tasks::SignalArgument> {
    static tasks::SignalArgument read(ValueReader& reader) {
        if (reader.peek() != Tag::String) return {reader.integer<int>()};
        const std::string name(reader.string());
        if (const auto number = signal_from_name(name)) return {*number};
        throw DecodingError(DecodingError::Reason::OutOfRange, "there is no signal '" + name + "'");
    }
    static std::string name() { return "int | str"; }
};

namespace tasks {
namespace {

std::int64_t resident_mebibytes() {
    // proc(5): the second number of statm is the resident set, in pages.
    std::ifstream statm("/proc/self/statm");
    std::int64_t size = 0, resident = 0;
    statm >> size >> resident;
    return resident * ::sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

std::int64_t leak(std::int64_t mebibytes, std::optional<double> seconds) {
    // For the whole process and for ever: that is what a leak is.
    static std::vector<std::unique_ptr<std::byte[]>> leaked;
    constexpr std::size_t mebibyte = 1024 * 1024;
    if (mebibytes < 0) throw ValueError("mebibytes must not be negative");
    for (std::int64_t i = 0; i < mebibytes; ++i) {
        auto block = std::make_unique<std::byte[]>(mebibyte);
        // A page that is only read stays the kernel's shared page of zeros.
        for (std::size_t at = 0; at < mebibyte; at += 4096) *const_cast<volatile std::byte*>(&block[at]) = std::byte{1};
        leaked.push_back(std::move(block));
    }
    if (seconds) sleep_for(*seconds);
    return resident_mebibytes();
}

void raise_error(const std::string& message) { throw std::runtime_error(message); }

void exit_with(std::int64_t code) {
    if (code < 0 || code > 255) throw ValueError("code must be from 0 to 255");
    // Not exit(): in a forked worker that would run what the host registered with atexit, and flush its streams.
    ::_exit(static_cast<int>(code));
}

void crash(std::optional<SignalArgument> argument) {
    const int signal = argument.value_or(SignalArgument{}).number;
    if (signal < 1 || signal >= NSIG) throw ValueError("signal must be from 1 to " + std::to_string(NSIG - 1));
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);  // it is done on purpose: no core file is left in the user's folder
    std::signal(signal, SIG_DFL);        // fails for SIGKILL and SIGSTOP, which nobody can catch anyway
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
    if (::raise(signal) != 0) throw_errno(errno, "raise");
}

void hang() {
    for (;;) ::pause();
}

}  // namespace

void register_misbehaviour() {
    register_function<&leak>("leak", R"(leak(mebibytes, seconds=0)
Takes that many MiB of memory and keeps them until the worker ends; gives the worker's resident memory in MiB. Then it waits
for so many seconds, so that there is something to see.

Watch the memory grow from task to task, and fall when `maxtasksperchild` replaces the worker.

Example: `leak(10)` gives a number like `14`, then `24`.)");
    register_function<&raise_error>("raise_error", R"(raise_error(message)
Fails with this message, a `std::runtime_error`. The worker lives on; the error comes back to who asked.

Example: `raise_error("no luck")`.)");
    register_function<&exit_with>("exit_with", R"(exit_with(code)
Ends the worker itself with an exit code from 0 to 255, in the middle of the task, as a library that calls `exit` does.
The task is lost, and a new worker takes the place.

Example: `exit_with(3)`.)");
    register_function<&crash>("crash", R"(crash(signal='SIGSEGV')
Ends the worker by a signal, given by number or name, as a fault in the code does. The task is lost, and a new worker takes
the place. Signals that end no process (`SIGCHLD`) or stop it (`SIGSTOP`) do what they do, and the task goes on after them.

Example: `crash("SIGABRT")`, `crash(9)`, `crash()`.)");
    register_function<&hang>("hang", R"(hang()
Never comes back, and uses no processor meanwhile. Kill the worker, or terminate the pool.)");
    register_initializer<&raise_error>("fail_start", R"(fail_start(message)
Initializer: fails with this message. After a few starts in a row the pool gives up and says so.

Example: initializer `fail_start`, initargs `["no licence found"]`.)");
}

}  // namespace tasks
}  // namespace poolscope
