// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <poolscope/ids.h>

namespace poolscope {

/// A value is refused; what() is CPython's message where CPython has one. (CPython: ValueError)
class ValueError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// A thing of the wrong kind was given: an unknown function, wrong arguments. (CPython: TypeError)
class TypeError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// The default start method was already set. (CPython: RuntimeError "context has already been set")
class RuntimeError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A wait ran out; the task goes on. (CPython: multiprocessing.TimeoutError)
class TimeoutError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// An imap iterator is at its end. (CPython: StopIteration)
class StopIteration : public std::runtime_error {
public:
    StopIteration() : std::runtime_error("no more results") {}
};

/// Why a worker process is gone. A closed list: nothing else is ever reported, and nothing is guessed. The first cause wins:
/// a worker that is told to leave and then killed because it would not has the cause for which it was told to leave.
enum class EndCause : std::uint8_t {
    MaxTasksPerChild = 1,  ///< it completed its maxtasksperchild and left
    Closed,                ///< the pool was closed and nothing was left to do
    Terminated,            ///< the pool was terminated
    Crashed,               ///< a signal that the process raised against itself by a fault (SIGSEGV, SIGABRT, ...)
    Killed,                ///< any other signal, from outside, or of the pool to a worker that wrote what cannot be; the message says which
    Exited,                ///< it left by itself with an exit code
    InitializerFailed,     ///< the initializer threw
    TimedOut,              ///< a time limit ran out and the pool killed it; the message says which
    MaxItemsPerChild,      ///< it completed its maxitemsperchild and left
    Age,                   ///< it was as old as max_age_per_child allows and left
    MemoryLimit,           ///< it held more than max_memory_per_child
    Resized,               ///< the pool was made smaller and its slot is gone
    ByUser,                ///< it was drained, restarted or killed, or the item it ran was cancelled, by request
    OutOfMemory,           ///< the kernel killed it for want of memory, as counted by its cgroup
    HostGone,              ///< its host ended without a word: whoever reads a trace that broke off says so
    NotStarted,            ///< the system refused the process; the message says why
};
inline constexpr EndCause kLastEndCause = EndCause::NotStarted;

/// "maxtasksperchild", "closed", "terminated", "crashed", "killed", "exited", "initializer_failed", "timed_out",
/// "maxitemsperchild", "age", "memory_limit", "resized", "by_user", "out_of_memory", "host_gone", "not_started".
[[nodiscard]] const char* to_string(EndCause cause) noexcept;

/// Where and in which process a task's error arose.
struct ErrorOrigin {
    std::optional<std::uint64_t> item;  ///< index of the item in its batch, from 0
    std::optional<WorkerId> worker;
    std::int32_t pid = 0;
    std::string worker_name;            ///< "PoolWorker-3"
    std::string function;               ///< the function that was called
};

/// Mixed into every error that comes back from a task, whatever its type: says what the type was called in the
/// worker and where it arose. Catch `const RemoteError&` beside the error's own type to read it.
class RemoteError {
public:
    RemoteError(std::string type, ErrorOrigin origin) : type_(std::move(type)), origin_(std::move(origin)) {}
    virtual ~RemoteError() = default;
    /// The error's type as the worker knew it: "std::invalid_argument", "poolscope::ValueError", "MyError".
    [[nodiscard]] const std::string& type() const noexcept { return type_; }
    [[nodiscard]] const ErrorOrigin& origin() const noexcept { return origin_; }

protected:
    RemoteError(const RemoteError&) = default;
    RemoteError& operator=(const RemoteError&) = default;

private:
    std::string type_;
    ErrorOrigin origin_;
};

/// A task threw a type that this process does not know; what() is its message.
class TaskError : public std::runtime_error, public RemoteError {
public:
    TaskError(std::string type, const std::string& message, ErrorOrigin origin)
        : std::runtime_error(message), RemoteError(std::move(type), std::move(origin)) {}
};

/// What else is known of an item whose worker was lost or ran out of time.
struct LostItemFacts {
    std::uint32_t attempt = 1;         ///< how often the item had been begun
    std::string arguments;             ///< its arguments as text, shortened
    std::string standard_error;        ///< the last lines that its worker wrote there; empty unless captured
    std::chrono::nanoseconds elapsed{0};  ///< since its task began
};

/// A worker died while it ran an item, which ends as lost. (CPython: the handle hangs for ever, gh-66587)
class WorkerLostError : public std::runtime_error, public RemoteError {
public:
    WorkerLostError(const std::string& message, EndCause cause, std::optional<int> exit_code, std::optional<int> signal,
                    LostItemFacts facts, ErrorOrigin origin)
        : std::runtime_error(message), RemoteError("WorkerLostError", std::move(origin)), cause_(cause),
          exit_code_(exit_code), signal_(signal), facts_(std::move(facts)) {}
    [[nodiscard]] EndCause cause() const noexcept { return cause_; }
    [[nodiscard]] std::optional<int> exit_code() const noexcept { return exit_code_; }
    [[nodiscard]] std::optional<int> signal() const noexcept { return signal_; }
    [[nodiscard]] const LostItemFacts& facts() const noexcept { return facts_; }

private:
    EndCause cause_;
    std::optional<int> exit_code_;
    std::optional<int> signal_;
    LostItemFacts facts_;
};

/// A time limit of the pool ran out while an item ran; its worker was killed. what() names the clock (task_timeout).
class TaskTimeoutError : public std::runtime_error, public RemoteError {
public:
    TaskTimeoutError(const std::string& message, std::chrono::nanoseconds limit, LostItemFacts facts, ErrorOrigin origin)
        : std::runtime_error(message), RemoteError("TaskTimeoutError", std::move(origin)), limit_(limit), facts_(std::move(facts)) {}
    [[nodiscard]] std::chrono::nanoseconds limit() const noexcept { return limit_; }
    [[nodiscard]] const LostItemFacts& facts() const noexcept { return facts_; }

private:
    std::chrono::nanoseconds limit_;
    LostItemFacts facts_;
};

/// The task's value could not be encoded; the worker lives. (CPython: MaybeEncodingError)
class MaybeEncodingError : public std::runtime_error, public RemoteError {
public:
    MaybeEncodingError(const std::string& message, ErrorOrigin origin)
        : std::runtime_error(message), RemoteError("MaybeEncodingError", std::move(origin)) {}
};

/// The pool was terminated, or the batch cancelled, before this item was done. (CPython: blocks for ever, gh-88628)
class CancelledError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The pool can run nothing any more: its workers could not be started or initialised. what() says why.
class BrokenPoolError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A system call on which the pool depends failed; what() names the call, the errno and the limit to look at.
class SystemError : public std::runtime_error {
public:
    SystemError(const std::string& message, int error_number) : std::runtime_error(message), errno_(error_number) {}
    [[nodiscard]] int error_number() const noexcept { return errno_; }

private:
    int errno_;
};

}  // namespace poolscope
