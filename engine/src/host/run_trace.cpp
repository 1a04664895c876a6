// SPDX-License-Identifier: MIT
#include "host/run_trace.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <unistd.h>

#include <poolscope/version.h>

#include "base/clock.h"

namespace poolscope::host {

namespace {

constexpr std::uint64_t kDefaultValueLimit = 64 * 1024;
/// A host that is never started does not collect what it is told without end.
constexpr std::size_t kMostBeforeBegin = 1000;

}  // namespace

RunTrace::RunTrace(const std::string& path, std::optional<std::uint64_t> value_limit)
    : writer_(path, value_limit.value_or(kDefaultValueLimit)) {}

void RunTrace::begin(const std::string& title, const std::string& scenario) {
    if (std::exchange(begun_, true)) return;
    trace::RunStarted started;
    started.wall_clock_ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    started.host_pid = ::getpid();
    started.version = kVersion;
    started.program = "poolscope-host";
    started.title = title;
    started.scenario = scenario;
    writer_.append(base::now_ns(), std::move(started));
    for (trace::Message& message : std::exchange(before_begin_, {}))
        writer_.append(base::now_ns(), std::move(message));
}

void RunTrace::tell(trace::Severity severity, std::string text) {
    if (begun_) {
        writer_.append(base::now_ns(), trace::Message{severity, std::move(text)});
    } else if (before_begin_.size() < kMostBeforeBegin) {
        before_begin_.push_back({severity, std::move(text)});
    }
}

std::optional<base::SteadyTime> RunTrace::flush_due(base::SteadyTime now) {
    if (!writer_.has_unwritten()) {
        due_.reset();
    } else if (!due_) {
        due_ = std::max(now, last_flush_ + kFlushInterval);
    }
    return due_;
}

bool RunTrace::flush_if_due(base::SteadyTime now) {
    if (!due_ || now < *due_) return false;
    write_out();
    last_flush_ = now;
    due_.reset();
    return true;
}

// What stopped the recording cannot stand in the trace: the host's log says it, once.
void RunTrace::write_out() {
    writer_.flush();
    if (writer_.failure().empty() || std::exchange(failure_told_, true)) return;
    std::fprintf(stderr, "poolscope-host: %s\n", writer_.failure().c_str());
}

void RunTrace::finish() {
    if (!before_begin_.empty()) begin({}, {});
    write_out();
}

}  // namespace poolscope::host
