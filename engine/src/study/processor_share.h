// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace poolscope::study {

/// Processors that computing workers share evenly. Each worker's progress is told by one virtual clock, which runs slower the more
/// compute, so that a change of their number costs nothing for those that run: the end of each is fixed in virtual time (Parekh and
/// Gallager 1993, "virtual time" of generalized processor sharing).
class ProcessorShare {
public:
    /// 0 cores: as many as are wanted.
    explicit ProcessorShare(double cores) : cores_(cores) {}

    /// `worker` needs a processor for so many seconds from `now` on.
    void begin(double now, std::uint32_t worker, double seconds) {
        advance(now);
        ends_.push({virtual_now_ + seconds, worker});
    }
    /// When the next worker is done, if nothing changes before; infinity: none computes.
    [[nodiscard]] double next_end() const {
        if (ends_.empty()) return std::numeric_limits<double>::infinity();
        return now_ + std::max(0.0, ends_.top().first - virtual_now_) / rate();
    }
    /// The worker whose end that is, which is done.
    std::uint32_t end_next() {
        const auto [at, worker] = ends_.top();
        now_ = next_end();
        virtual_now_ = at;  // exactly, so that those who end together do
        ends_.pop();
        return worker;
    }

private:
    [[nodiscard]] double rate() const {
        if (cores_ <= 0) return 1;
        return std::min(1.0, cores_ / static_cast<double>(ends_.size()));
    }
    void advance(double now) {
        if (!ends_.empty()) virtual_now_ += std::max(0.0, now - now_) * rate();
        now_ = std::max(now_, now);
    }

    using End = std::pair<double, std::uint32_t>;
    double cores_;
    double now_ = 0;
    double virtual_now_ = 0;
    std::priority_queue<End, std::vector<End>, std::greater<>> ends_;
};

}  // namespace poolscope::study
