// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/trace.h>

#include "base/event_loop.h"
#include "trace/writer.h"

namespace poolscope::host {

/// The host's own part of the trace: its first record, its messages, and when what is buffered goes to the file. A
/// window that reads it sees what happened within kFlushInterval; an idle host writes nothing.
class RunTrace {
public:
    static constexpr std::chrono::milliseconds kFlushInterval{15};

    /// Creates the file. Throws SystemError.
    RunTrace(const std::string& path, std::optional<std::uint64_t> value_limit);

    /// Writes RunStarted and then what was told before; the second time nothing.
    void begin(const std::string& title, const std::string& scenario);
    /// Kept until begin(), since RunStarted is the first record.
    void tell(trace::Severity severity, std::string text);
    [[nodiscard]] trace::Writer& writer() noexcept { return writer_; }

    /// When flush_if_due() is to be called next; empty when nothing is buffered. Asked after each round of the loop.
    [[nodiscard]] std::optional<base::SteadyTime> flush_due(base::SteadyTime now);
    /// True: it was written.
    bool flush_if_due(base::SteadyTime now);
    /// Writes everything; for the end of a run. RunStarted is written too when something was told.
    void finish();

private:
    void write_out();

    trace::Writer writer_;
    bool failure_told_ = false;
    bool begun_ = false;
    std::vector<trace::Message> before_begin_;
    base::SteadyTime last_flush_{};
    std::optional<base::SteadyTime> due_;
};

}  // namespace poolscope::host
