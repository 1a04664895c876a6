// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <poolscope/trace.h>

#include "lane/host_lane.h"
#include "lane/output_file.h"
#include "supervise/output_alarm.h"

namespace poolscope::supervise {

/// A piece of what a worker wrote, to be told of.
struct OutputPiece {
    trace::OutputStream stream = trace::OutputStream::Out;
    std::string text;
    std::uint64_t omitted = 0;  ///< bytes that followed and were not kept
};

/// The host's view of what one worker writes to its standard output and error: which of it was told, and what comes next. The
/// worker sends it item by item; while an item runs the host may read ahead. Believes nothing that the worker sends.
class WorkerOutput {
public:
    /// Creates the two files. Throws SystemError.
    WorkerOutput();

    /// For the worker's start; borrowed.
    [[nodiscard]] int output_fd() const noexcept { return streams_[0].file.fd(); }
    [[nodiscard]] int error_fd() const noexcept { return streams_[1].file.fd(); }

    /// An Output message: appends what it tells beyond what was told before. False: it is nonsense.
    [[nodiscard]] bool take(const lane::ResultMessage& message, std::vector<OutputPiece>& told);

    /// Gives back the memory of what lies beyond the bound of the item that runs, so that a worker that writes without end fills
    /// nothing. Bytes that are new since the last call.
    std::uint64_t trim() noexcept;
    /// What the item that runs has written since, within the first half of its bound. It counts as told only by confirm(), which the
    /// caller calls if the worker's lane is as empty as it was before peek(): then the item is still the same.
    enum class Cut { AtLines, Anywhere };
    [[nodiscard]] std::vector<OutputPiece> peek(Cut cut);
    void confirm() noexcept;

    /// Has the alarm tell of the next write to either file. False: it cannot.
    [[nodiscard]] bool set_alarm(OutputAlarm& alarm) noexcept;
    /// This watch of the alarm is over, if it was one of these files'.
    void alarm_went(int watch) noexcept;

    /// The worker is gone and its lane is drained: appends what it left.
    void finish(std::vector<OutputPiece>& told);

    /// An item has ended: its standard error is no longer the last.
    void item_ended() noexcept { error_tail_.clear(); }
    /// The last lines that the present item wrote to standard error, as far as told; bounded.
    [[nodiscard]] const std::string& error_tail() const noexcept { return error_tail_; }

private:
    struct Stream {
        trace::OutputStream name = trace::OutputStream::Out;
        lane::OutputFile file;
        std::uint64_t taken = 0;      ///< where the present item's output begins
        std::uint64_t told = 0;       ///< told up to here; not below `taken`
        std::uint64_t peeked = 0;     ///< as told will be once it is confirmed
        std::uint64_t trimmed = 0;
        std::uint64_t seen_size = 0;
        int alarm = -1;               ///< the watch that is set; -1: none
        std::uint64_t rewound_at = 0; ///< where the output ended when the worker last rewound the file
        void begin_at(std::uint64_t position) noexcept;
    };
    static void tell(const Stream& stream, lane::KeptOutput kept, std::vector<OutputPiece>& told);

    std::array<Stream, 2> streams_;
    std::string error_tail_;
};

/// The last lines of a text: ten at most, 2 KiB at most.
[[nodiscard]] std::string last_lines(const std::string& text);

}  // namespace poolscope::supervise
