// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "timeline/time_scale.h"

namespace poolscope::ui {

/// What was visible before, as a browser remembers pages.
class ViewHistory {
public:
    /// `left` is about to be left for another view.
    void leave(const TimeScale& left) {
        if (!m_back.empty() && m_back.back() == left) return;
        m_back.push_back(left);
        if (m_back.size() > kLength) m_back.erase(m_back.begin());
        m_forward.clear();
    }
    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }
    std::optional<TimeScale> goBack(const TimeScale& from) { return step(m_back, m_forward, from); }
    std::optional<TimeScale> goForward(const TimeScale& from) { return step(m_forward, m_back, from); }
    void clear() {
        m_back.clear();
        m_forward.clear();
    }

private:
    static constexpr std::size_t kLength = 100;
    static std::optional<TimeScale> step(std::vector<TimeScale>& from, std::vector<TimeScale>& to, const TimeScale& now) {
        if (from.empty()) return std::nullopt;
        const TimeScale wanted = from.back();
        from.pop_back();
        to.push_back(now);
        return wanted;
    }
    std::vector<TimeScale> m_back;
    std::vector<TimeScale> m_forward;
};

}  // namespace poolscope::ui
