// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include <poolscope/pool_state.h>

#include "terminal.h"

namespace poolscope::app {

/// What a progress bar tells.
struct Progress {
    std::uint64_t items_settled = 0;
    std::uint64_t items_submitted = 0;
    std::uint64_t items_wrong = 0;  ///< failed, lost, timed out or cancelled
    std::uint32_t workers = 0;
    double fraction = 0;  ///< of the whole run, 0 to 1
    std::chrono::milliseconds elapsed{0};
};

/// `batches` is how many the scenario has: those that have not had their turn count as not begun.
[[nodiscard]] Progress progress_of(const PoolState& state, std::size_t batches, std::chrono::milliseconds elapsed);

/// The bar as one line that takes at most `width` columns: with less room the words go first, then the bar.
[[nodiscard]] std::string progress_line(const Progress& progress, std::size_t width, const Terminal& terminal);

/// A bar on the last line of a terminal; nothing at all when the descriptor is none. The line is clean again when this
/// goes.
class TerminalProgress {
public:
    explicit TerminalProgress(int descriptor);
    TerminalProgress(const TerminalProgress&) = delete;
    TerminalProgress& operator=(const TerminalProgress&) = delete;
    ~TerminalProgress() { clear(); }

    /// Draws, at most some twenty times a second.
    void draw(const Progress& progress);
    void clear();

private:
    int descriptor_;
    Terminal terminal_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace poolscope::app
