// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::ui {

inline constexpr std::size_t kActivities = static_cast<std::size_t>(WorkerActivity::Crashed) + 1;
/// Nanoseconds of all slots in each activity.
using ActivityTimes = std::array<double, kActivities>;

/// How the slots of a run spent their time, in columns of equal length: enough for a strip, and small enough to keep for
/// every run that is compared, whatever its length (150 KiB).
class RunProfile {
public:
    static constexpr std::size_t kColumns = 2048;

    RunProfile() = default;
    /// Linear in the spans. Open spans end at the last moment that the run knows.
    explicit RunProfile(const PoolState& state);

    [[nodiscard]] Time begin() const { return m_begin; }
    [[nodiscard]] Time end() const { return m_end; }
    [[nodiscard]] std::size_t slotCount() const { return m_slotCount; }
    /// What was done in [from, to), exact to a column; nothing outside of the run.
    [[nodiscard]] ActivityTimes between(double from, double to) const;
    /// Moments at which workers crashed; at most a thousand, the first ones.
    [[nodiscard]] const std::vector<Time>& crashes() const { return m_crashes; }

private:
    [[nodiscard]] double columnLength() const;
    [[nodiscard]] ActivityTimes upTo(double moment) const;
    void add(const Span& span, Time end);

    Time m_begin = 0, m_end = 0;
    std::size_t m_slotCount = 0;
    std::vector<ActivityTimes> m_sums;  ///< [k]: before column k; kColumns + 1 of them
    std::vector<Time> m_crashes;
};

}  // namespace poolscope::ui
