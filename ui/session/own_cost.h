// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace poolscope::ui {

/// What share of one processor this program took lately: a window that costs much must not hide it.
class OwnCost {
public:
    /// Takes what both clocks say now, as often as you like.
    void take(std::chrono::nanoseconds processorTime, std::chrono::nanoseconds now);
    /// Of the last whole stretch of some seconds; more than 1 where several threads work. Empty before there was one.
    [[nodiscard]] std::optional<double> share() const { return m_share; }

private:
    struct Reading {
        std::chrono::nanoseconds processorTime, now;
    };
    std::optional<Reading> m_begin;
    std::optional<double> m_share;
};

/// Of all threads of this program since it began, by CLOCK_PROCESS_CPUTIME_ID.
[[nodiscard]] std::chrono::nanoseconds processorTimeOfThisProgram();

}  // namespace poolscope::ui
