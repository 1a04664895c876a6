// SPDX-License-Identifier: MIT
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <poolscope/function.h>

#include "tasks/catalogue_sections.h"
#include "tasks/command_run.h"
#include "tasks/errno_text.h"

namespace poolscope::tasks {
namespace {

Json number_or_null(const std::optional<int>& number) { return number ? Json(*number) : Json(); }

Json run_command(const std::vector<std::string>& argv) {
    CommandOutcome outcome = run_command_line(argv);
    return {{"exit_status", number_or_null(outcome.exit_status)},
            {"signal", number_or_null(outcome.signal)},
            {"stdout", std::move(outcome.output)},
            {"stderr", std::move(outcome.error_output)}};
}

std::chrono::nanoseconds checked_duration(double seconds) {
    // A hundred years: what fits the clocks, and longer than anybody waits.
    constexpr double longest = 100 * 365.25 * 24 * 3600;
    if (std::isnan(seconds)) throw ValueError("Invalid value NaN (not a number)");
    if (seconds < 0) throw ValueError("sleep length must be non-negative");
    return std::chrono::nanoseconds(std::llround(std::min(seconds, longest) * 1e9));
}

}  // namespace

void sleep_for(double seconds) {
    const auto length = checked_duration(seconds);
    timespec left{};
    left.tv_sec = static_cast<time_t>(length.count() / 1'000'000'000);
    left.tv_nsec = static_cast<long>(length.count() % 1'000'000'000);
    // On the monotonic clock, and again for what is left when a signal was handled.
    while (::clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR) {
    }
}

namespace {

std::uint64_t busy(double seconds) {
    const auto end = std::chrono::steady_clock::now() + checked_duration(seconds);
    std::uint64_t rounds = 0;
    volatile std::uint64_t state = 1;  // volatile: the work is not optimised away
    while (std::chrono::steady_clock::now() < end) {
        for (int i = 0; i < 1000; ++i) state = state * 6364136223846793005U + 1442695040888963407U;
        ++rounds;
    }
    return rounds;
}

void print_line(const std::string& text, const std::optional<std::string>& stream) {
    if (stream && *stream != "stdout" && *stream != "stderr") throw ValueError("stream must be 'stdout' or 'stderr', not '" + *stream + "'");
    std::FILE* const file = stream == "stderr" ? stderr : stdout;
    // One write each, so that lines of several workers that share a terminal stay whole.
    const std::string line = text + '\n';
    if (std::fwrite(line.data(), 1, line.size(), file) != line.size() || std::fflush(file) != 0) throw_errno(errno, "fwrite");
}

std::vector<std::byte> make_bytes(std::int64_t n) {
    if (n < 0) throw ValueError("negative count");
    std::vector<std::byte> bytes(static_cast<std::size_t>(n));
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i & 0xFF);
    return bytes;
}

void set_nice(std::int32_t level) {
    if (level < -20 || level > 19) throw ValueError("level must be from -20 to 19");
    if (::setpriority(PRIO_PROCESS, 0, level) != 0) throw_errno(errno, "setpriority");
}

}  // namespace

void register_process_functions() {
    register_function<&run_command>("run_command", R"(run_command(argv)
Runs a program and waits for its end. `argv` is a list: the program, found through `PATH`, and its arguments; no shell.

Gives `{"exit_status", "signal", "stdout", "stderr"}`: the exit status, or null and the number of the signal that ended it,
and what it wrote, up to 1 MiB of each. Its standard input is empty. A program that cannot be started is an error; one
that fails is not.

Example: `run_command(["sh", "-c", "echo hello; exit 3"])` gives
`{"exit_status": 3, "signal": null, "stdout": "hello\n", "stderr": ""}`.)");
    register_function<&sleep_for>("sleep", R"(sleep(seconds)
Waits without using the processor, as `time.sleep` does. Gives nothing back.

Example: `sleep(0.2)`.)");
    register_function<&print_line>("print_line", R"(print_line(text, stream='stdout')
Writes a line to the worker's standard output or error. What a task writes is shown with the task.

Example: `print_line("half way")`, `print_line("no such file", "stderr")`.)");
    register_function<&busy>("busy", R"(busy(seconds)
Keeps one processor busy for that many seconds by the clock, and gives how many rounds of a fixed sum it got done: fewer
when workers share a processor.

Example: `busy(0.5)` gives a number like `300000`.)");
    register_function<&make_bytes>("make_bytes", R"(make_bytes(n)
`n` bytes, counting up from 0 to 255 and again: a result of any size, to see what carrying it costs.

Example: `make_bytes(1048576)` gives 1 MiB.)");
    register_initializer<&set_nice>("set_nice", R"(set_nice(level)
Initializer: sets the worker's scheduling priority, from -20 (urgent; needs a privilege) to 19 (only when nobody else
wants the processor). A fresh process has 0.

Example: initializer `set_nice`, initargs `[10]`.)");
    register_initializer<&sleep_for>("slow_start", R"(slow_start(seconds)
Initializer: takes that long, as one does that loads a large model. Workers are shown as initialising meanwhile.

Example: initializer `slow_start`, initargs `[0.5]`.)");
}

}  // namespace poolscope::tasks
