// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/own_cost.h"

#include <ctime>

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kStretch = 2s;
}  // namespace

void OwnCost::take(std::chrono::nanoseconds processorTime, std::chrono::nanoseconds now) {
    if (!m_begin) m_begin = Reading{processorTime, now};
    const auto stretch = now - m_begin->now;
    if (stretch < kStretch) return;
    m_share = std::chrono::duration<double>(processorTime - m_begin->processorTime) / std::chrono::duration<double>(stretch);
    m_begin = Reading{processorTime, now};
}

std::chrono::nanoseconds processorTimeOfThisProgram() {
    timespec time{};
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) != 0) return {};
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace poolscope::ui
